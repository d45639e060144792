package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.examples.jdbc.Dialect;
import io.sendwell.examples.jdbc.JdbcOutbox;
import io.sendwell.examples.jdbc.JdbcStorage;
import io.sendwell.outbox.Outbox;
import io.sendwell.testkit.crash.OutboxCrashContract;
import io.sendwell.testkit.crash.OutboxOpener;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** What the outbox acknowledged survives a kill, of the process with the database in it and of the database's server. */
class DurabilityTest {

    private static final int CONNECTIONS = 8;

    /** Opens a storage that is asked whether it keeps what it commits. */
    static final class Opener implements OutboxOpener {

        @Override
        public void use(String url, Consumer<Outbox> use) {
            try (Pool pool = Pool.to(url, CONNECTIONS)) {
                use.accept(JdbcStorage.open(pool.dataSource()).outbox());
            }
        }
    }

    @Nested
    class OnH2 implements OutboxCrashContract {

        @TempDir
        Path folder;

        @Override
        public Class<? extends OutboxOpener> opener() {
            return Opener.class;
        }

        @Override
        public String place() {
            return folder.resolve("outbox").toString();
        }

        @Test
        void as_it_comes_it_loses_what_it_acknowledged(TestReporter reporter) {
            Path careful = folder.resolve("careless");
            new Opener().use(careful.toString(), outbox -> {});
            Careless contract = new Careless("jdbc:h2:" + careful + ";USER=sa", () -> null);

            assertThatThrownBy(() -> contract.every_acknowledged_call_is_there_after_a_kill(folder, reporter))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("acknowledged calls are lost");
        }
    }

    @Nested
    class OnPostgresql implements OutboxCrashContract {

        private static Postgresql server;
        private static String url;

        @BeforeAll
        static void start() throws Exception {
            server = Postgresql.start();
            url = server.newDatabase();
        }

        @AfterAll
        static void stop() throws Exception {
            if (server != null) {
                server.close();
            }
        }

        @Override
        public Class<? extends OutboxOpener> opener() {
            return Opener.class;
        }

        @Override
        public String place() {
            return url;
        }

        @Override
        public void killToo() throws Exception {
            server.killNow();
            server.startAgain();
        }

        @Test
        void without_synchronous_commit_it_loses_what_it_acknowledged(@TempDir Path folder, TestReporter reporter)
                throws Exception {
            String careful = server.newDatabase();
            new Opener().use(careful, outbox -> {});
            Careless contract = new Careless(careful + "&options=-c%20synchronous_commit=off", () -> {
                killToo();
                return null;
            });

            assertThatThrownBy(() -> contract.every_acknowledged_call_is_there_after_a_kill(folder, reporter))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("acknowledged calls are lost");
        }
    }

    /** Opens the tables without looking whether the database keeps what it commits; somebody careful made them before. */
    static final class CarelessOpener implements OutboxOpener {

        @Override
        public void use(String url, Consumer<Outbox> use) {
            try (Pool pool = Pool.to(url, CONNECTIONS)) {
                use.accept(
                        new JdbcOutbox(pool.dataSource(), url.contains(":h2:") ? Dialect.h2() : Dialect.postgresql()));
            }
        }
    }

    private record Careless(String place, Callable<Void> kill) implements OutboxCrashContract {

        @Override
        public Class<? extends OutboxOpener> opener() {
            return CarelessOpener.class;
        }

        @Override
        public void killToo() throws Exception {
            kill.call();
        }
    }
}
