package io.sendwell.testkit.inbox;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A number that grows when there is something new to show, and a limited number of pages that wait for it: each that waits holds a
 * thread of the server. Safe for threads.
 */
final class Changes {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition grown = lock.newCondition();
    private final Semaphore places;
    private long version = 1;

    Changes(int mostWaiting) {
        this.places = new Semaphore(mostWaiting);
    }

    void happened() {
        lock.lock();
        try {
            version++;
            grown.signalAll();
        } finally {
            lock.unlock();
        }
    }

    long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the version is another than this one. @return false at once when too many wait already */
    boolean await(long known, Duration atMost) throws InterruptedException {
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            long nanos = atMost.toNanos();
            lock.lockInterruptibly();
            try {
                while (version == known && nanos > 0) {
                    nanos = grown.awaitNanos(nanos);
                }
            } finally {
                lock.unlock();
            }
            return true;
        } finally {
            places.release();
        }
    }
}
