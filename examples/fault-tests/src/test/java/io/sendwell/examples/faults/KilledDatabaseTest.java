package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.Await;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.EspCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The PostgreSQL server is killed again and again while a broadcast leaves, and nobody touches the workers. Counted at the next hop. */
@Tag(Tags.ON_DEMAND)
class KilledDatabaseTest {

    private static final int WORKERS = 3;
    private static final Duration AWAY = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final long start = System.nanoTime();
    private Duration longestWait = Duration.ZERO;

    @Test
    void the_workers_go_on_by_themselves_and_nothing_is_lost_or_sent_twice() throws Exception {
        int kills = Scale.of(10, 2);
        int atOnce = Scale.of(20_000, 2_000);
        try (Postgresql postgresql = Postgresql.start();
                CountingEsp esp = CountingEsp.builder()
                        .recognisesRepeats()
                        .latency(Duration.ofMillis(15), Duration.ofMillis(85))
                        .start()) {
            // A pace that lets the kills fall into the broadcast: some ten seconds for each, half of them without a
            // server.
            Settings settings = Settings.of(postgresql.newDatabase())
                    .with(Setting.HOP, Hop.REPEATING)
                    .with(Setting.HOP_ADDRESS, esp.url())
                    .with(Setting.PERMITS, atOnce / kills * 90);
            try (Desk desk = Desk.open(settings);
                    Fleet fleet = Fleet.of(WORKERS, settings)) {
                fleet.awaitReady();
                List<SendingId> sendings = new ArrayList<>();
                int killed = 0;
                do {
                    SendingId sending = desk.broadcast(sendings.size() * atOnce, atOnce);
                    sendings.add(sending);
                    while (awaitMail(desk, sending, esp) && killed < kills) {
                        killAndStart(postgresql);
                        killed++;
                    }
                    desk.awaitFinished(sending, DEADLINE);
                } while (killed < kills);

                int readers = sendings.size() * atOnce;
                EspCounts counts = esp.counts();
                Figures.note(
                        "6 PostgreSQL is killed and away for " + AWAY.toSeconds() + " s",
                        Duration.ofNanos(System.nanoTime() - start),
                        readers + " readers, " + killed + " kills, " + counts + ", mail again at most "
                                + longestWait.toMillis() + " ms after it was back");
                assertThat(counts.missing(Broadcasts.readers(readers))).isEmpty();
                assertThat(counts.duplicates()).isZero();
                assertThat(counts.changedBodies()).isZero();
                assertThat(sendings)
                        .allSatisfy(sending ->
                                assertThat(desk.progress(sending).accepted()).isEqualTo(atOnce));
            }
        }
    }

    /** Waits until more mail arrives; false when there is none left. */
    private boolean awaitMail(Desk desk, SendingId sending, CountingEsp esp) throws InterruptedException {
        long from = System.nanoTime();
        int before = esp.copies();
        Await.until(DEADLINE, () -> esp.copies() > before || desk.isFinished(sending), () -> "nothing arrives: " + esp);
        boolean arrived = esp.copies() > before;
        Duration waited = Duration.ofNanos(System.nanoTime() - from);
        if (arrived && waited.compareTo(longestWait) > 0) {
            longestWait = waited;
        }
        return arrived;
    }

    private static void killAndStart(Postgresql postgresql) throws Exception {
        postgresql.killNow();
        // The time without it is the fault.
        TimeUnit.MILLISECONDS.sleep(AWAY.toMillis());
        postgresql.startAgain();
    }
}
