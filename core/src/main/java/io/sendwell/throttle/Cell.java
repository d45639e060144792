package io.sendwell.throttle;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/** One key of the store, changed by read, compute, compare-and-set. */
final class Cell {

    /** How often a change is tried that somebody else got in before; the store's one row makes losers of all but one. */
    private static final int TRIES = 5;

    private static final int PATIENCE = 10;

    private final ThrottleStore store;
    private final String key;

    Cell(ThrottleStore store, String key) {
        this.store = store;
        this.key = key;
    }

    /** What follows from a reading: an answer, and the text to write; none when everything stays as it is. */
    record Step<T>(T answer, Optional<String> next) {

        static <T> Step<T> write(T answer, String next) {
            return new Step<>(answer, Optional.of(next));
        }

        static <T> Step<T> keep(T answer) {
            return new Step<>(answer, Optional.empty());
        }
    }

    ThrottleReading read() {
        return store.read(key);
    }

    /** The answer of the step that was written, or had nothing to write; empty when each try lost. */
    <T> Optional<T> change(Function<ThrottleReading, Step<T>> step) {
        for (int i = 0; i < TRIES; i++) {
            ThrottleReading reading = store.read(key);
            Step<T> taken = step.apply(reading);
            if (taken.next().isEmpty()
                    || store.compareAndSet(key, reading.version(), taken.next().get())) {
                return Optional.of(taken.answer());
            }
        }
        return Optional.empty();
    }

    /** The answer as {@link #change}, tried ten times as often: for what has to be written and is seldom. */
    <T> T mustChange(Function<ThrottleReading, Step<T>> step) {
        for (int i = 0; i < PATIENCE; i++) {
            Optional<T> answer = change(step);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
        throw new ThrottleException("The throttle's state \"" + key + "\" was changed by others each of "
                + PATIENCE * TRIES + " times that it was to be written; nothing was set. Try again.");
    }

    String key() {
        return key;
    }

    static long micros(Instant now) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, now);
    }
}
