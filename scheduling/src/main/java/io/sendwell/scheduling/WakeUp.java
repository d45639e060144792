package io.sendwell.scheduling;

import java.time.Duration;

/** Where idle threads wait, and what wakes them. */
final class WakeUp {

    private long signals;

    /** How often it was signalled so far; to be read before looking for work. */
    synchronized long signals() {
        return signals;
    }

    /** Wakes all who wait. */
    synchronized void signal() {
        signals++;
        notifyAll();
    }

    /**
     * Waits until it is signalled, but no longer than this. A signal since {@code seen} was read counts.
     *
     * @throws InterruptedException when the thread is interrupted
     */
    synchronized void await(long seen, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (long left = longest.toNanos(); signals == seen && left > 0; left = end - System.nanoTime()) {
            // Rounded up, since wait(0) waits for ever.
            wait(left / 1_000_000 + 1);
        }
    }
}
