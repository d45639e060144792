package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.Await;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.EspCounts;
import io.sendwell.testkit.crash.WorkerProcess;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A worker stands still for twice its lease and goes on as if nothing had been, while others have taken its work over. */
@Tag(Tags.ON_DEMAND)
class FrozenWorkersTest {

    private static final int WORKERS = 3;
    private static final int THREADS = 4;
    private static final Duration LEASE = Duration.ofSeconds(3);
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private static Postgresql postgresql;

    private final long start = System.nanoTime();

    @BeforeAll
    static void startServer() {
        assumeTrue(WorkerProcess.canFreeze(), "There is no /bin/kill here to stop a process with.");
        postgresql = Postgresql.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (postgresql != null) {
            postgresql.close();
        }
    }

    @Test
    void a_worker_that_wakes_up_sends_nothing_twice_where_the_hop_recognises_repeats() throws Exception {
        try (CountingEsp esp = slow().recognisesRepeats().start()) {
            EspCounts counts = frozen(Hop.REPEATING, esp, 50);
            assertThat(counts.duplicates()).isZero();
            assertThat(counts.changedBodies()).isZero();
        }
    }

    @Test
    void a_worker_that_wakes_up_sends_at_most_what_it_had_in_hand_again() throws Exception {
        int batch = 10;
        try (CountingEsp esp = slow().start()) {
            EspCounts counts = frozen(Hop.COUNTING, esp, batch);
            assertThat(counts.duplicates()).isLessThanOrEqualTo(stops() * THREADS * batch);
        }
    }

    private static int stops() {
        return Scale.of(20, 8);
    }

    private EspCounts frozen(Hop hop, CountingEsp esp, int batch) throws Exception {
        int stops = stops();
        // Enough that the last stop still finds work: a stop takes six seconds and some.
        int readers = stops * 300;
        Settings settings = Settings.of(postgresql.newDatabase())
                .with(Setting.HOP, hop)
                .with(Setting.HOP_ADDRESS, esp.url())
                .with(Setting.BATCH, batch)
                .with(Setting.THREADS, THREADS)
                .with(Setting.LEASE, LEASE)
                .with(Setting.CALL_TIMEOUT, Duration.ofSeconds(1))
                .with(Setting.PERMITS, 32_000);
        try (Desk desk = Desk.open(settings)) {
            SendingId sending = desk.broadcast(readers);
            try (Fleet fleet = Fleet.of(WORKERS, settings)) {
                fleet.awaitReady();
                for (int stop = 0; stop < stops && !desk.isFinished(sending); stop++) {
                    int before = esp.copies();
                    Await.until(
                            DEADLINE, () -> esp.copies() > before || desk.isFinished(sending), () -> "nothing arrives");
                    WorkerProcess worker = fleet.worker(stop % WORKERS);
                    worker.freeze();
                    // The stop itself is the fault: twice the lease.
                    TimeUnit.MILLISECONDS.sleep(LEASE.toMillis() * 2);
                    worker.thaw();
                }
                desk.awaitFinished(sending, DEADLINE);
            }
            EspCounts counts = esp.counts();
            Figures.note(
                    "8 frozen, " + hop,
                    Duration.ofNanos(System.nanoTime() - start),
                    readers + " readers, " + stops + " stops, " + counts);
            assertThat(counts.missing(Broadcasts.readers(readers))).isEmpty();
            // What came too late was not counted a second time.
            assertThat(desk.progress(sending).accepted()).isEqualTo(readers);
            return counts;
        }
    }

    private static CountingEsp.Builder slow() {
        return CountingEsp.builder().latency(Duration.ofMillis(15), Duration.ofMillis(85));
    }
}
