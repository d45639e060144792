package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.Await;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.EspCounts;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database answers, and for a while writes nothing, as one whose disk is full. Counted at the next hop. */
@Tag(Tags.ON_DEMAND)
class RefusedWritesTest {

    private static final int WORKERS = 2;
    private static final Duration UNTIL_STILL = Duration.ofSeconds(10);
    private static final Duration STILL = Duration.ofSeconds(20);
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final long start = System.nanoTime();

    @Test
    void nothing_leaves_meanwhile_and_nothing_is_lost_or_sent_twice() throws Exception {
        int readers = Scale.of(5_000, 1_000);
        try (Postgresql postgresql = Postgresql.start();
                CountingEsp esp = CountingEsp.builder()
                        .recognisesRepeats()
                        .latency(Duration.ofMillis(15), Duration.ofMillis(85))
                        .start()) {
            // At this pace some twenty seconds of it are left when the writes are refused.
            Settings settings = Settings.of(postgresql.newDatabase())
                    .with(Setting.HOP, Hop.REPEATING)
                    .with(Setting.HOP_ADDRESS, esp.url())
                    .with(Setting.BATCH, 10)
                    .with(Setting.PERMITS, readers * 45);
            try (Desk desk = Desk.open(settings);
                    Fleet fleet = Fleet.of(WORKERS, settings)) {
                fleet.awaitReady();
                SendingId sending = desk.broadcast(readers);
                Await.until(DEADLINE, () -> esp.copies() > 0, () -> "nothing arrives. " + fleet.outputs());

                postgresql.refuseWrites();
                // Calls that were under way come to their end; from then on the fault is the time itself.
                TimeUnit.MILLISECONDS.sleep(UNTIL_STILL.toMillis());
                int before = esp.copies();
                TimeUnit.MILLISECONDS.sleep(STILL.toMillis());
                int meanwhile = esp.copies() - before;
                postgresql.takeWrites();
                long back = System.nanoTime();
                Await.until(DEADLINE, () -> esp.copies() > before, () -> "nothing arrives. " + fleet.outputs());
                Duration again = Duration.ofNanos(System.nanoTime() - back);
                desk.awaitFinished(sending, DEADLINE);

                EspCounts counts = esp.counts();
                Figures.note(
                        "21 PostgreSQL refuses writes for "
                                + UNTIL_STILL.plus(STILL).toSeconds() + " s",
                        Duration.ofNanos(System.nanoTime() - start),
                        readers + " readers, " + before + " before, " + meanwhile + " meanwhile, " + counts
                                + ", mail again after " + again.toMillis() + " ms");
                assertThat(meanwhile).isZero();
                assertThat(before).isLessThan(readers);
                assertThat(counts.missing(Broadcasts.readers(readers))).isEmpty();
                assertThat(counts.duplicates()).isZero();
                assertThat(counts.changedBodies()).isZero();
                assertThat(desk.progress(sending).accepted()).isEqualTo(readers);
            }
        }
    }
}
