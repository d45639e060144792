package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.EspCounts;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The database's clock leaps forward and back under a broadcast, and the nodes' clocks are hours apart. Counted at the next hop. */
@Tag(Tags.ON_DEMAND)
class WrongClocksTest {

    private static final List<Duration> LEAPS =
            List.of(Duration.ofHours(2), Duration.ZERO, Duration.ofSeconds(30), Duration.ofHours(-2));
    private static final List<Duration> NODE_CLOCKS = List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ZERO);
    private static final Duration BETWEEN = Duration.ofSeconds(10);
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    private final long start = System.nanoTime();

    @Test
    void a_clock_that_leaps_loses_nothing_and_sends_nothing_twice() throws Exception {
        int readers = Scale.of(5_000, 500);
        String database = postgresql.newDatabase();
        wrong(database, "CREATE TABLE wrong (micros bigint NOT NULL)");
        wrong(database, "INSERT INTO wrong VALUES (0)");
        try (CountingEsp esp = CountingEsp.builder().recognisesRepeats().start()) {
            Settings settings = Settings.of(database)
                    .with(Setting.HOP, Hop.REPEATING)
                    .with(Setting.HOP_ADDRESS, esp.url())
                    .with(Setting.BATCH, 10)
                    .with(Setting.STORE_CLOCK, "SELECT micros FROM wrong")
                    // Some two minutes for all readers, so that each leap finds mail to leave.
                    .with(Setting.PERMITS, readers * 8);
            try (Desk desk = Desk.open(settings);
                    Fleet fleet = Fleet.of(
                            NODE_CLOCKS.size(), number -> settings.with(Setting.NODE_CLOCK, NODE_CLOCKS.get(number)))) {
                fleet.awaitReady();
                SendingId sending = desk.broadcast(readers);
                int leaps = 0;
                List<String> arrived = new ArrayList<>();
                long end = System.nanoTime() + DEADLINE.toNanos();
                while (!desk.isFinished(sending)) {
                    assertThat(System.nanoTime())
                            .as("%s %s", arrived, fleet.outputs())
                            .isLessThan(end);
                    TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());
                    Duration leap = LEAPS.get(leaps % LEAPS.size());
                    arrived.add(esp.copies() + " before " + leap);
                    wrong(database, "UPDATE wrong SET micros = " + leap.toNanos() / 1_000);
                    leaps++;
                }
                EspCounts counts = esp.counts();
                Figures.note(
                        "15 wrong clocks",
                        Duration.ofNanos(System.nanoTime() - start),
                        readers + " readers, " + leaps + " leaps, " + counts + ", " + arrived);
                assertThat(counts.missing(Broadcasts.readers(readers))).isEmpty();
                assertThat(counts.duplicates()).isZero();
                assertThat(counts.changedBodies()).isZero();
                assertThat(desk.progress(sending).accepted()).isEqualTo(readers);
            }
        }
    }

    private static void wrong(String database, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
