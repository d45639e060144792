package io.sendwell.throttle;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.LongStream;

/** When mails left, in microseconds, and the exact counts of all rolling windows. */
final class Departures {

    private long[] times = new long[1_000];
    private int count;

    void add(long micros) {
        if (count == times.length) {
            times = Arrays.copyOf(times, 2 * count);
        }
        times[count] = micros;
        count++;
    }

    int total() {
        return count;
    }

    long between(long from, long to) {
        return LongStream.of(times)
                .limit(count)
                .filter(t -> from <= t && t < to)
                .count();
    }

    /** The most in any window of this length, of those that begin at this time or later. */
    int mostInAnyWindow(Duration window, Instant from) {
        long length = window.toNanos() / 1_000;
        long[] sorted = LongStream.of(times)
                .limit(count)
                .filter(t -> t >= Cell.micros(from))
                .sorted()
                .toArray();
        int most = 0;
        int first = 0;
        for (int last = 0; last < sorted.length; last++) {
            // Both ends count: a next hop may round its clock.
            while (sorted[last] - sorted[first] > length) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    int mostInAnyWindow(Duration window) {
        return mostInAnyWindow(window, Instant.EPOCH);
    }
}
