package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.Await;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.EspCounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The only node of an application is killed again and again, and with it the H2 database that it keeps in a file. Counted at the next hop. */
@Tag(Tags.ON_DEMAND)
class KilledNodeOnH2Test {

    /** How long it works on, in milliseconds, after its first mail has arrived. */
    private static final long BEYOND = 1_000;

    private static final Duration DEADLINE = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private final long start = System.nanoTime();
    private final Random random = new Random(4711);

    @Test
    void its_database_opens_each_time_and_nothing_is_lost_or_sent_twice() throws Exception {
        int wanted = Scale.of(20, 2);
        int atOnce = Scale.of(5_000, 500);
        try (CountingEsp esp = CountingEsp.builder()
                .recognisesRepeats()
                .latency(Duration.ofMillis(15), Duration.ofMillis(85))
                .start()) {
            // A pace at which the broadcast takes some two seconds for each kill.
            Settings settings = Settings.of(folder.resolve("node").toString())
                    .with(Setting.HOP, Hop.REPEATING)
                    .with(Setting.HOP_ADDRESS, esp.url())
                    .with(Setting.BATCH, 10)
                    .with(Setting.PERMITS, atOnce / wanted * 450);
            int readers = 0;
            int kills = 0;
            do {
                SendingId sending = scheduled(settings, readers, atOnce);
                readers += atOnce;
                while (kills < wanted && esp.recipients() < readers) {
                    killAtWork(settings, esp, readers);
                    kills++;
                }
                finish(settings, sending, atOnce);
            } while (kills < wanted);

            EspCounts counts = esp.counts();
            Figures.note(
                    "7 the only node is killed, with H2 in it",
                    Duration.ofNanos(System.nanoTime() - start),
                    readers + " readers, " + kills + " kills, " + counts);
            assertThat(counts.missing(Broadcasts.readers(readers))).isEmpty();
            assertThat(counts.duplicates()).isZero();
            assertThat(counts.changedBodies()).isZero();
        }
    }

    private static SendingId scheduled(Settings settings, int first, int readers) {
        try (Desk desk = Desk.open(settings)) {
            return desk.broadcast(first, readers);
        }
    }

    /** A node is ready only when the database is open. */
    private void killAtWork(Settings settings, CountingEsp esp, int readers) throws InterruptedException {
        int before = esp.copies();
        try (Fleet fleet = Fleet.of(1, settings)) {
            fleet.awaitReady();
            Await.until(
                    DEADLINE,
                    () -> esp.copies() > before || esp.recipients() == readers,
                    () -> "nothing arrives. " + fleet.outputs());
            TimeUnit.MILLISECONDS.sleep(random.nextLong(BEYOND));
            fleet.worker(0).killNow();
        }
    }

    private static void finish(Settings settings, SendingId sending, int readers) throws InterruptedException {
        try (Desk desk = Desk.open(settings)) {
            desk.node().start();
            desk.awaitFinished(sending, DEADLINE);
            assertThat(desk.progress(sending).accepted()).isEqualTo(readers);
        }
    }
}
