package io.sendwell.testkit.crash;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits until another process has done something, and not longer than it may take. */
public final class Await {

    private static final long PAUSE = 20;

    private Await() {}

    /**
     * Looks again and again whether something is so.
     *
     * @param max the longest wait
     * @param condition what is waited for
     * @param trouble what to say when it does not come about
     * @throws AssertionError when it was not so in that time
     */
    public static void until(Duration max, BooleanSupplier condition, Supplier<String> trouble)
            throws InterruptedException {
        long deadline = System.nanoTime() + max.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("It did not come about within " + max + ": " + trouble.get());
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE);
        }
    }
}
