package io.sendwell.examples.quickstart;

import io.sendwell.examples.jdbc.H2Database;
import io.sendwell.examples.jdbc.JdbcStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What has to survive this program: an embedded database in a directory. A run that comes to its end removes it; one that was
 * killed leaves it behind, and the next run goes on with it.
 */
final class State implements AutoCloseable {

    private final Path directory;
    private final boolean leftBehind;
    private final H2Database database;
    private final JdbcStorage storage;

    private State(Path directory) throws IOException {
        this.directory = directory;
        this.leftBehind = Files.exists(directory);
        Files.createDirectories(directory);
        database = H2Database.at(directory.resolve("sendwell"));
        storage = JdbcStorage.open(database);
    }

    static State in(Path directory) throws IOException {
        return new State(directory);
    }

    /** Whether an earlier run was killed here. */
    boolean wasLeftBehind() {
        return leftBehind;
    }

    JdbcStorage storage() {
        return storage;
    }

    /** Everything is done: the next run starts afresh. */
    void discard() throws IOException {
        close();
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
