package io.sendwell.throttle;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * When what has to wait for a receiver comes back: each mail at a turn of its own. Were all told the time of the next permit, all
 * would come at it, and all but one go again. It is this process's own and only orders; who comes is granted, or waits anew. Threads
 * share it.
 */
final class WaitingLine {

    /** No turn is farther ahead: those before may have been cancelled, or other nodes have sent less than they could. */
    private static final long LONGEST = TimeUnit.MINUTES.toMicros(10);

    private static final int MANY = 10_000;

    private final Map<String, Long> ends = new ConcurrentHashMap<>();

    /** How long one more has to wait: as long as {@code first} if it is alone, else a turn longer than the one before. Microseconds. */
    long join(String line, long now, long first, long turn) {
        if (ends.size() > MANY) {
            ends.values().removeIf(end -> end <= now);
        }
        long mine = ends.merge(line, now + first, (end, alone) -> Math.max(alone, Math.min(end + turn, now + LONGEST)));
        return mine - now;
    }
}
