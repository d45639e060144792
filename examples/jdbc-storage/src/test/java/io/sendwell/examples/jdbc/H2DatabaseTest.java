package io.sendwell.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sendwell.testkit.crash.Await;
import io.sendwell.testkit.crash.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2DatabaseTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** At more of them the file is hundreds of megabytes large: H2 leaves what is outdated there for 45 seconds. */
    private static final int MOMENTS = 20;

    @TempDir
    Path folder;

    // With connections for all, a transaction was torn at one moment in some fifty.
    @RepeatedTest(3)
    void whenever_the_process_is_killed_no_transaction_is_in_the_file_by_half() throws Exception {
        assumeTrue(WorkerProcess.canFreeze(), "needs /bin/kill, to look at the file of a process that stands still");
        Path file = folder.resolve("written");
        Random random = new Random();
        try (WorkerProcess process = WorkerProcess.running(WritingProcess.class)
                .arguments(file.toString())
                .start()) {
            process.awaitLine("It writes."::equals, PATIENCE);
            for (int moment = 1; moment <= MOMENTS; moment++) {
                TimeUnit.MILLISECONDS.sleep(random.nextInt(20));
                assertThat(torn(asKilledNow(process, file, moment)))
                        .as("moment %d", moment)
                        .isEmpty();
            }
            assertThat(process.isAlive()).as("%s", process).isTrue();
        }
    }

    /** What the file would be if the process died at this moment. */
    private Path asKilledNow(WorkerProcess process, Path file, int moment) throws IOException {
        Path copy = folder.resolve("moment" + moment);
        process.freeze();
        try {
            Files.copy(Path.of(file + ".mv.db"), Path.of(copy + ".mv.db"));
        } finally {
            process.thaw();
        }
        return copy;
    }

    private static List<String> torn(Path file) throws SQLException {
        List<String> torn = new ArrayList<>();
        try (H2Database database = H2Database.at(file);
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            long counted = number(statement, "SELECT sum(counts) FROM counted");
            long total = number(statement, "SELECT sum(total) FROM totals");
            long byIndex = number(statement, "SELECT count(*) FROM counted WHERE state >= 0");
            if (counted != total) {
                torn.add("rows count " + counted + " and totals " + total);
            }
            if (byIndex != WritingProcess.ROWS) {
                torn.add("of " + WritingProcess.ROWS + " rows the index has " + byIndex);
            }
            // Closing in good order would compact the file, for nobody.
            statement.execute("SHUTDOWN IMMEDIATELY");
        }
        return torn;
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    @Test
    void whoever_asks_while_another_has_the_connection_waits_for_it() throws Exception {
        try (H2Database database = H2Database.at(folder.resolve("shared"))) {
            CompletableFuture<Boolean> got = new CompletableFuture<>();
            Thread second = new Thread(() -> {
                try (Connection connection = database.getConnection()) {
                    got.complete(connection.getAutoCommit());
                } catch (SQLException e) {
                    got.completeExceptionally(e);
                }
            });
            try (Connection first = database.getConnection()) {
                first.setAutoCommit(false);
                second.start();
                Await.until(
                        PATIENCE,
                        () -> second.getState() == Thread.State.TIMED_WAITING || got.isDone(),
                        () -> "the second neither waits nor got it");
                assertThat(got).isNotDone();
            }
            assertThat(got.get(30, TimeUnit.SECONDS)).as("as new").isTrue();
        }
    }

    @Test
    void an_interrupted_thread_still_writes_down_what_it_has_in_hand() throws Exception {
        try (H2Database database = H2Database.at(folder.resolve("interrupted"))) {
            CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
            Thread stopped = new Thread(() -> {
                Thread.currentThread().interrupt();
                try {
                    StorageCases.execute(database, "CREATE TABLE kept (id integer PRIMARY KEY)");
                    stillInterrupted.complete(Thread.interrupted());
                } catch (SQLException e) {
                    stillInterrupted.completeExceptionally(e);
                }
            });
            stopped.start();

            assertThat(stillInterrupted.get(30, TimeUnit.SECONDS)).isTrue();
            StorageCases.execute(database, "INSERT INTO kept VALUES (1)");
        }
    }

    @Test
    void a_thread_that_has_the_connection_is_not_left_to_wait_for_itself() throws SQLException {
        try (H2Database database = H2Database.at(folder.resolve("twice"))) {
            try (Connection first = database.getConnection()) {
                assertThat(first.isValid(1)).isTrue();
                assertThatThrownBy(database::getConnection)
                        .isInstanceOf(SQLException.class)
                        .hasMessageContaining("This thread has the one connection");
            }
            database.getConnection().close();
        }
    }

    @Test
    void what_was_not_committed_is_taken_back_with_the_connection() throws SQLException {
        try (H2Database database = H2Database.at(folder.resolve("back"))) {
            StorageCases.execute(database, "CREATE TABLE kept (id integer PRIMARY KEY)");
            try (Connection connection = database.getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                statement.execute("INSERT INTO kept VALUES (1)");
            }
            StorageCases.execute(database, "INSERT INTO kept VALUES (1)");
        }
    }

    @Test
    void a_database_that_h2_closed_is_opened_again() throws SQLException {
        try (H2Database database = H2Database.at(folder.resolve("again"))) {
            StorageCases.execute(database, "CREATE TABLE kept (id integer PRIMARY KEY)");
            StorageCases.execute(database, "SHUTDOWN IMMEDIATELY");
            StorageCases.execute(database, "INSERT INTO kept VALUES (1)");
        }
    }

    @Test
    void a_file_is_open_once_in_a_process() {
        Path file = folder.resolve("once");
        try (H2Database database = H2Database.at(file)) {
            assertThat(database.isWrapperFor(H2Database.class)).isTrue();
            assertThatThrownBy(() -> H2Database.at(folder.resolve("x/../once")))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("open in this process already");
        }
        H2Database.at(file).close();
    }

    @Test
    void a_closed_one_has_no_connection_to_give() {
        H2Database database = H2Database.at(folder.resolve("closed"));
        database.close();
        database.close();

        assertThatThrownBy(database::getConnection)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("was closed");
    }

    @Test
    void a_file_that_is_no_database_is_refused_and_may_be_mended() throws IOException {
        Path file = folder.resolve("broken");
        Files.writeString(Path.of(file + ".mv.db"), "no database");

        assertThatThrownBy(() -> H2Database.at(file))
                .isInstanceOf(JdbcStorageException.class)
                .hasMessageContaining("Could not open the database " + file);

        Files.delete(Path.of(file + ".mv.db"));
        H2Database.at(file).close();
    }

    @Test
    void a_path_in_which_h2_would_see_a_setting_is_refused() {
        assertThatThrownBy(() -> H2Database.at(Path.of("outbox;INIT=DROP")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no semicolon");
    }
}
