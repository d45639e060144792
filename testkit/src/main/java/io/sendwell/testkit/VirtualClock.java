package io.sendwell.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock that stands still until the test moves it.
 *
 * <p>Threads may share it: a reader sees either the time before a move or the time after it.
 */
public final class VirtualClock implements InstantSource {

    private Instant now;

    private VirtualClock(Instant start) {
        this.now = requireNonNull(start, "start");
    }

    /** A clock that shows {@code start}. */
    public static VirtualClock at(Instant start) {
        return new VirtualClock(start);
    }

    /** A clock that shows {@code start}, written as ISO 8601: {@code 2026-11-21T09:00:00Z}. */
    public static VirtualClock at(String start) {
        return new VirtualClock(Instant.parse(start));
    }

    @Override
    public synchronized Instant instant() {
        return now;
    }

    /**
     * Moves the clock forward.
     *
     * @param step zero or more
     * @return the time it shows now
     * @throws IllegalArgumentException when {@code step} is negative; {@link #setTo} is for moving back
     */
    public synchronized Instant advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("Cannot advance a clock by " + step
                    + ": expected zero or more. Use setTo(Instant) to move it back.");
        }
        now = now.plus(step);
        return now;
    }

    /** Moves the clock to any time, also back, as a machine does when its clock is corrected. */
    public synchronized void setTo(Instant instant) {
        now = requireNonNull(instant, "instant");
    }

    @Override
    public String toString() {
        return "VirtualClock[" + instant() + "]";
    }
}
