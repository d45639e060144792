package io.sendwell.examples.faults;

import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.testkit.crash.CuttingProxy;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A PostgreSQL server of its own, which keeps what it commits and can be killed. Tests are skipped where it does not start. */
final class Postgresql implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofMinutes(2);
    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "on");

    private final Path directory;
    private EmbeddedPostgres server;
    private int databases;

    private Postgresql(Path directory) throws IOException {
        this.directory = directory;
        server = start(0);
    }

    /** A server that keeps what it says is committed. */
    static Postgresql start() {
        try {
            return new Postgresql(Files.createTempDirectory("sendwell-faults-pg-"));
        } catch (IOException | RuntimeException e) {
            return abort("PostgreSQL cannot be started here (as root it needs user namespaces): " + e);
        }
    }

    /** The URL of a new, empty database. */
    synchronized String newDatabase() throws SQLException {
        databases++;
        String name = "faults" + databases;
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
        }
        return url(name);
    }

    /** Runs a statement in one of its databases. */
    static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The URL of one of its databases, by way of what stands in the connection. */
    String through(CuttingProxy proxy, String url) {
        return url.replace(":" + port() + "/", ":" + proxy.port() + "/");
    }

    int port() {
        return server.getPort();
    }

    /** Begins no transaction any more that may write; those that are under way end as they would have. */
    void refuseWrites() throws SQLException {
        configure("ALTER SYSTEM SET default_transaction_read_only = on");
    }

    /** Takes writes again. */
    void takeWrites() throws SQLException {
        configure("ALTER SYSTEM RESET default_transaction_read_only");
    }

    private void configure(String change) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET default_transaction_read_only = off");
            statement.execute(change);
            statement.execute("SELECT pg_reload_conf()");
        }
    }

    /** Ends the server and all its processes as {@code kill -9} does. */
    void killNow() throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("postmaster.pid"));
        ProcessHandle.of(Long.parseLong(lines.get(0).strip())).ifPresent(Postgresql::killWithChildren);
    }

    private static void killWithChildren(ProcessHandle postmaster) {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    /** Starts the server that was killed, on the same files and the same port. */
    void startAgain() throws IOException {
        int port = server.getPort();
        // Nothing is left to stop; it lets go of the files.
        server.close();
        server = start(port);
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(Postgresql::delete);
        }
    }

    private EmbeddedPostgres start(int port) throws IOException {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setCleanDataDirectory(false)
                .setPGStartupWait(STARTUP)
                .setServerConfig("max_connections", "200");
        if (port != 0) {
            builder.setPort(port);
        }
        DURABLE.forEach(builder::setServerConfig);
        return builder.start();
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database + "?user=postgres&password=postgres";
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
