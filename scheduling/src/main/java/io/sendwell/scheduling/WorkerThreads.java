package io.sendwell.scheduling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of a worker, and the order in which they end: the one that extends leases last. */
final class WorkerThreads {

    private static final Logger log = LoggerFactory.getLogger(OutboxWorker.class);

    /** How long an interrupted thread may take to give back what it holds. */
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

    private final Duration grace;
    private final List<Thread> senders = new ArrayList<>();
    private final List<Thread> others = new ArrayList<>();
    private Optional<Thread> last = Optional.empty();
    private volatile boolean lastOver;

    WorkerThreads(Duration grace) {
        this.grace = grace;
    }

    void startSender(String name, Runnable work) {
        senders.add(started(name, work));
    }

    /** One that neither sends nor is needed by those that do. */
    void startOther(String name, Runnable work) {
        others.add(started(name, work));
    }

    /** The one that the others need until their end. */
    void startLast(String name, Runnable work) {
        last = Optional.of(started(name, work));
    }

    private static Thread started(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((dead, why) -> log.error("Thread {} died", dead.getName(), why));
        thread.start();
        return thread;
    }

    boolean areRunning() {
        return senders.stream().anyMatch(Thread::isAlive);
    }

    /** Whether the last one is to end now. */
    boolean isLastOver() {
        return lastOver;
    }

    /**
     * Waits for the threads, interrupts those that do not come to an end, and then ends the last one.
     *
     * @param wake wakes who waits
     */
    void stop(Runnable wake) {
        List<Thread> working = new ArrayList<>(senders);
        working.addAll(others);
        // A listener may close the worker that calls it; it cannot wait for itself.
        working.remove(Thread.currentThread());
        boolean interrupted = !awaitEnd(working, grace);
        working.stream().filter(Thread::isAlive).forEach(thread -> {
            log.warn("Thread {} is still at work; what becomes of its mail is recovered", thread.getName());
            thread.interrupt();
        });
        interrupted = interrupted || !awaitEnd(working, AFTER_INTERRUPT);
        lastOver = true;
        wake.run();
        List<Thread> leases =
                last.filter(thread -> thread != Thread.currentThread()).stream().toList();
        interrupted = interrupted || !awaitEnd(leases, AFTER_INTERRUPT);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether it waited, for their end or for this long; false when it was interrupted. */
    private static boolean awaitEnd(List<Thread> threads, Duration longest) {
        long end = System.nanoTime() + longest.toNanos();
        try {
            for (Thread thread : threads) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left > 0) {
                    thread.join(left);
                }
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }
}
