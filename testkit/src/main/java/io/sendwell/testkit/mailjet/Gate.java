package io.sendwell.testkit.mailjet;

import java.time.Duration;

/** Where held requests wait until the test lets them go. */
final class Gate {

    private int held;
    private long generation;
    private boolean closed;

    /** Waits for the next release; returns false when the server closes instead. */
    synchronized boolean awaitRelease() {
        return awaitRelease(Duration.ofMillis(Long.MAX_VALUE));
    }

    /** Waits at most so long; returns false only when the server closes. */
    synchronized boolean awaitRelease(Duration atMost) {
        long mine = generation;
        held++;
        notifyAll();
        try {
            awaitUntil(() -> generation != mine, atMost);
        } finally {
            held--;
        }
        return !closed;
    }

    /** Whether so many requests are held, or come to be within the time. */
    synchronized boolean awaitHeld(int requests, Duration atMost) {
        return awaitUntil(() -> held >= requests, atMost) && held >= requests;
    }

    synchronized void release() {
        generation++;
        notifyAll();
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    private synchronized boolean awaitUntil(Condition condition, Duration atMost) {
        long end = System.nanoTime() + nanos(atMost);
        try {
            while (!condition.holds() && !closed) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                wait(left / 1_000_000 + 1);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
            return false;
        }
    }

    /** Half the range at most, so that a sum with the present time does not wrap around. */
    private static long nanos(Duration duration) {
        Duration longest = Duration.ofNanos(Long.MAX_VALUE / 2);
        return duration.compareTo(longest) > 0 ? longest.toNanos() : duration.toNanos();
    }

    private interface Condition {
        boolean holds();
    }
}
