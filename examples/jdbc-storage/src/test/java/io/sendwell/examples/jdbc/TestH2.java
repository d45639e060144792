package io.sendwell.examples.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/** H2 in a file; its one connection is everybody's pool. */
final class TestH2 extends TestStorage {

    private final List<H2Database> databases = new ArrayList<>();
    private @Nullable Path folder;

    @Override
    Dialect dialect() {
        return Dialect.h2();
    }

    @Override
    void makeDatabase() throws IOException {
        if (folder == null) {
            folder = Files.createTempDirectory("sendwell-h2-");
        }
        databases.add(H2Database.at(folder.resolve("outbox" + databases.size())));
    }

    @Override
    Pool newPool(int size) {
        H2Database database = databases.get(databases.size() - 1);
        return new Pool() {
            @Override
            public DataSource dataSource() {
                return database;
            }

            @Override
            public void close() {
                // Closed with the test, as others have it too.
            }
        };
    }

    @Override
    public void afterEach(ExtensionContext context) throws SQLException {
        super.afterEach(context);
        databases.forEach(H2Database::close);
        databases.clear();
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
