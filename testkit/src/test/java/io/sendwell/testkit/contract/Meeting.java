package io.sendwell.testkit.contract;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Holds two threads at the place where a flawed implementation is open to a race, until both are there, so that the
 * race is lost each time.
 */
final class Meeting {

    private final CyclicBarrier both = new CyclicBarrier(2);
    private final boolean takesPlace;

    private Meeting(boolean takesPlace) {
        this.takesPlace = takesPlace;
    }

    static Meeting when(boolean takesPlace) {
        return new Meeting(takesPlace);
    }

    void await() {
        if (!takesPlace) {
            return;
        }
        try {
            both.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (BrokenBarrierException | TimeoutException e) {
            throw new AssertionError("The second thread did not come.", e);
        }
    }
}
