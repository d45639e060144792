package io.sendwell.throttle;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * The throttle's state in this process's memory: for tests, and for an application of one process that may forget how much
 * went in the last window when it ends.
 *
 * <p>It is the executable specification of {@link ThrottleStore}. Threads may share it.
 */
public final class InMemoryThrottleStore implements ThrottleStore {

    private record Stored(long version, String state) {}

    private static final Stored NOTHING = new Stored(0, "");

    private final InstantSource clock;
    private final Map<String, Stored> states = new HashMap<>();

    /** An empty store with this clock. */
    public InMemoryThrottleStore(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized ThrottleReading read(String key) {
        Stored stored = states.getOrDefault(key, NOTHING);
        return new ThrottleReading(stored.version(), stored.state(), clock.instant());
    }

    @Override
    public synchronized boolean compareAndSet(String key, long version, String next) {
        if (states.getOrDefault(key, NOTHING).version() != version) {
            return false;
        }
        states.put(key, new Stored(version + 1, next));
        return true;
    }
}
