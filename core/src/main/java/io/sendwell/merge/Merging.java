package io.sendwell.merge;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One merge under way: where it writes to and what it found so far. */
final class Merging {

    /** More than any mail may have; sections in sections over long lists end here. */
    static final int MAX_BYTES = 16 * 1024 * 1024;

    /** Rounds of repeated sections, which may write nothing and still take for ever. */
    static final int MAX_ROUNDS = 1_000_000;

    /** A list with a bad value in each of its items needs no more evidence. */
    private static final int MAX_PROBLEMS = 100;

    final Utf8Buffer out;
    private final int start;
    private @Nullable Set<String> missing;
    private @Nullable List<MergeProblem> problems;
    private int rounds;
    private boolean stopped;

    Merging(Utf8Buffer out) {
        this.out = out;
        this.start = out.size();
    }

    void missing(String field) {
        if (missing == null) {
            missing = new LinkedHashSet<>();
        }
        missing.add(field);
    }

    void problem(String field, MergePlace place, String reason) {
        if (problems == null) {
            problems = new ArrayList<>();
        }
        MergeProblem problem = new MergeProblem(field, place, reason);
        if (problems.size() < MAX_PROBLEMS && !problems.contains(problem)) {
            problems.add(problem);
        }
    }

    /** Asks whether a section may be written once more. */
    boolean nextRound(String section, MergePlace place) {
        if (stopped) {
            return false;
        }
        if (++rounds > MAX_ROUNDS || out.size() - start > MAX_BYTES) {
            stopped = true;
            problem(
                    section,
                    place,
                    "makes the text larger than " + MAX_BYTES + " bytes or repeats more than " + MAX_ROUNDS
                            + " times; the rest is left out");
            return false;
        }
        return true;
    }

    MergeReport report() {
        if (missing == null && problems == null) {
            return MergeReport.CLEAN;
        }
        return new MergeReport(
                missing == null ? List.of() : List.copyOf(missing), problems == null ? List.of() : problems);
    }
}
