package io.sendwell.testkit.smtp;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A server that has fallen silent on purpose, in the hands of the test. Safe for threads. */
public final class Stall {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Stall() {}

    /**
     * Waits until a session stalls here.
     *
     * @param max the longest wait
     * @throws AssertionError when none did in that time
     */
    public void awaitReached(Duration max) throws InterruptedException {
        if (!reached.await(max.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new AssertionError("No session came to the scripted stall within " + max);
        }
    }

    /** Lets the session, and all that come here later, carry on. */
    public void release() {
        released.countDown();
    }

    void hold() throws InterruptedException {
        reached.countDown();
        released.await();
    }
}
