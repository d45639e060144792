package io.sendwell.scheduling.breaker;

import java.time.Duration;

/**
 * When a {@link Breaker} opens, and for how long.
 *
 * @param calls how many calls there must have been in the window
 * @param window how far back it looks
 * @param failureRatio which part of them must have failed for a reason of the route's own; above 0, at most 1
 * @param firstPause how long it stays open the first time; each time that the probe fails, twice as long
 * @param longestPause how long at the most; also how long at once when the route refuses us, as with a wrong password
 */
public record BreakerPolicy(
        int calls, Duration window, double failureRatio, Duration firstPause, Duration longestPause) {

    public BreakerPolicy {
        if (calls < 1
                || window.toMillis() < 1
                || !(failureRatio > 0 && failureRatio <= 1)
                || firstPause.toMillis() < 1
                || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException(
                    "A breaker needs 1 call or more in a window longer than zero, a ratio above 0"
                            + " and up to 1, and pauses longer than zero, the longest not below the first; found "
                            + calls
                            + " calls in " + window + ", " + failureRatio + ", " + firstPause + " and " + longestPause
                            + ".");
        }
    }

    /**
     * Open after 10 calls in 30 seconds of which half failed; for 30 seconds, doubling up to 10 minutes.
     *
     * <p>resilience4j waits for half of 100 calls, and then a minute: at the throttle's 6 to 7 mails a second, 50 to a call,
     * that is a quarter of an hour in which mails burn their attempts.
     */
    public static BreakerPolicy defaults() {
        return new BreakerPolicy(10, Duration.ofSeconds(30), 0.5, Duration.ofSeconds(30), Duration.ofMinutes(10));
    }
}
