package io.sendwell.dnsauth.internal.time;

import java.time.Duration;

/** The end of one check, on the clock that never jumps. Each of its questions gets what is {@link #left()}. Immutable. */
public final class Deadline {

    // A question may not have no patience at all; one that has this little is answered from a cache or not at all.
    private static final Duration LEAST = Duration.ofMillis(1);

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    /** The deadline of a check that begins now. */
    public static Deadline in(Duration patience) {
        return new Deadline(System.nanoTime() + patience.toNanos());
    }

    /** What is left, never less than a millisecond. */
    public Duration left() {
        Duration left = Duration.ofNanos(end - System.nanoTime());
        return left.compareTo(LEAST) < 0 ? LEAST : left;
    }

    /** What is left, and not more than {@code most}. */
    public Duration leftAtMost(Duration most) {
        Duration left = left();
        return left.compareTo(most) < 0 ? left : most;
    }

    /** Whether it is over. */
    public boolean isOver() {
        return end - System.nanoTime() <= 0;
    }
}
