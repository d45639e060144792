package io.sendwell.examples.jdbc;

import io.sendwell.account.ConfigurationException;
import java.sql.SQLException;
import javax.sql.DataSource;

/**
 * Refuses a database that says "committed" before it is true: a mail whose dispatch or completion is forgotten in a crash goes
 * out twice, and a sending that is forgotten never does.
 */
final class Durability {

    private Durability() {}

    static void check(DataSource dataSource, Sql sql, Dialect dialect) throws SQLException {
        if (dialect.name().equals("h2")) {
            checkH2(dataSource);
        } else {
            checkPostgresql(sql);
        }
    }

    // Its settings, and that one writes at a time: nothing in an H2 connection tells the latter.
    private static void checkH2(DataSource dataSource) throws SQLException {
        if (!dataSource.isWrapperFor(H2Database.class)) {
            throw new ConfigurationException(
                    "This H2 database is not opened by H2Database.at(Path). As it comes, H2 writes to disk later than it says,"
                            + " and what two write at once may be in the file by half when the process is killed. Open it"
                            + " with H2Database.at(Path) and use that for everything in it; for a database that ends with"
                            + " the process take Sendwell's own stores in memory.");
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
