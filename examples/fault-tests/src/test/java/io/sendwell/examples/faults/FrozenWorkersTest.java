package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.EspCounts;
import io.sendwell.testkit.crash.WorkerProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two of three workers stand still for twice their lease and go on as if nothing had been, while the third one has taken their
 * work over. Counted at the next hop.
 */
class FrozenWorkersTest {

    private static final int WORKERS = 3;
    private static final int FROZEN_AT_ONCE = 2;
    private static final int THREADS = 4;
    private static final int BATCH = 10;
    private static final int READERS_AT_ONCE = 300;
    // Long enough that it is renewed in time on a machine that has no time: a lease that is lost is a stop too.
    private static final Duration LEASE = Duration.ofSeconds(5);
    private static final Duration CALL_TIMEOUT = Duration.ofMillis(1_500);
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    private final long start = System.nanoTime();
    private final SlowHop slow = new SlowHop();

    @BeforeAll
    static void canFreeze() {
        assumeTrue(WorkerProcess.canFreeze(), "There is no /bin/kill here to stop a process with.");
    }

    @Test
    void workers_that_wake_up_send_nothing_twice_where_the_hop_recognises_repeats() throws Exception {
        try (CountingEsp esp =
                CountingEsp.builder().recognisesRepeats().script(slow).start()) {
            Run run = frozen(Hop.REPEATING, esp);
            assertThat(run.counts().duplicates()).isZero();
            assertThat(run.counts().changedBodies()).isZero();
        }
    }

    @Test
    void workers_that_wake_up_send_at_most_what_they_had_in_hand_again() throws Exception {
        try (CountingEsp esp = CountingEsp.builder().script(slow).start()) {
            Run run = frozen(Hop.COUNTING, esp);
            assertThat(run.counts().duplicates()).isLessThanOrEqualTo(run.stops() * THREADS * BATCH);
            assertThat(run.counts().changedBodies()).isZero();
        }
    }

    private record Run(int stops, EspCounts counts) {}

    private Run frozen(Hop hop, CountingEsp esp) throws Exception {
        int rounds = Scale.of(20, 2) / FROZEN_AT_ONCE;
        Settings settings = Settings.of(postgresql.newDatabase())
                .with(Setting.HOP, hop)
                .with(Setting.HOP_ADDRESS, esp.url())
                .with(Setting.BATCH, BATCH)
                .with(Setting.THREADS, THREADS)
                .with(Setting.LEASE, LEASE)
                .with(Setting.CALL_TIMEOUT, CALL_TIMEOUT)
                .with(Setting.RETRY_AFTER, Duration.ofSeconds(2));
        List<SendingId> sendings = new ArrayList<>();
        try (Desk desk = Desk.open(settings);
                Fleet fleet = Fleet.of(WORKERS, settings)) {
            fleet.awaitReady();
            for (int round = 0; round < rounds; round++) {
                sendings.add(desk.broadcast(round * READERS_AT_ONCE, READERS_AT_ONCE));
                slow.awaitCallOfEach(WORKERS, THREADS, esp, (round + 1) * READERS_AT_ONCE);
                freeze(fleet, round);
            }
            for (SendingId sending : sendings) {
                desk.awaitFinished(sending, DEADLINE);
            }
            EspCounts counts = esp.counts();
            int readers = rounds * READERS_AT_ONCE;
            int stops = rounds * FROZEN_AT_ONCE;
            Figures.note(
                    "8 frozen, " + hop,
                    Duration.ofNanos(System.nanoTime() - start),
                    readers + " readers, " + stops + " stops, " + counts);
            assertThat(counts.missing(Broadcasts.readers(readers))).isEmpty();
            // What came too late was not counted a second time.
            assertThat(sendings)
                    .allSatisfy(sending ->
                            assertThat(desk.progress(sending).accepted()).isEqualTo(READERS_AT_ONCE));
            return new Run(stops, counts);
        }
    }

    private static void freeze(Fleet fleet, int round) throws InterruptedException {
        WorkerProcess one = fleet.worker(round % WORKERS);
        WorkerProcess other = fleet.worker((round + 1) % WORKERS);
        one.freeze();
        other.freeze();
        // The stop itself is the fault: twice the lease.
        TimeUnit.MILLISECONDS.sleep(LEASE.toMillis() * 2);
        one.thaw();
        other.thaw();
    }
}
