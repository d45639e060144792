package io.sendwell.examples.faults;

import java.sql.SQLException;
import java.time.Duration;

/** The clock of a database, wrong by as much as a test says: what stands in a table is added to whatever it shows. */
final class StoreClock {

    private final String database;

    private StoreClock(String database) {
        this.database = database;
    }

    /** The clock of a new database on PostgreSQL; it is right. */
    static StoreClock of(String database) throws SQLException {
        Postgresql.execute(database, "CREATE TABLE wrong_by (micros bigint NOT NULL)");
        Postgresql.execute(database, "INSERT INTO wrong_by VALUES (0)");
        return new StoreClock(database);
    }

    /** Settings of a node on this database, by this clock. */
    Settings settings() {
        return Settings.of(database).with(Setting.STORE_CLOCK, "SELECT micros FROM wrong_by");
    }

    /** It is wrong by this much from now on. */
    void wrongBy(Duration offset) throws SQLException {
        Postgresql.execute(database, "UPDATE wrong_by SET micros = " + offset.toNanos() / 1_000);
    }
}
