package io.sendwell.examples.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** Connections to a database, as an application has them. */
final class Pools {

    // Shorter than an application's: a database that is away is part of what is tested.
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

    private Pools() {}

    /** A pool of at most so many connections. */
    static HikariDataSource to(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return new HikariDataSource(config);
    }
}
