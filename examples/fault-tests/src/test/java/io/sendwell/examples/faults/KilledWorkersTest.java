package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.Progress;
import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.EspCounts;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three workers share a PostgreSQL server, and again and again one of them is killed. Counted at the next hop. */
class KilledWorkersTest {

    private static final int WORKERS = 3;
    private static final int THREADS = 4;
    private static final int LEAST_KILLS = 20;
    private static final int MOST_KILLS = 60;
    private static final Duration SOON = Duration.ofMillis(600);
    private static final Duration LATER = Duration.ofMillis(1_800);
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    private static Postgresql postgresql;

    private final long start = System.nanoTime();

    @BeforeAll
    static void startServer() {
        postgresql = Postgresql.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (postgresql != null) {
            postgresql.close();
        }
    }

    @Test
    void nothing_is_lost_or_sent_twice_where_the_hop_recognises_repeats() throws Exception {
        int readers = Scale.of(20_000, 5_000);
        try (CountingEsp esp = slow().recognisesRepeats().start()) {
            Settings settings = paced(readers).with(Setting.HOP, Hop.REPEATING).with(Setting.HOP_ADDRESS, esp.url());
            Run run = killed(settings, readers, esp::copies);

            EspCounts counts = esp.counts();
            note("1 recognised repeats", run, counts);
            assertThat(counts.missing(Broadcasts.readers(readers))).isEmpty();
            assertThat(counts.duplicates()).isZero();
            assertThat(counts.changedBodies()).isZero();
            assertThat(run.progress().accepted()).isEqualTo(readers);
            assertThat(run.kills()).isGreaterThanOrEqualTo(LEAST_KILLS);
        }
    }

    @Test
    @Tag(Tags.ON_DEMAND)
    void nothing_is_lost_or_sent_twice_where_the_hop_can_be_asked() throws Exception {
        int readers = Scale.of(20_000, 5_000);
        Duration lag = Duration.ofSeconds(5);
        try (CountingEsp esp = slow().indexLag(lag).start()) {
            Settings settings = paced(readers)
                    .with(Setting.HOP, Hop.SEARCHED)
                    .with(Setting.HOP_ADDRESS, esp.url())
                    .with(Setting.INDEX_LAG, lag)
                    .with(Setting.SETTLE, lag.multipliedBy(2));
            Run run = killed(settings, readers, esp::copies);

            EspCounts counts = esp.counts();
            note("2 the hop can be asked, index lag 5 s", run, counts);
            assertThat(counts.missing(Broadcasts.readers(readers))).isEmpty();
            assertThat(counts.duplicates()).isZero();
            assertThat(run.progress().accepted()).isEqualTo(readers);
            assertThat(run.kills()).isGreaterThanOrEqualTo(LEAST_KILLS);
        }
    }

    @Test
    @Tag(Tags.ON_DEMAND)
    void nothing_is_lost_and_little_is_sent_twice_where_nobody_can_be_asked() throws Exception {
        int readers = Scale.of(20_000, 5_000);
        int batch = 10;
        try (CountingEsp esp = CountingEsp.start()) {
            Settings settings = paced(readers).with(Setting.BATCH, batch).with(Setting.HOP_ADDRESS, esp.url());
            Run run = killed(settings, readers, esp::copies);

            EspCounts counts = esp.counts();
            note("3 nobody can be asked, sent again", run, counts);
            assertThat(counts.missing(Broadcasts.readers(readers))).isEmpty();
            assertThat(counts.duplicates()).isLessThanOrEqualTo(run.kills() * THREADS * batch);
            assertThat(counts.duplicates()).isLessThanOrEqualTo(readers / 100);
            // What is sent again is the same, octet for octet.
            assertThat(counts.changedBodies()).isZero();
            assertThat(run.progress().accepted()).isEqualTo(readers);
            assertThat(run.kills()).isGreaterThanOrEqualTo(LEAST_KILLS);
        }
    }

    @Test
    @Tag(Tags.ON_DEMAND)
    void nothing_is_sent_twice_where_what_is_in_doubt_is_held() throws Exception {
        int readers = Scale.of(20_000, 5_000);
        int batch = 10;
        try (CountingEsp esp = slow().start()) {
            Settings settings = paced(readers)
                    .with(Setting.BATCH, batch)
                    .with(Setting.IN_DOUBT, "HOLD")
                    .with(Setting.HOP_ADDRESS, esp.url());
            Run run = killed(settings, readers, esp::copies);

            EspCounts counts = esp.counts();
            note("4 nobody can be asked, held (" + run.progress().uncertain() + " uncertain)", run, counts);
            assertThat(counts.duplicates()).isZero();
            assertThat(run.progress().accepted() + run.progress().uncertain()).isEqualTo(readers);
            assertThat(run.progress().uncertain()).isLessThanOrEqualTo((long) run.kills() * THREADS * batch);
            assertThat(counts.recipients()).isBetween((int) run.progress().accepted(), readers);
            assertThat(run.kills()).isGreaterThanOrEqualTo(LEAST_KILLS);
        }
    }

    private record Run(int kills, Progress progress) {}

    private static Run killed(Settings settings, int readers, IntSupplier arrived) throws InterruptedException {
        try (Desk desk = Desk.open(settings)) {
            SendingId sending = desk.broadcast(readers);
            try (Fleet fleet = Fleet.of(WORKERS, settings)) {
                fleet.awaitReady();
                fleet.killUntil(() -> desk.isFinished(sending), arrived, SOON, LATER, MOST_KILLS, DEADLINE);
                return new Run(fleet.kills(), desk.progress(sending));
            }
        }
    }

    private static CountingEsp.Builder slow() {
        return CountingEsp.builder().latency(Duration.ofMillis(15), Duration.ofMillis(85));
    }

    /** A pace at which the broadcast takes some forty seconds, so that twenty kills fall into it. */
    private static Settings paced(int readers) throws SQLException {
        return Settings.of(postgresql.newDatabase())
                .with(Setting.THREADS, THREADS)
                .with(Setting.PERMITS, readers * 18);
    }

    private void note(String test, Run run, EspCounts counts) {
        Figures.note(
                test,
                took(),
                run.progress().total() + " readers, " + run.kills() + " kills, "
                        + (run.progress().total() - counts.recipients()) + " lost, " + counts.duplicates()
                        + " duplicates");
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
