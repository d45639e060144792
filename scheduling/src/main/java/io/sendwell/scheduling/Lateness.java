package io.sendwell.scheduling;

import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.StoredEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What is done with a sending that would begin long after its time: a person is asked, once. It is asked by pausing and answered
 * by resuming, each one step of the store's, so that no crash comes between a question and the note that it was put.
 */
final class Lateness {

    private Lateness() {}

    /**
     * Why a person is to be asked before anything of it leaves.
     *
     * @param now by the store's clock
     * @return empty when it is not late, has begun before, or a person resumed it not long ago
     */
    static Optional<String> question(Outbox outbox, Standing standing, Instant now, Duration most) {
        Instant startAt = standing.sending.startAt();
        Duration late = Duration.between(startAt, now);
        if (late.compareTo(most) <= 0) {
            return Optional.empty();
        }
        Optional<Sending> sending = outbox.find(standing.account(), standing.id());
        boolean wasAnswered = sending.flatMap(Sending::resumedAt)
                .filter(resumed -> Duration.between(resumed, now).compareTo(most) <= 0)
                .isPresent();
        boolean hasEnds = sending.filter(found -> found.progress().ended() > 0).isPresent();
        return wasAnswered || hasEnds || hasBegun(outbox, standing)
                ? Optional.empty()
                : Optional.of("It was to start at " + startAt + ", " + late.toHours()
                        + " hours ago, and nothing has left yet. After more than " + most.toHours()
                        + " hours a person decides: resume it, or cancel it.");
    }

    // Entries leave by their places, so the first one tells whether something came to an answer before.
    private static boolean hasBegun(Outbox outbox, Standing standing) {
        return outbox.entries(standing.account(), EntryQuery.all(standing.id(), 0, 1)).stream()
                .anyMatch(Lateness::hasAnAnswer);
    }

    private static boolean hasAnAnswer(StoredEntry first) {
        return first.state().isFinished()
                || !first.code().isEmpty()
                || !first.text().isEmpty();
    }
}
