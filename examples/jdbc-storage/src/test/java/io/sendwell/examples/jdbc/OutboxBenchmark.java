package io.sendwell.examples.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;

/**
 * How fast the outbox is on PostgreSQL with {@code fsync} and {@code synchronous_commit} on. No test, which its name keeps
 * away from the build; README.md names the command. It prints its figures with the machine's load.
 */
final class OutboxBenchmark {

    /** Runs it, with a large sending of so many entries as {@code -Dentries} says. */
    @Test
    void main() throws Exception {
        int great = Integer.getInteger("entries", 1_000_000);
        try (EmbeddedPostgres server = TestPostgresql.startDurable();
                HikariDataSource pool = pool(server)) {
            JdbcStorage storage = JdbcStorage.open(pool);
            new OutboxFigures(storage.outbox(), storage.throttleStore()).measureAll(great);
            new SchedulerPeer(pool).runAll();
        }
    }

    private static HikariDataSource pool(EmbeddedPostgres server) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server.getPostgresDatabase());
        config.setMaximumPoolSize(24);
        return new HikariDataSource(config);
    }
}
