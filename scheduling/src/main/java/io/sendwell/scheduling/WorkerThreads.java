package io.sendwell.scheduling;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of a worker, and the order in which they end: those that send first, the one that extends leases last. */
final class WorkerThreads {

    private static final Logger log = LoggerFactory.getLogger(OutboxWorker.class);

    /** How long an interrupted thread may take to give back what it holds. */
    private static final Duration AFTER_INTERRUPT = Duration.ofSeconds(1);

    private final Duration grace;
    private final List<Thread> senders = new ArrayList<>();
    private @Nullable Thread care;
    private volatile boolean careOver;

    WorkerThreads(Duration grace) {
        this.grace = grace;
    }

    void startSender(String name, Runnable work) {
        senders.add(started(name, work));
    }

    void startCare(String name, Runnable work) {
        care = started(name, work);
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

    boolean isCareOver() {
        return careOver;
    }

    /**
     * Waits for the senders, interrupts those that do not come to an end, and then ends the care.
     *
     * @param wake wakes who waits
     */
    void stop(Runnable wake) {
        boolean interrupted = false;
        try {
            awaitSenders(grace);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        senders.stream().filter(Thread::isAlive).forEach(sender -> {
            log.warn("Thread {} is still handing mail over; what becomes of it is recovered", sender.getName());
            sender.interrupt();
        });
        try {
            if (!interrupted) {
                awaitSenders(AFTER_INTERRUPT);
            }
            careOver = true;
            wake.run();
            if (care != null && !interrupted) {
                care.join(AFTER_INTERRUPT.toMillis());
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitSenders(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (Thread sender : senders) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left > 0) {
                sender.join(left);
            }
        }
    }
}
