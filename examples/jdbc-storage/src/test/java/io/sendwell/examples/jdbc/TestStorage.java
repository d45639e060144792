package io.sendwell.examples.jdbc;

import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A database of its own for each test, with the clock of the test. */
abstract class TestStorage implements BeforeEachCallback, AfterEachCallback {

    /** What has to be closed after the test. */
    interface Pool extends AutoCloseable {
        DataSource dataSource();

        @Override
        void close();
    }

    private final List<Pool> pools = new ArrayList<>();

    /** Files of its own, below a temporary folder. */
    static TestStorage h2() {
        return new TestH2();
    }

    /** A schema of its own, on one server for all tests; they are skipped where it cannot start. */
    static TestStorage postgresql() {
        return new TestPostgresql();
    }

    abstract Dialect dialect();

    /** Makes an empty database, the one of the following calls. */
    abstract void makeDatabase() throws Exception;

    abstract Pool newPool(int size);

    /** An empty database whose now is what the clock shows. */
    JdbcStorage fresh(InstantSource clock) {
        try {
            makeDatabase();
        } catch (Exception e) {
            throw new IllegalStateException("Could not make a database for the test.", e);
        }
        return again(clock);
    }

    /** The same database through connections of another pool, as another process has it. */
    JdbcStorage again(InstantSource clock) {
        return JdbcStorage.open(dataSource(), dialect().withNow(() -> String.valueOf(Micros.of(clock.instant()))));
    }

    /** The same database with its own clock. */
    JdbcStorage again() {
        return JdbcStorage.open(dataSource());
    }

    /** A pool of its own for the database. */
    DataSource dataSource() {
        return dataSource(12);
    }

    DataSource dataSource(int size) {
        Pool pool = newPool(size);
        pools.add(pool);
        return pool.dataSource();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        makeDatabase();
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        pools.forEach(Pool::close);
        pools.clear();
    }
}
