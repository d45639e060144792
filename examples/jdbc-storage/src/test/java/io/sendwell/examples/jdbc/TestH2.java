package io.sendwell.examples.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** H2 in a file, by its own connection pool. */
final class TestH2 extends TestStorage {

    private @Nullable Path folder;
    private int databases;

    @Override
    Dialect dialect() {
        return Dialect.h2();
    }

    @Override
    void makeDatabase() throws IOException {
        if (folder == null) {
            folder = Files.createTempDirectory("sendwell-h2-");
        }
        databases++;
    }

    String url() {
        if (folder == null) {
            throw new IllegalStateException("There is no database before the test begins.");
        }
        return H2Url.of(folder.resolve("outbox" + databases));
    }

    @Override
    Pool newPool(int size) {
        JdbcConnectionPool pool = JdbcConnectionPool.create(url(), "sendwell", "");
        pool.setMaxConnections(size);
        return new Pool() {
            @Override
            public DataSource dataSource() {
                return pool;
            }

            @Override
            public void close() {
                pool.dispose();
            }
        };
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        super.afterEach(context);
        if (folder != null) {
            remove(folder);
            folder = null;
        }
    }

    private static void remove(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not remove " + folder, e);
        }
    }
}
