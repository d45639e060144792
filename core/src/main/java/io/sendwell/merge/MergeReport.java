package io.sendwell.merge;

import java.util.List;

/**
 * What one merge found besides the text.
 *
 * @param missing names of fields that have neither value nor fallback, each once, in the order of the template;
 *     nothing was written for them
 * @param problems values that are not allowed in their place; nothing was written for them
 */
public record MergeReport(List<String> missing, List<MergeProblem> problems) {

    static final MergeReport CLEAN = new MergeReport(List.of(), List.of());

    public MergeReport {
        missing = List.copyOf(missing);
        problems = List.copyOf(problems);
    }

    /** Whether every field was written. */
    public boolean isClean() {
        return missing.isEmpty() && problems.isEmpty();
    }
}
