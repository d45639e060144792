package io.sendwell.examples.faults;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/** A PostgreSQL server of its own for a measurement. It writes what it commits, as a real one does. */
final class DurableServer implements AutoCloseable {

    private final EmbeddedPostgres server;

    DurableServer() throws IOException {
        server = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    /** Where its database is, with user and password. */
    String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres&password=postgres";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
