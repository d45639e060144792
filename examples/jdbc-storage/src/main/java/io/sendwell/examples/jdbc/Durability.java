package io.sendwell.examples.jdbc;

import io.sendwell.account.ConfigurationException;
import java.sql.SQLException;

/**
 * Refuses a database that says "committed" before it is true: a mail whose dispatch or completion is forgotten in a crash goes
 * out twice, and a sending that is forgotten never does.
 */
final class Durability {

    private Durability() {}

    static void check(Sql sql, Dialect dialect) throws SQLException {
        if (dialect.name().equals("h2")) {
            checkH2(sql);
        } else {
            checkPostgresql(sql);
        }
    }

    private static void checkH2(Sql sql) throws SQLException {
        if (sql.exists("SELECT 1 WHERE database_path() IS NULL")) {
            throw new ConfigurationException(
                    "This H2 database lives in memory and ends with the process. Take a file, see"
                            + " H2Url.of(Path), or Sendwell's own stores in memory.");
        }
        String delay = sql.first(
                        "SELECT setting_value FROM information_schema.settings WHERE setting_name = 'WRITE_DELAY'",
                        row -> row.getString("setting_value"))
                .orElse("unknown");
        if (!delay.equals("0")) {
            throw new ConfigurationException("This H2 database writes to disk up to " + delay
                    + " ms after it said that it did (WRITE_DELAY); a crash loses what it has not written. Add"
                    + " ;WRITE_DELAY=0 to the URL, or take H2Url.of(Path).");
        }
    }

    private static void checkPostgresql(Sql sql) throws SQLException {
        for (String setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
            String value = sql.first("SELECT current_setting(?) AS value", row -> row.getString("value"), setting)
                    .orElse("unknown");
            if (value.equals("off")) {
                throw new ConfigurationException("This PostgreSQL server runs with " + setting
                        + " = off: a crash loses what it said was committed. Set it to on in postgresql.conf, or for"
                        + " the role or database that Sendwell uses.");
            }
        }
    }
}
