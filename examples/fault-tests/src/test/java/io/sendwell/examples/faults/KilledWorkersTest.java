package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.Progress;
import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.EspCounts;
import io.sendwell.testkit.mailjet.AcceptedRecipient;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.throttle.ThrottleLimit;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Three workers share a PostgreSQL server, and again and again one of them is killed. Counted at the next hop. Much of it is
 * waiting for what the dead had in their hands, so that two tests at a time do with two cores.
 */
class KilledWorkersTest {

    private static final int WORKERS = 3;
    private static final int THREADS = 4;
    private static final int MANY_KILLS = 20;
    private static final Duration SOON = Duration.ofMillis(600);
    private static final Duration LATER = Duration.ofMillis(1_800);
    private static final ThrottleLimit ENOUGH = new ThrottleLimit(10_000_000, Duration.ofMinutes(15));
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    private final long start = System.nanoTime();

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void nothing_is_lost_or_sent_twice_where_the_hop_recognises_repeats() throws Exception {
        try (CountingEsp esp = slow().recognisesRepeats().start()) {
            Settings settings = paced().with(Setting.HOP, Hop.REPEATING).with(Setting.HOP_ADDRESS, esp.url());
            Run run = killed(settings, someKills(), esp::copies);

            EspCounts counts = esp.counts();
            note("1 recognised repeats", run, counts.recipients(), counts.duplicates());
            assertThat(counts.missing(Broadcasts.readers(run.readers()))).isEmpty();
            assertThat(counts.duplicates()).isZero();
            assertThat(counts.changedBodies()).isZero();
            assertThat(run.accepted()).isEqualTo(run.readers());
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void nothing_is_lost_or_sent_twice_where_mailjet_can_be_asked() throws Exception {
        Duration lag = Duration.ofSeconds(Scale.isEveryBuild() ? 2 : 5);
        try (FakeMailjet mailjet = FakeMailjet.builder().indexLag(lag).start()) {
            FakeMailjetAccount acme = mailjet.account(Node.ACCOUNT).allowSender("*@" + Node.AUTHOR_DOMAIN);
            Settings settings = paced().with(Setting.HOP, Hop.MAILJET)
                    .with(Setting.HOP_ADDRESS, mailjet.baseUrl())
                    .with(Setting.HOP_USER, acme.apiKey())
                    .with(Setting.HOP_PASSWORD, acme.secretKey())
                    .with(Setting.INDEX_LAG, lag)
                    .with(Setting.SETTLE, lag.multipliedBy(2));
            Run run = killed(settings, someKills(), () -> (int) acme.acceptedCount());

            List<String> copies = acme.accepted().stream()
                    .flatMap(message -> message.recipients().stream())
                    .map(AcceptedRecipient::address)
                    .toList();
            int recipients = Set.copyOf(copies).size();
            note("2 Mailjet is asked, index lag " + lag, run, recipients, copies.size() - recipients);
            assertThat(copies).containsExactlyInAnyOrderElementsOf(Broadcasts.readers(run.readers()));
            assertThat(run.accepted()).isEqualTo(run.readers());
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void nothing_is_lost_and_little_is_sent_twice_where_nobody_can_be_asked() throws Exception {
        int batch = 10;
        try (CountingEsp esp = CountingEsp.start()) {
            Settings settings = paced().with(Setting.BATCH, batch)
                    .with(Setting.RETRY_AFTER, Duration.ofSeconds(2))
                    .with(Setting.HOP_ADDRESS, esp.url());
            Run run = killed(settings, someKills(), esp::copies);

            EspCounts counts = esp.counts();
            note("3 nobody can be asked, sent again", run, counts.recipients(), counts.duplicates());
            assertThat(counts.missing(Broadcasts.readers(run.readers()))).isEmpty();
            assertThat(counts.duplicates()).isLessThanOrEqualTo(run.kills() * THREADS * batch);
            if (!Scale.isEveryBuild()) {
                assertThat(counts.duplicates()).isLessThanOrEqualTo(run.readers() / 100);
            }
            // What is sent again is the same, octet for octet.
            assertThat(counts.changedBodies()).isZero();
            assertThat(run.accepted()).isEqualTo(run.readers());
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void nothing_is_sent_twice_where_what_is_in_doubt_is_held() throws Exception {
        int batch = 10;
        try (CountingEsp esp = slow().start()) {
            Settings settings = paced().with(Setting.BATCH, batch)
                    .with(Setting.IN_DOUBT, "HOLD")
                    .with(Setting.HOP_ADDRESS, esp.url());
            Run run = killed(settings, someKills(), esp::copies);

            EspCounts counts = esp.counts();
            note(
                    "4 nobody can be asked, held (" + run.uncertain() + " uncertain)",
                    run,
                    counts.recipients(),
                    counts.duplicates());
            assertThat(counts.duplicates()).isZero();
            assertThat(run.accepted() + run.uncertain()).isEqualTo(run.readers());
            assertThat(run.uncertain()).isLessThanOrEqualTo((long) run.kills() * THREADS * batch);
            assertThat(counts.recipients()).isBetween((int) run.accepted(), run.readers());
        }
    }

    private record Run(int kills, int readers, long accepted, long uncertain) {}

    private static int someKills() {
        return Scale.isEveryBuild() ? 5 : MANY_KILLS;
    }

    /**
     * Sends to all readers; and to as many again, until so many workers were killed: a slow machine starts new ones slowly. What
     * is left then has all the permits it wants.
     */
    private static Run killed(Settings settings, int kills, IntSupplier arrived) throws InterruptedException {
        int atOnce = readers();
        try (Desk desk = Desk.open(settings);
                Fleet fleet = Fleet.of(WORKERS, settings)) {
            fleet.awaitReady();
            List<SendingId> sendings = new ArrayList<>();
            int most = Scale.isEveryBuild() ? kills : 3 * kills;
            do {
                SendingId sending = desk.broadcast(sendings.size() * atOnce, atOnce);
                sendings.add(sending);
                fleet.killUntil(
                        () -> fleet.kills() >= most || desk.isFinished(sending), arrived, SOON, LATER, most, DEADLINE);
            } while (fleet.kills() < kills);
            desk.node().limit(ENOUGH);
            for (SendingId sending : sendings) {
                desk.awaitFinished(sending, DEADLINE);
            }
            List<Progress> progress = sendings.stream().map(desk::progress).toList();
            return new Run(
                    fleet.kills(),
                    sendings.size() * atOnce,
                    progress.stream().mapToLong(Progress::accepted).sum(),
                    progress.stream().mapToLong(Progress::uncertain).sum());
        }
    }

    private static CountingEsp.Builder slow() {
        return CountingEsp.builder().latency(Duration.ofMillis(15), Duration.ofMillis(85));
    }

    private static int readers() {
        return Scale.of(20_000, 500);
    }

    /** A pace that lets the kills fall into the broadcast: some forty seconds, or ten in every build. */
    private static Settings paced() throws SQLException {
        return Settings.of(postgresql.newDatabase())
                .with(Setting.THREADS, THREADS)
                .with(Setting.PERMITS, readers() * (Scale.isEveryBuild() ? 90 : 18));
    }

    private void note(String test, Run run, int recipients, int duplicates) {
        Figures.note(
                test,
                Duration.ofNanos(System.nanoTime() - start),
                run.readers() + " readers, " + run.kills() + " kills, " + (run.readers() - recipients) + " lost, "
                        + duplicates + " duplicates");
    }
}
