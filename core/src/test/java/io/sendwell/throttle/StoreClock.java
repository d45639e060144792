package io.sendwell.throttle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A store's clock that the test moves, also back. One thread. */
final class StoreClock implements InstantSource {

    static final Instant START = Instant.parse("2026-11-30T09:00:00Z");

    private Instant now = START;

    @Override
    public Instant instant() {
        return now;
    }

    void move(Duration by) {
        now = now.plus(by);
    }
}
