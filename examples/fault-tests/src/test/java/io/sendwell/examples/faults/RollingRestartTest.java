package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.EspCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three nodes are ended (SIGTERM) and started again one after the other while they send, at a next hop that cannot be asked. */
class RollingRestartTest {

    private static final int NODES = 3;
    private static final int THREADS = 4;
    private static final int READERS_AT_ONCE = 300;
    private static final Duration MAY_END_IN = Duration.ofSeconds(30);
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    private final long start = System.nanoTime();

    @Test
    void a_rolling_restart_sends_nothing_twice_and_leaves_nothing_to_be_recovered() throws Exception {
        SlowHop slow = new SlowHop();
        try (CountingEsp esp = CountingEsp.builder().script(slow).start()) {
            Settings settings = Settings.of(postgresql.newDatabase())
                    .with(Setting.HOP_ADDRESS, esp.url())
                    .with(Setting.BATCH, 10)
                    .with(Setting.THREADS, THREADS)
                    // A call that is slow on a slow machine is no fault here.
                    .with(Setting.CALL_TIMEOUT, Duration.ofSeconds(20))
                    .with(Setting.LEASE, Duration.ofMinutes(1));
            try (Desk desk = Desk.open(settings);
                    Fleet fleet = Fleet.of(NODES, settings)) {
                fleet.awaitReady();
                List<SendingId> sendings = new ArrayList<>();
                long recovered = 0;
                long slowest = 0;
                for (int restart = 0; restart < restarts(); restart++) {
                    sendings.add(desk.broadcast(restart * READERS_AT_ONCE, READERS_AT_ONCE));
                    slow.awaitCallOfEach(NODES, THREADS, esp, (restart + 1) * READERS_AT_ONCE);
                    Fleet.Ended ended = fleet.restart(restart % NODES, MAY_END_IN);
                    slowest = Math.max(slowest, ended.after().toMillis());
                    recovered += ended.recovered();
                }
                for (SendingId sending : sendings) {
                    desk.awaitFinished(sending, DEADLINE);
                    assertThat(desk.progress(sending).accepted()).isEqualTo(READERS_AT_ONCE);
                }
                check(esp.counts(), recovered + fleet.recovered(), slowest);
            }
        }
    }

    private void check(EspCounts counts, long recovered, long slowest) {
        int readers = restarts() * READERS_AT_ONCE;
        Figures.note(
                "20 rolling restart",
                Duration.ofNanos(System.nanoTime() - start),
                readers + " readers, " + restarts() + " restarts, " + counts + ", " + recovered
                        + " claims recovered, ended after at most " + slowest + " ms");
        assertThat(counts.missing(Broadcasts.readers(readers))).isEmpty();
        assertThat(counts.duplicates()).isZero();
        assertThat(recovered).isZero();
    }

    private static int restarts() {
        return NODES * Scale.of(5, 1);
    }
}
