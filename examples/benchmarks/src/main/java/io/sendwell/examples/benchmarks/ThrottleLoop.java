package io.sendwell.examples.benchmarks;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/**
 * One thread takes all permits that it can get, and each window is counted exactly: how many left in the fullest one, and how many
 * in all. The product's 6,000 in 15 minutes run sixty times as fast.
 */
final class ThrottleLoop {

    private static final int CALLS = 500_000;

    private ThrottleLoop() {}

    static void run(Effort effort) {
        boolean quick = effort == Effort.QUICK;
        int permits = quick ? 400 : 6_000;
        Duration window = Duration.ofSeconds(quick ? 1 : 15);
        System.out.printf(
                Locale.ROOT,
                "%n%-30s %15s %15s %12s%n",
                "throttle " + permits + " in " + window.toSeconds() + " s",
                "most in window",
                "of the limit",
                "ns/acquire");
        for (RateLimit.Contender contender : RateLimit.Contender.values()) {
            int most = mostInAnyWindow(contender.open(permits, window), window);
            System.out.printf(
                    Locale.ROOT,
                    "%-30s %,15d %14.1f%% %,12.0f%n",
                    contender,
                    most,
                    100.0 * most / permits,
                    nanosPerCall(contender));
        }
    }

    /** The most in any window, over two and a half of them. */
    private static int mostInAnyWindow(RateLimit limit, Duration window) {
        long[] taken = new long[100_000];
        int count = 0;
        long end = System.nanoTime() + window.multipliedBy(5).dividedBy(2).toNanos();
        for (long now = System.nanoTime(); now < end; now = System.nanoTime()) {
            if (limit.take()) {
                taken[count] = now;
                count++;
            } else {
                LockSupport.parkNanos(50_000);
            }
        }
        return mostInAnyWindow(Arrays.copyOf(taken, count), window.toNanos());
    }

    private static int mostInAnyWindow(long[] times, long window) {
        int most = 0;
        int first = 0;
        for (int last = 0; last < times.length; last++) {
            while (times[last] - times[first] >= window) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /** What a request costs, with as many permits as there can be: the best of four runs. */
    private static double nanosPerCall(RateLimit.Contender contender) {
        RateLimit limit = contender.open(10_000_000, Duration.ofSeconds(10));
        double best = Double.MAX_VALUE;
        for (int round = 0; round < 4; round++) {
            int granted = 0;
            long start = System.nanoTime();
            for (int i = 0; i < CALLS; i++) {
                granted += limit.take() ? 1 : 0;
            }
            best = Math.min(best, (System.nanoTime() - start) / (double) CALLS);
            if (granted == 0) {
                throw new IllegalStateException(contender + " granted nothing.");
            }
        }
        return best;
    }
}
