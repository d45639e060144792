package io.sendwell.examples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sendwell.account.ConfigurationException;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.NewSending;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.OutboxEntry;
import io.sendwell.outbox.OutboxException;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Sendings;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds on both databases and no contract asks for. */
abstract class StorageCases {

    @RegisterExtension
    final TestStorage storage;

    StorageCases(TestStorage storage) {
        this.storage = storage;
    }

    @Test
    void nodes_with_pools_of_their_own_share_the_work_of_a_sending() throws Exception {
        Outbox first = storage.again().outbox();
        Outbox second = storage.again().outbox();
        NewSending sending = sealed(first, 400);

        List<EntryId> claimed = new ArrayList<>();
        List<Callable<List<EntryId>>> nodes = List.of(() -> claimAll(first, sending), () -> claimAll(second, sending));
        together(nodes).forEach(claimed::addAll);

        assertThat(claimed).hasSize(400).doesNotHaveDuplicates();
    }

    @Test
    void a_pool_that_has_no_connection_to_give_is_a_store_out_of_reach() throws Exception {
        storage.again();
        HikariConfig config = new HikariConfig();
        config.setDataSource(storage.dataSource());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(250);
        try (HikariDataSource pool = new HikariDataSource(config);
                Connection taken = pool.getConnection()) {
            assertThat(taken.isClosed()).isFalse();
            assertThatThrownBy(new JdbcOutbox(pool, storage.dialect())::now).isInstanceOf(OutboxException.class);
        }
    }

    @Test
    void nodes_that_start_at_the_same_time_make_the_tables_once() throws Exception {
        DataSource pool = storage.dataSource();
        Callable<Instant> start = () -> JdbcStorage.open(pool).outbox().now();

        assertThat(together(List.of(start, start, start, start))).hasSize(4);
        assertThat(numbers(pool, "SELECT version FROM sendwell_schema ORDER BY version"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(0, Migrations.LATEST).boxed().toList());
    }

    @Test
    void tables_of_a_newer_version_are_refused() throws Exception {
        storage.again();
        DataSource pool = storage.dataSource();
        execute(pool, "INSERT INTO sendwell_schema (version, file, applied_at) VALUES (99, 'V99__later', 0)");

        assertThatThrownBy(() -> JdbcStorage.open(pool))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("have version 99")
                .hasMessageContaining("up to " + Migrations.LATEST);
    }

    @Test
    void a_session_in_another_time_zone_changes_nothing() {
        TimeZone before = TimeZone.getDefault();
        try {
            for (String zone : List.of("Asia/Kolkata", "America/St_Johns")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                Outbox outbox = storage.fresh(InstantSource.system()).outbox();
                Outbox ownClock = storage.again().outbox();
                NewSending sending = sealed(ownClock, 1);

                assertThat(Duration.between(outbox.now(), ownClock.now()).abs()).isLessThan(Duration.ofMinutes(20));
                assertThat(ownClock.find(Accounts.ACME, sending.id())
                                .orElseThrow()
                                .startAt())
                        .contains(Instant.EPOCH);
                assertThat(claimAll(ownClock, sending)).hasSize(1);
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }

    @Test
    void an_interrupted_thread_leaves_the_database_to_the_others() throws Exception {
        Outbox outbox = storage.again().outbox();
        NewSending sending = sealed(outbox, 60);
        Thread interrupted = new Thread(() -> {
            Thread.currentThread().interrupt();
            try {
                claimAll(outbox, sending);
            } catch (RuntimeException e) {
                // Refused, for example by a pool that does not wait: what counts is what the others see.
                assertThat(e).hasMessageContaining("Could not");
            }
        });
        interrupted.start();
        interrupted.join();

        assertThat(outbox.find(Accounts.ACME, sending.id())).isPresent();
    }

    private static NewSending sealed(Outbox outbox, int entries) {
        NewSending sending = Sendings.of(1, Accounts.ACME, Lane.BROADCAST);
        outbox.create(sending);
        outbox.append(sending.id(), Sendings.entries(0, entries));
        assertThat(outbox.seal(sending.id(), entries, Instant.EPOCH)).isTrue();
        return sending;
    }

    private static List<EntryId> claimAll(Outbox outbox, NewSending sending) {
        List<EntryId> claimed = new ArrayList<>();
        List<Claim> claims;
        do {
            claims = outbox.claim(new ClaimRequest(
                    sending.id(), List.of(UUID.randomUUID()), 7, Duration.ofMinutes(5), ClaimRequest.Among.ALL));
            claims.forEach(claim ->
                    claimed.addAll(claim.entries().stream().map(OutboxEntry::id).toList()));
        } while (!claims.isEmpty());
        return claimed;
    }

    private static <T> List<T> together(List<Callable<T>> works) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(works.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(works)) {
                results.add(future.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private List<Integer> numbers(DataSource pool, String query) {
        return new Transactions(pool, storage.dialect(), JdbcStorageException::new)
                .run("read numbers", sql -> sql.query(query, row -> row.getInt(1)));
    }

    static void execute(DataSource pool, String statement) throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement executed = connection.createStatement()) {
            executed.execute(statement);
        }
    }
}
