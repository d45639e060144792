package io.sendwell.examples.jdbc;

import static org.junit.jupiter.api.Assumptions.abort;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** PostgreSQL, a real server that writes what it commits, by HikariCP. */
final class TestPostgresql extends TestStorage {

    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    /** Stops with the last test of all. */
    private record Server(@Nullable EmbeddedPostgres postgres, String trouble) implements AutoCloseable {

        static Server start() {
            try {
                return new Server(startDurable(), "");
            } catch (IOException | RuntimeException e) {
                return new Server(null, String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void close() throws IOException {
            if (postgres != null) {
                postgres.close();
            }
        }
    }

    private @Nullable EmbeddedPostgres server;
    private String schema = "";

    /** As the server of an application is; by default the embedded one has both switched off. */
    static EmbeddedPostgres startDurable() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    @Override
    Dialect dialect() {
        return Dialect.postgresql();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        Server shared = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(TestPostgresql.class))
                .getOrComputeIfAbsent(Server.class, key -> Server.start(), Server.class);
        if (shared.postgres() == null) {
            abort("PostgreSQL cannot be started here (as root it needs user namespaces): " + shared.trouble());
        }
        server = shared.postgres();
        super.beforeEach(context);
    }

    EmbeddedPostgres server() {
        if (server == null) {
            throw new IllegalStateException("There is no server before the test begins.");
        }
        return server;
    }

    @Override
    void makeDatabase() throws SQLException {
        dropSchema();
        schema = "test_" + SCHEMAS.incrementAndGet();
        execute("CREATE SCHEMA " + schema);
    }

    @Override
    Pool newPool(int size) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(server().getPostgresDatabase());
        config.setSchema(schema);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        HikariDataSource pool = new HikariDataSource(config);
        return new Pool() {
            @Override
            public DataSource dataSource() {
                return pool;
            }

            @Override
            public void close() {
                pool.close();
            }
        };
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        super.afterEach(context);
        dropSchema();
    }

    private void dropSchema() throws SQLException {
        if (!schema.isEmpty()) {
            execute("DROP SCHEMA IF EXISTS " + schema + " CASCADE");
            schema = "";
        }
    }

    void execute(String statement) throws SQLException {
        try (Connection connection = server().getPostgresDatabase().getConnection();
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }
}
