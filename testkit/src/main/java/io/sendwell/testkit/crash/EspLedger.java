package io.sendwell.testkit.crash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a {@link CountingEsp} has accepted so far. Threads share it. */
final class EspLedger {

    /** What became of one submission. */
    enum Entry {
        /** It was accepted now. */
        TAKEN,
        /** It was accepted before, and is not sent again. */
        REPEATED,
        /** Its id was accepted before with other octets. */
        CHANGED
    }

    private record Accepted(String digest, long at) {}

    private final boolean recognisesRepeats;
    private final Map<String, Accepted> submissions = new HashMap<>();
    private final Map<String, Integer> copies = new HashMap<>();
    private final List<String> taken = new ArrayList<>();
    private long[] arrivals = new long[1_024];
    private int arrived;
    private long changedBodies;
    private int repeats;

    EspLedger(boolean recognisesRepeats) {
        this.recognisesRepeats = recognisesRepeats;
    }

    synchronized Entry accept(EspSubmission submission, long at) {
        Accepted before = submissions.putIfAbsent(submission.id(), new Accepted(submission.digest(), at));
        if (before != null && !before.digest().equals(submission.digest())) {
            changedBodies++;
            if (recognisesRepeats) {
                return Entry.CHANGED;
            }
        }
        if (before != null && recognisesRepeats) {
            repeats++;
            return Entry.REPEATED;
        }
        taken.add(submission.id());
        for (String recipient : submission.recipients()) {
            copies.merge(recipient, 1, Integer::sum);
            if (arrived == arrivals.length) {
                arrivals = Arrays.copyOf(arrivals, arrived * 2);
            }
            arrivals[arrived++] = at;
        }
        return Entry.TAKEN;
    }

    /** Whether it was accepted at this time or before. */
    synchronized boolean knew(String id, long at) {
        Accepted accepted = submissions.get(id);
        return accepted != null && accepted.at() <= at;
    }

    synchronized EspCounts counts() {
        long[] sorted = Arrays.copyOf(arrivals, arrived);
        Arrays.sort(sorted);
        return new EspCounts(copies, taken, sorted, changedBodies, repeats);
    }

    synchronized int copies() {
        return arrived;
    }

    synchronized int recipients() {
        return copies.size();
    }
}
