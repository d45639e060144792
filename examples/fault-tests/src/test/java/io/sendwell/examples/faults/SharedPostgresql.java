package io.sendwell.examples.faults;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/**
 * One PostgreSQL server for all tests that do it no harm, started for the first of them and ended after the last test of all;
 * they are skipped where it does not start. Whoever kills it starts one of its own.
 */
final class SharedPostgresql implements BeforeAllCallback {

    /** Kept until no test is left. */
    private record Shared(@Nullable Postgresql server, String trouble) implements AutoCloseable {

        static Shared start() {
            try {
                return new Shared(Postgresql.start(), "");
            } catch (TestAbortedException e) {
                return new Shared(null, String.valueOf(e.getMessage()));
            }
        }

        @Override
        public void close() throws IOException {
            if (server != null) {
                server.close();
            }
        }
    }

    private @Nullable Shared shared;

    @Override
    public void beforeAll(ExtensionContext context) {
        shared = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(SharedPostgresql.class))
                .getOrComputeIfAbsent(Shared.class, key -> Shared.start(), Shared.class);
    }

    Postgresql server() {
        if (shared == null) {
            throw new IllegalStateException("There is no server before the first test begins.");
        }
        return shared.server() == null ? abort(shared.trouble()) : shared.server();
    }

    /** The URL of a new, empty database on it. */
    String newDatabase() throws SQLException {
        return server().newDatabase();
    }
}
