package io.sendwell.throttle;

import io.sendwell.outbox.Lane;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/**
 * The state of one limit: permits follow each other on a stream at the limit's even rate, and the stream's end may run ahead
 * of the clock by the lane's tolerance. This is the generic cell rate algorithm of ITU-T I.371, in microseconds since 1970.
 *
 * @param end the time at which the last permit's turn ends (the theoretical arrival time of the next); in the past after a pause
 * @param refunded by how much the end was ever moved back; lets a refund know what others have moved since
 * @param ownLimit the limit that was set; empty when the policy's applies
 * @param heldUntil until when broadcasts wait, because a mail to many waits for more than they leave it; 0 when none does
 */
record Stream(long end, long refunded, Optional<ThrottleLimit> ownLimit, long heldUntil) {

    private static final Stream UNUSED = new Stream(0, 0, Optional.empty(), 0);

    /** The version of this format. */
    private static final String VERSION = "A";

    private static final int MOST_DIGITS = 18;
    private static final long[] UNREADABLE = {};

    static Stream of(String key, ThrottleReading reading) {
        if (reading.version() == 0) {
            return UNUSED;
        }
        long[] numbers = numbers(reading.state());
        return switch (numbers.length) {
            case 2 -> new Stream(numbers[0], numbers[1], Optional.empty(), 0);
            case 3 -> new Stream(numbers[0], numbers[1], Optional.empty(), numbers[2]);
            case 4 -> new Stream(numbers[0], numbers[1], Optional.of(limit(numbers)), 0);
            case 5 -> new Stream(numbers[0], numbers[1], Optional.of(limit(numbers)), numbers[4]);
            default -> throw ThrottleException.unreadable(key, reading.state());
        };
    }

    private static ThrottleLimit limit(long[] numbers) {
        return new ThrottleLimit(
                (int) Math.min(Integer.MAX_VALUE, numbers[2]), Duration.of(numbers[3], ChronoUnit.MICROS));
    }

    /** Read by hand, because every request reads it, and a regular expression would be most of what the request costs. */
    private static long[] numbers(String text) {
        if (!text.startsWith(VERSION)) {
            return UNREADABLE;
        }
        long[] numbers = new long[5];
        int count = 0;
        int digits = 0;
        for (int i = VERSION.length(); i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (c == ' ' && digits > 0) {
                count++;
                digits = 0;
            } else if (c >= '0' && c <= '9' && count < numbers.length && digits < MOST_DIGITS) {
                numbers[count] = numbers[count] * 10 + (c - '0');
                digits++;
            } else {
                return UNREADABLE;
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    String text() {
        return "A" + end + " " + refunded
                + ownLimit.map(limit -> " " + limit.permits() + " " + ThrottleLimit.micros(limit.window()))
                        .orElse("")
                + (heldUntil == 0 ? "" : " " + heldUntil);
    }

    Stream with(Optional<ThrottleLimit> limit) {
        return new Stream(end, refunded, limit, heldUntil);
    }

    /**
     * This state at this time. An end too far ahead means that the store's clock was put back: without a bound the stream
     * would stand still for as long as that.
     */
    Stream at(long now, ThrottleLimit limit) {
        long tooFar = Math.max(0, end - now - limit.farthestAhead());
        boolean isHeld = heldUntil > now && heldUntil - now <= limit.farthestAhead() + limit.patience();
        return movedBack(tooFar).held(isHeld ? heldUntil : 0);
    }

    /** How long to wait for this many permits, in microseconds; zero or less when they are there. */
    long wait(long now, ThrottleLimit limit, Lane lane, int permits) {
        long untilThere = Math.max(end, now) + limit.cost(permits) - now - limit.tolerance(lane);
        return lane == Lane.INDIVIDUAL ? untilThere : Math.max(untilThere, heldUntil - now);
    }

    /** Broadcasts wait while a mail does that needs more permits than they leave it; long enough for it to come back for them. */
    Stream holding(long now, ThrottleLimit limit, Lane lane, int permits, long wait) {
        return needsAHold(limit, lane, permits) ? held(Math.max(heldUntil, now + wait + limit.patience())) : this;
    }

    private static boolean needsAHold(ThrottleLimit limit, Lane lane, int permits) {
        return lane == Lane.INDIVIDUAL
                && permits > limit.mostAtOnce(Lane.INDIVIDUAL) - limit.mostAtOnce(Lane.BROADCAST);
    }

    private Stream held(long until) {
        return new Stream(end, refunded, ownLimit, until);
    }

    /** How many permits are there for this lane. */
    int room(long now, ThrottleLimit limit, Lane lane) {
        long ahead = now + limit.tolerance(lane) - Math.max(end, now);
        return (int) Math.max(0, ahead / limit.cost(1));
    }

    /** How much of what individual mail gets at once is used: 0 when all of it is there, 1 when nothing is. */
    double utilisation(long now, ThrottleLimit limit) {
        return Math.min(1, (double) Math.max(0, end - now) / limit.tolerance(Lane.INDIVIDUAL));
    }

    Stream grant(long now, ThrottleLimit limit, Lane lane, int permits) {
        return new Stream(
                Math.max(end, now) + limit.cost(permits),
                refunded,
                ownLimit,
                needsAHold(limit, lane, permits) ? 0 : heldUntil);
    }

    /**
     * Moves the end back for permits that were not used, but never over time that has passed: had the permits not been
     * granted, others would have started at the clock and not at an end in the past, so the passed part is gone.
     */
    Stream refund(long now, Share share, int unused) {
        long movedSince = refunded - share.refundedBefore();
        if (movedSince < 0) {
            return this; // another state than the one that granted: it was lost in between
        }
        long ahead = Math.max(0, share.end() - movedSince - now);
        return movedBack(Math.min(share.costOf(unused), Math.min(ahead, end)));
    }

    private Stream movedBack(long by) {
        return new Stream(end - by, refunded + by, ownLimit, heldUntil);
    }
}
