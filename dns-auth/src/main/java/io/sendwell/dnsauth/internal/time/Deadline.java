package io.sendwell.dnsauth.internal.time;

import java.time.Duration;

/** The end of one check, on the clock that never jumps. Each of its questions gets what is {@link #left()}. Immutable. */
public final class Deadline {

    // A question may not have no patience at all; one that has this little is answered from a cache or not at all.
    private static final Duration LEAST = Duration.ofMillis(1);

    // Longer than anybody waits, and short enough that adding it never overflows: 'for ever' is a duration too.
    private static final Duration LONGEST = Duration.ofHours(1);

    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    /** The deadline of a check that begins now and takes an hour at most. */
    public static Deadline in(Duration patience) {
        Duration bounded = patience.compareTo(LONGEST) > 0 ? LONGEST : patience.isNegative() ? Duration.ZERO : patience;
        return new Deadline(System.nanoTime() + bounded.toNanos());
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

    /** The fair share of one of so many tries that are still to come, at most {@code longest}; over, when this is over. */
    public Deadline share(int tries, Duration longest) {
        if (isOver()) {
            return this;
        }
        Duration share = left().dividedBy(tries);
        return in(share.compareTo(longest) < 0 ? share : longest);
    }

    /** Whether it is over. */
    public boolean isOver() {
        return end - System.nanoTime() <= 0;
    }
}
