package io.sendwell.testkit.smtp;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** What a fake server remembers, over all its sessions, and the place where tests wait for more. Safe for threads. */
final class Journal {
    private final int mailsRemembered;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<ReceivedMail> received = new ArrayDeque<>();
    private final Deque<Transcript> transcripts = new ArrayDeque<>();
    private final List<Violation> violations = new ArrayList<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private int receivedCount;
    private int sessionCount;

    Journal(int mailsRemembered) {
        this.mailsRemembered = mailsRemembered;
    }

    Transcript newSession() {
        return locked(() -> {
            Transcript transcript = new Transcript(++sessionCount);
            transcripts.addLast(transcript);
            if (transcripts.size() > mailsRemembered) {
                transcripts.removeFirst();
            }
            return transcript;
        });
    }

    void ended(Transcript transcript) {
        locked(() -> {
            transcript.end();
            changed.signalAll();
            return transcript;
        });
        listeners.forEach(Runnable::run);
    }

    /** Runs this after each mail that is taken, each session that ends, and when all is forgotten. */
    void onChange(Runnable listener) {
        listeners.add(listener);
    }

    /** Takes a mail, made by a function from its number in the order of acceptance. */
    ReceivedMail accept(IntFunction<ReceivedMail> mail) {
        ReceivedMail taken = locked(() -> {
            ReceivedMail accepted = mail.apply(++receivedCount);
            received.addLast(accepted);
            if (received.size() > mailsRemembered) {
                received.removeFirst();
            }
            changed.signalAll();
            return accepted;
        });
        listeners.forEach(Runnable::run);
        return taken;
    }

    void violation(Violation violation) {
        locked(() -> violations.size() < mailsRemembered && violations.add(violation));
    }

    List<ReceivedMail> received() {
        return locked(() -> List.copyOf(received));
    }

    int receivedCount() {
        return locked(() -> receivedCount);
    }

    List<Transcript> transcripts() {
        return locked(() -> List.copyOf(transcripts));
    }

    List<Violation> violations() {
        return locked(() -> List.copyOf(violations));
    }

    void clear() {
        locked(() -> {
            received.clear();
            violations.clear();
            transcripts.removeIf(Transcript::hasEnded);
            receivedCount = 0;
            return this;
        });
        listeners.forEach(Runnable::run);
    }

    /** Waits for mails; false when {@code max} went by before there were {@code count}. */
    boolean awaitReceived(int count, Duration max) throws InterruptedException {
        return await(() -> receivedCount >= count, max);
    }

    /** Waits for sessions to end; false when {@code max} went by before all had. */
    boolean awaitAllEnded(Duration max) throws InterruptedException {
        return await(() -> transcripts.stream().allMatch(Transcript::hasEnded), max);
    }

    private boolean await(BooleanSupplier done, Duration max) throws InterruptedException {
        long nanos = max.toNanos();
        lock.lockInterruptibly();
        try {
            while (!done.getAsBoolean()) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
