package io.sendwell.examples.faults;

import java.util.Arrays;
import java.util.Locale;

/** How long things took, in their order. Threads may share it. */
final class Times {

    private static final int PARTS = 10;

    private long[] nanos = new long[1_000];
    private int count;

    synchronized void add(long took) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count] = took;
        count++;
    }

    /** Of the first tenth, the one in the middle and the last. */
    synchronized String startMiddleEnd() {
        int tenth = Math.max(1, count / PARTS);
        int middle = (count - tenth) / 2;
        return "start " + of(0, tenth) + "; middle " + of(middle, middle + tenth) + "; end " + of(count - tenth, count);
    }

    /** Of all. */
    synchronized String all() {
        return of(0, count);
    }

    /** So that so many of a hundred took at the most this long, in nanoseconds. */
    synchronized long percentile(int percent) {
        return percentile(Arrays.copyOf(nanos, count), percent);
    }

    synchronized int count() {
        return count;
    }

    private String of(int from, int to) {
        long[] part = Arrays.copyOfRange(nanos, from, to);
        return String.format(
                Locale.ROOT,
                "mean %.1f, p50 %.1f, p99 %.1f, max %.1f ms",
                Arrays.stream(part).average().orElse(0) / 1e6,
                percentile(part, 50) / 1e6,
                percentile(part, 99) / 1e6,
                percentile(part, 100) / 1e6);
    }

    private static long percentile(long[] unsorted, int percent) {
        if (unsorted.length == 0) {
            return 0;
        }
        long[] sorted = unsorted.clone();
        Arrays.sort(sorted);
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }
}
