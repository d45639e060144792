package io.sendwell.smtp;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps connections open between submissions, and lends each to one thread at a time. Threads wait in the order in which
 * they came.
 */
final class ConnectionPool {

    private final SmtpServer server;
    private final Timeouts timeouts;
    private final PoolLimits limits;
    private final InstantSource clock;
    private final Semaphore places;
    private final WriteWatch watch;
    private final Deque<SmtpConnection> idle = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private boolean closed;

    ConnectionPool(SmtpServer server, Timeouts timeouts, PoolLimits limits, InstantSource clock) {
        this.server = server;
        this.timeouts = timeouts;
        this.limits = limits;
        this.clock = clock;
        places = new Semaphore(limits.connections(), true);
        watch = new WriteWatch(timeouts.write(), this::closeExpired);
    }

    /** Waits until one more connection may be in use. Each such place is given back once. */
    void enter() throws InterruptedException {
        places.acquire();
    }

    void leave() {
        places.release();
    }

    /**
     * A connection that stands: one from the pool when the server still answers on it, else a new one. Only for whoever
     * has {@linkplain #enter() entered}.
     */
    SmtpConnection take() throws ConnectFailure {
        for (Optional<SmtpConnection> found = pollIdle(); found.isPresent(); found = pollIdle()) {
            SmtpConnection connection = found.get();
            boolean stands = !isExpired(connection)
                    && (connection.idleFor().compareTo(limits.checkAfterIdle()) < 0 || connection.answers());
            if (stands) {
                return connection;
            }
            connection.quit();
        }
        return SmtpConnection.open(server, timeouts, watch, clock);
    }

    /** How many more messages may go over it. */
    int room(SmtpConnection connection) {
        return limits.messages() - connection.messages();
    }

    /** Takes a usable connection back. */
    void giveBack(SmtpConnection connection) {
        connection.isPooled();
        if (room(connection) <= 0 || connection.age().compareTo(limits.age()) >= 0 || !keep(connection)) {
            connection.quit();
        }
    }

    private boolean keep(SmtpConnection connection) {
        lock.lock();
        try {
            if (!closed) {
                idle.addFirst(connection);
            }
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private Optional<SmtpConnection> pollIdle() {
        lock.lock();
        try {
            return Optional.ofNullable(idle.pollFirst());
        } finally {
            lock.unlock();
        }
    }

    private boolean isExpired(SmtpConnection connection) {
        return connection.idleFor().compareTo(limits.idle()) >= 0
                || connection.age().compareTo(limits.age()) >= 0;
    }

    /** Closes what has lain unused for too long. */
    void closeExpired() {
        List<SmtpConnection> expired = new ArrayList<>();
        lock.lock();
        try {
            idle.removeIf(connection -> isExpired(connection) && expired.add(connection));
        } finally {
            lock.unlock();
        }
        expired.forEach(SmtpConnection::quit);
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    /** Takes leave on idle connections and cuts the others; who waits for a reply on one learns that it is gone. */
    void close() {
        List<SmtpConnection> unused;
        lock.lock();
        try {
            closed = true;
            unused = List.copyOf(idle);
            idle.clear();
        } finally {
            lock.unlock();
        }
        unused.forEach(SmtpConnection::quit);
        watch.cutAll();
        watch.close();
    }
}
