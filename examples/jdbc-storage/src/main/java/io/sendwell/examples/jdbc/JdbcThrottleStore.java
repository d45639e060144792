package io.sendwell.examples.jdbc;

import io.sendwell.throttle.ThrottleException;
import io.sendwell.throttle.ThrottleReading;
import io.sendwell.throttle.ThrottleStore;
import javax.sql.DataSource;

/** What the throttle of all nodes agrees on. Nodes and threads share it. */
public final class JdbcThrottleStore implements ThrottleStore {

    private final Transactions transactions;

    /** The throttle's state in the tables of this database; {@link JdbcStorage} makes them. */
    public JdbcThrottleStore(DataSource dataSource, Dialect dialect) {
        transactions = new Transactions(dataSource, dialect, ThrottleException::new);
    }

    @Override
    public ThrottleReading read(String key) {
        return transactions.run(
                "read the throttle's state",
                sql -> sql.first(
                                """
                                SELECT {now} AS now, throttle.version, throttle.state
                                FROM (SELECT CAST(? AS varchar) AS limit_key) AS wanted
                                LEFT JOIN sendwell_throttle AS throttle ON throttle.limit_key = wanted.limit_key
                                """,
                                row -> new ThrottleReading(
                                        row.getLong("version"), Rows.text(row, "state"), Rows.instant(row, "now")),
                                key)
                        .orElseThrow());
    }

    // Two that insert one key: the second one's transaction fails, is run again, and finds the key there.
    @Override
    public boolean compareAndSet(String key, long version, String next) {
        return transactions.run("write the throttle's state", sql -> {
            if (version > 0) {
                return sql.update("""
                                UPDATE sendwell_throttle SET version = version + 1, state = ?
                                WHERE limit_key = ? AND version = ?
                                """, next, key, version) == 1;
            }
            return !sql.exists("SELECT 1 FROM sendwell_throttle WHERE limit_key = ?", key)
                    && sql.update(
                                    "INSERT INTO sendwell_throttle (limit_key, version, state) VALUES (?, 1, ?)",
                                    key,
                                    next)
                            == 1;
        });
    }
}
