package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.Await;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.CuttingProxy;
import io.sendwell.testkit.crash.EspCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Connections to the database are cut at any octet while a broadcast leaves: of a statement, a commit or its answer. Counted at the next hop. */
@Tag(Tags.ON_DEMAND)
class CutConnectionsTest {

    private static final int WORKERS = 3;
    private static final Duration LEASE = Duration.ofSeconds(8);
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    /** Some statements and their answers. */
    private static final long FAR = 20_000;

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    private final long start = System.nanoTime();

    @Test
    void nothing_is_lost_sent_twice_or_stuck() throws Exception {
        int cuts = Scale.of(500, 20);
        int atOnce = Scale.of(10_000, 500);
        try (CuttingProxy proxy =
                        CuttingProxy.to("127.0.0.1", postgresql.server().port());
                CountingEsp esp = CountingEsp.builder()
                        .recognisesRepeats()
                        .latency(Duration.ofMillis(15), Duration.ofMillis(85))
                        .start()) {
            Settings settings = Settings.of(postgresql.newDatabase())
                    .with(Setting.HOP, Hop.REPEATING)
                    .with(Setting.HOP_ADDRESS, esp.url())
                    .with(Setting.LEASE, LEASE)
                    .with(Setting.BATCH, 10);
            Settings cut = settings.with(
                    Setting.DATABASE, postgresql.server().through(proxy, settings.text(Setting.DATABASE)));
            try (Desk desk = Desk.open(settings);
                    Fleet fleet = Fleet.of(WORKERS, cut)) {
                fleet.awaitReady();
                Random random = new Random(4711);
                List<SendingId> sendings = new ArrayList<>();
                long lastCut = System.nanoTime();
                do {
                    SendingId sending = desk.broadcast(sendings.size() * atOnce, atOnce);
                    sendings.add(sending);
                    while (proxy.cuts() < cuts && !desk.isFinished(sending)) {
                        long before = proxy.cuts();
                        proxy.cutSomewhere(random, FAR);
                        Await.until(DEADLINE, () -> proxy.cuts() > before, () -> "nothing flows. " + fleet.outputs());
                        lastCut = System.nanoTime();
                    }
                    desk.awaitFinished(sending, DEADLINE);
                } while (proxy.cuts() < cuts);
                Duration end = Duration.ofNanos(System.nanoTime() - lastCut);

                int readers = sendings.size() * atOnce;
                EspCounts counts = esp.counts();
                Figures.note(
                        "9 connections to PostgreSQL are cut",
                        Duration.ofNanos(System.nanoTime() - start),
                        readers + " readers, " + proxy.cuts() + " cuts, " + counts + ", finished " + end.toMillis()
                                + " ms after the last one");
                assertThat(counts.missing(Broadcasts.readers(readers))).isEmpty();
                assertThat(counts.duplicates()).isZero();
                assertThat(counts.changedBodies()).isZero();
                assertThat(sendings)
                        .allSatisfy(sending ->
                                assertThat(desk.progress(sending).accepted()).isEqualTo(atOnce));
            }
        }
    }
}
