package io.sendwell.throttle;

/**
 * What permits took of one limit, and so what can go back to it.
 *
 * @param key where the limit's state is
 * @param limit the limit when they were granted
 * @param end how far the stream reached with them
 * @param refundedBefore how much had been refunded to the limit before
 */
record Share(String key, ThrottleLimit limit, int permits, long end, long refundedBefore) {

    Share(String key, ThrottleLimit limit, int permits, Stream after) {
        this(key, limit, permits, after.end(), after.refunded());
    }

    /** How much time on the stream the last of the permits took. */
    long costOf(int unused) {
        return limit.cost(permits) - limit.cost(permits - unused);
    }

    /** These permits without the last ones, which have gone back. */
    Share first(int count) {
        return new Share(key, limit, count, end - costOf(permits - count), refundedBefore);
    }
}
