package io.sendwell.testkit.contract;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds the first two threads that come until both are there, so that they lose the race between them; lets others pass. */
final class FirstTwo {

    private final AtomicInteger arrived = new AtomicInteger();
    private final CountDownLatch both = new CountDownLatch(2);

    void await() {
        if (arrived.getAndIncrement() > 1) {
            return;
        }
        both.countDown();
        try {
            if (!both.await(30, TimeUnit.SECONDS)) {
                throw new AssertionError("The second thread did not come.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
