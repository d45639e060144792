package io.sendwell.examples.jdbc;

import io.sendwell.account.SendwellException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import javax.sql.DataSource;

/**
 * Runs work in a transaction of its own: it happens whole or not at all, and has been written to disk when the call returns. A
 * deadlock and the like is tried again, which does no harm since every method of every store may be repeated.
 *
 * <p>It takes one connection for each call, and none between two. Threads may share it.
 */
final class Transactions {

    /** What is done in one transaction. */
    interface Work<T> {
        T in(Sql sql) throws SQLException;
    }

    private static final int ATTEMPTS = 8;
    private static final long FIRST_PAUSE_MICROS = 500;

    private final DataSource dataSource;
    private final Dialect dialect;
    private final BiFunction<String, SQLException, SendwellException> failure;

    /** @param failure makes the store's own exception of a text and what the database said */
    Transactions(DataSource dataSource, Dialect dialect, BiFunction<String, SQLException, SendwellException> failure) {
        this.dataSource = dataSource;
        this.dialect = dialect;
        this.failure = failure;
    }

    /** @param intention what is being done, to follow "Could not" in a text for people */
    <T> T run(String intention, Work<T> work) {
        for (int attempt = 1; ; attempt++) {
            try (Connection connection = dataSource.getConnection()) {
                return run(connection, work);
            } catch (SQLException e) {
                if (attempt == ATTEMPTS || !dialect.isPassing(e)) {
                    throw failure.apply("Could not " + intention + ": " + e.getMessage(), e);
                }
                pause(attempt);
            }
        }
    }

    private <T> T run(Connection connection, Work<T> work) throws SQLException {
        boolean committed = false;
        connection.setAutoCommit(false);
        try {
            Sql sql = new Sql(connection, dialect);
            T result = work.in(sql);
            if (!sql.isUndone()) {
                connection.commit();
                committed = true;
            }
            return result;
        } finally {
            if (!committed) {
                connection.rollback();
            }
            connection.setAutoCommit(true);
        }
    }

    // By chance, so that two that got in each other's way do not meet again.
    private static void pause(int attempt) {
        long longest = FIRST_PAUSE_MICROS << attempt;
        LockSupport.parkNanos(
                TimeUnit.MICROSECONDS.toNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest)));
    }
}
