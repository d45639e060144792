package io.sendwell.scheduling;

import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.StoredEntry;
import java.time.Duration;
import java.time.Instant;

/** What is done with a sending that would begin long after its time: a person is asked, once. */
final class Lateness {

    /** The code that the first entry of a sending keeps when a person was asked. */
    static final String LATE = "LATE";

    private Lateness() {}

    /**
     * Whether something of it came to an answer before, or a person was asked and let it go on. Entries leave by their places,
     * so the first one tells.
     */
    static boolean hasBegun(Outbox outbox, Standing standing) {
        boolean ended = outbox.find(standing.account(), standing.id())
                .map(Sending::progress)
                .filter(progress -> progress.ended() > 0)
                .isPresent();
        return ended
                || outbox.entries(standing.account(), EntryQuery.all(standing.id(), 0, 1)).stream()
                        .anyMatch(Lateness::hasAnAnswer);
    }

    private static boolean hasAnAnswer(StoredEntry first) {
        return first.state().isFinished()
                || !first.code().isEmpty()
                || !first.text().isEmpty();
    }

    static String because(Instant startAt, Duration late, Duration most) {
        return "It was to start at " + startAt + ", " + late.toHours()
                + " hours ago, and nothing has left yet. After more than " + most.toHours()
                + " hours a person decides: resume it, or cancel it.";
    }
}
