package io.sendwell.dnsauth.resolver;

import java.time.Duration;

/**
 * The moment when a question, with all its tries, has to be answered.
 *
 * @param end on the scale of {@link System#nanoTime()}
 */
record Deadline(long end) {

    /** Longer than anybody waits for a name, and short enough that adding it never overflows. */
    private static final Duration LONGEST = Duration.ofHours(1);

    /** The moment so far from now. */
    static Deadline in(Duration patience) {
        Duration bounded = patience.compareTo(LONGEST) > 0 ? LONGEST : patience;
        return new Deadline(System.nanoTime() + Math.max(0, bounded.toNanos()));
    }

    /** How much is left; zero when nothing is. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /** Whether nothing is left. */
    boolean isOver() {
        return end - System.nanoTime() <= 0;
    }

    /** What is left in milliseconds, rounded up so that a wait of it does not end early. */
    long leftMillis() {
        return (Math.max(0, end - System.nanoTime()) + 999_999) / 1_000_000;
    }

    /** The fair share of one of so many tries that are still to come, at most {@code longest}. */
    Deadline share(int tries, Duration longest) {
        Duration share = left().dividedBy(tries);
        return in(share.compareTo(longest) < 0 ? share : longest);
    }
}
