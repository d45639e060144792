package io.sendwell.examples.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.examples.crm.data.Customers;
import io.sendwell.examples.crm.data.Database;
import io.sendwell.examples.crm.outside.Stage;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances of the CRM, processes of their own, on one PostgreSQL. */
class InstancesTest {

    private static final int AT_ONCE = 8;
    private static final String DONE = "Done, " + Story.NEWSLETTER + " accepted";

    static EmbeddedPostgres postgresql;

    @TempDir
    Path directory;

    // By default the embedded server is in more of a hurry, and the storage refuses it.
    @BeforeAll
    static void start() {
        try {
            postgresql = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException | RuntimeException e) {
            abort("PostgreSQL cannot be started here (as root it needs user namespaces): " + e);
        }
    }

    @AfterAll
    static void end() throws IOException {
        if (postgresql != null) {
            postgresql.close();
        }
    }

    @Test
    void an_empty_database_is_opened_by_many_at_the_same_moment() throws Exception {
        try (Connection connection = postgresql.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE empty");
        }
        DataSource empty = postgresql.getDatabase("postgres", "empty");
        ExecutorService instances = Executors.newFixedThreadPool(AT_ONCE);
        try {
            CyclicBarrier ready = new CyclicBarrier(AT_ONCE);
            List<Future<Database>> opened = IntStream.range(0, AT_ONCE)
                    .mapToObj(number -> instances.submit(() -> {
                        ready.await();
                        return Database.open(empty);
                    }))
                    .toList();
            for (Future<Database> each : opened) {
                assertThat(new Customers(each.get()).all()).isEmpty();
            }
        } finally {
            instances.shutdownNow();
        }
    }

    @Test
    void instances_on_one_database_share_log_ins_pace_and_work_and_one_finishes_what_a_killed_one_began()
            throws IOException, InterruptedException {
        try (Stage stage = Stage.open(Files.createDirectories(directory.resolve("stage")), 0)) {
            Map<String, String> settings = Map.of(
                    "CRM_DATABASE", postgresql.getJdbcUrl("postgres", "postgres"),
                    "CRM_SECRET", "known to both of these instances",
                    "CRM_STAGE", directory.resolve("stage").toString());
            // At the same moment, on an empty database.
            try (CrmProcess first = CrmProcess.start(directory.resolve("first"), settings);
                    CrmProcess second = CrmProcess.start(directory.resolve("second"), settings)) {
                URI one = first.url();
                URI other = second.url();
                Visitor erik = Visitor.loggedIn(one, "erik");
                Visitor there = erik.at(other);
                assertThat(there.get("/persons").uri().getPath()).isEqualTo("/persons");
                Story.enable(erik);
                Story.verifyDomain(there, stage.url());
                Story.pace(one, Story.SLOW);
                Visitor rosa = Visitor.loggedIn(other, "rosa");
                assertThat(rosa.get("/operator/pace").body()).contains("value=\"" + Story.SLOW + "\"");

                assertThat(Story.schedule(erik, Map.of())).contains(Story.NEWSLETTER + " scheduled for");
                Story.skip(stage.url(), 35);
                Story.await("both let mail out", () -> letOut(rosa) > 0 && letOut(rosa.at(one)) > 0);
                assertThat(there.read("/scheduled?show=finished")).doesNotContain(DONE);
                first.kill();
                Story.pace(other, Story.FAST);
                Story.await(
                        "the other one finishes",
                        () -> there.read("/scheduled?show=finished").contains(DONE));
            }
            assertThat(stage.accepted())
                    .filteredOn(message -> message.campaign().contains("tulips"))
                    .extracting(AcceptedMessage::customId)
                    .hasSize(Story.NEWSLETTER)
                    .doesNotHaveDuplicates();
        }
    }

    private static int letOut(Visitor rosa) {
        return Integer.parseInt(
                rosa.read("/operator/pace").replaceAll(".*This instance let out (\\d+) mails since it began.*", "$1"));
    }
}
