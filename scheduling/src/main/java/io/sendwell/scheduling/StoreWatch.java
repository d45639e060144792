package io.sendwell.scheduling;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Keeps hands off a store that is away: after each failure twice as long, up to a bound. Threads share it.
 *
 * <p>Renewals count too: who cannot extend leases must not collect more of them.
 */
final class StoreWatch {

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);

    private final Duration longest;
    private final LongSupplier nanoTime;
    private final RandomGenerator chance;
    private final Events events;
    private Duration wait = FIRST_WAIT;
    private boolean away;
    private long until;
    private long backSince;

    StoreWatch(Duration longest, LongSupplier nanoTime, RandomGenerator chance, Events events) {
        this.longest = longest;
        this.nanoTime = nanoTime;
        this.chance = chance;
        this.events = events;
        this.backSince = nanoTime.getAsLong();
    }

    /** Whether the store is to be left alone now. */
    synchronized boolean isAway() {
        return away && nanoTime.getAsLong() - until < 0;
    }

    /** How long until it may be tried again; zero when it may be now. */
    synchronized Duration left() {
        return isAway() ? Duration.ofNanos(until - nanoTime.getAsLong()) : Duration.ZERO;
    }

    /** It failed. Several threads that find out at once count as one. */
    void failed(RuntimeException why) {
        Duration next;
        synchronized (this) {
            if (isAway()) {
                return;
            }
            // A store that takes one thing and not another comes back each time, and is not back.
            if (!away && nanoTime.getAsLong() - backSince >= wait.toNanos()) {
                wait = FIRST_WAIT;
            }
            next = Duration.ofMillis(Math.round(wait.toMillis() * (0.8 + 0.2 * chance.nextDouble())));
            away = true;
            until = nanoTime.getAsLong() + next.toNanos();
            Duration twice = wait.multipliedBy(2);
            wait = twice.compareTo(longest) < 0 ? twice : longest;
        }
        events.tell(new WorkerEvent.StoreAway(String.valueOf(why), next));
    }

    /** It answered. Within the wait that changes nothing: a store that takes one thing and not another is not back. */
    void answered() {
        synchronized (this) {
            if (!away || isAway()) {
                return;
            }
            away = false;
            backSince = nanoTime.getAsLong();
        }
        events.tell(new WorkerEvent.StoreBack());
    }
}
