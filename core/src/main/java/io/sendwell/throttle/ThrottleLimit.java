package io.sendwell.throttle;

import io.sendwell.outbox.Lane;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * At most so many mails in any window of this length, wherever it begins.
 *
 * <p>With N permits in a window T, permits come at the even rate <b>R = (N − B) / (T + L)</b>:
 *
 * <ul>
 *   <li>B, the burst, is how many may leave at once after a pause: 5 % of N, at least 2 (1 where N is below 20).
 *   <li>L, the life of a permit, is how long after it was granted it may be used: T / 90.
 * </ul>
 *
 * <p>What leaves in a window of T was granted in a window of T + L, and no window of T + L grants more than B + R · (T + L) = N.
 * So no window of T ever exceeds N, whatever the mails do; a bucket of N permits that fills in T lets almost twice N through.
 * The price is 6 % of N: 6,000 in 15 minutes are 5,637 of a steady stream, 6.26 a second.
 *
 * <p>Broadcasts may use 1 % of N at once ({@link #mostAtOnce}) where an individual mail may use B, so a mail that a person
 * waits for finds room while broadcasts take all they can get.
 *
 * @param permits N, 1 to 10,000,000; a mail to several recipients takes a permit for each
 * @param window T, from a millisecond to 31 days, and at least a microsecond for each permit; the
 *     arithmetic is in microseconds
 */
public record ThrottleLimit(int permits, Duration window) {

    private static final int MOST_PERMITS = 10_000_000;
    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(31);
    private static final int WINDOW_IN_LIVES = 90;

    // Two seconds of permits at a time ask the store every other second, and a node that dies takes 0.2 % of a window
    // along.
    private static final long SLICE_MICROS = 2_000_000;

    // The arithmetic is in microseconds and in longs; the product of a burst and a window stays below 2^61 within these
    // bounds.
    public ThrottleLimit {
        if (permits < 1 || permits > MOST_PERMITS) {
            throw new IllegalArgumentException(
                    "A throttle's limit is 1 to " + MOST_PERMITS + " permits; found " + permits + ".");
        }
        if (window.compareTo(SHORTEST) < 0 || window.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "A throttle's window is " + SHORTEST + " to " + LONGEST + "; found " + window + ".");
        }
        if (permits > micros(window)) {
            throw new IllegalArgumentException("A throttle grants at most one permit a microsecond; found " + permits
                    + " in " + window + ". Choose a longer window.");
        }
    }

    /** How many permits this lane gets at once at the most, after a pause; a request for more gets these. */
    public int mostAtOnce(Lane lane) {
        return lane == Lane.INDIVIDUAL ? burst() : Math.max(1, permits / 100);
    }

    /**
     * How many permits a worker best asks for: those of two seconds, at least one and not more than
     * {@link #mostAtOnce(Lane)}. At 6,000 in 15 minutes they are 12.
     */
    public int slice(Lane lane) {
        return (int) Math.max(1, Math.min(SLICE_MICROS / turn(), mostAtOnce(lane)));
    }

    /** L: how long after a permit was granted it may be used; the 90th part of the window. */
    public Duration permitLife() {
        return window.dividedBy(WINDOW_IN_LIVES);
    }

    /** How much time on the steady stream this many permits take, in microseconds; each the same, rounded up. */
    long cost(int count) {
        return count * turn();
    }

    /** How far the stream may run ahead of the clock for this lane, in microseconds. */
    long tolerance(Lane lane) {
        return cost(mostAtOnce(lane));
    }

    /** How far the stream can be ahead of the clock while the clock only goes forward, with room for a small step back. */
    long farthestAhead() {
        return tolerance(Lane.INDIVIDUAL) + micros(permitLife());
    }

    /** How long broadcasts are held back beyond the time at which somebody may come back for many permits, in microseconds. */
    long patience() {
        return micros(permitLife());
    }

    private int burst() {
        return permits < 20 ? 1 : Math.max(2, permits / 20);
    }

    /** 1 / R. */
    private long turn() {
        long grantWindow = micros(window) + micros(permitLife()) + 1;
        // A single permit has nothing to spread: the next one comes when the window is over, and not at its very end.
        return permits == 1 ? grantWindow + 1 : (grantWindow - 1) / (permits - burst()) + 1;
    }

    // Not by dividing one duration by another, which takes microseconds itself.
    static long micros(Duration duration) {
        return TimeUnit.MICROSECONDS.convert(duration);
    }

    @Override
    public String toString() {
        return permits + " in " + window;
    }
}
