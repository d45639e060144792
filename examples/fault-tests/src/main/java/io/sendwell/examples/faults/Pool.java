package io.sendwell.examples.faults;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sendwell.examples.jdbc.H2Database;
import java.nio.file.Path;
import java.time.Duration;
import javax.sql.DataSource;

/** Connections to a database, as an application has them. */
record Pool(DataSource dataSource, Runnable end) implements AutoCloseable {

    // Shorter than an application's: a database that is away is part of what is tested.
    private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(5);

    /**
     * A pool of at most so many connections.
     *
     * @param place a JDBC URL, or the file of an H2 database, which has one connection
     */
    static Pool to(String place, int connections) {
        if (place.startsWith("jdbc:")) {
            HikariDataSource pool = pooled(place, connections);
            return new Pool(pool, pool::close);
        }
        H2Database database = H2Database.at(Path.of(place));
        return new Pool(database, database::close);
    }

    private static HikariDataSource pooled(String url, int connections) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
        config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        return new HikariDataSource(config);
    }

    @Override
    public void close() {
        end.run();
    }
}
