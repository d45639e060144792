package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.Lane;
import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.Await;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.EspCounts;
import io.sendwell.throttle.ThrottleLimit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The database's clock leaps forward and back under a broadcast that uses all permits, and the nodes' clocks are hours apart.
 * Counted at the next hop, by a clock that is right.
 */
@Tag(Tags.ON_DEMAND)
class WrongClocksTest {

    private static final List<Duration> OFFSETS =
            List.of(Duration.ofHours(2), Duration.ZERO, Duration.ofSeconds(30), Duration.ofHours(-2));
    private static final List<Duration> NODE_CLOCKS = List.of(Duration.ofHours(1), Duration.ofHours(-1), Duration.ZERO);
    private static final Duration BETWEEN = Duration.ofSeconds(10);

    /** 12.5 in a second; 60 of them at once are the burst. */
    private static final ThrottleLimit LIMIT = new ThrottleLimit(1_200, Duration.ofSeconds(90));

    // Half of what a broadcast may send at once.
    private static final int BATCH = 6;
    private static final int THREADS = 4;
    private static final Duration LEASE = Duration.ofSeconds(8);
    private static final Duration LONGEST_STALL = Duration.ofMinutes(1).plus(LEASE);

    /** What was in the workers' hands at a leap may wait for as long as the clock was put back, so it is no stall. */
    private static final int IN_HAND = NODE_CLOCKS.size() * THREADS * BATCH;

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    private final long start = System.nanoTime();
    private int leaps;
    private double mostBeyond = Double.NEGATIVE_INFINITY;
    private Duration stall = Duration.ZERO;

    @Test
    void a_clock_that_leaps_loses_nothing_sends_nothing_twice_and_neither_floods_nor_stalls() throws Exception {
        int readers = Math.max(500, Scale.of(5_000, 500));
        Duration deadline = Duration.ofMinutes(10).plusSeconds(readers / 5);
        StoreClock clock = StoreClock.of(postgresql.newDatabase());
        try (CountingEsp esp = CountingEsp.builder().recognisesRepeats().start()) {
            Settings settings = clock.settings()
                    .with(Setting.HOP, Hop.REPEATING)
                    .with(Setting.HOP_ADDRESS, esp.url())
                    .with(Setting.BATCH, BATCH)
                    .with(Setting.THREADS, THREADS)
                    .with(Setting.LEASE, LEASE)
                    .with(Setting.PERMITS, LIMIT.permits())
                    .with(Setting.WINDOW, LIMIT.window());
            try (Desk desk = Desk.open(settings);
                    Fleet fleet = Fleet.of(
                            NODE_CLOCKS.size(), number -> settings.with(Setting.NODE_CLOCK, NODE_CLOCKS.get(number)))) {
                fleet.awaitReady();
                SendingId sending = desk.broadcast(readers);
                Await.until(deadline, () -> esp.copies() > 0, fleet::outputs);
                while (!desk.isFinished(sending)) {
                    assertThat(System.nanoTime() - start).as(fleet.outputs()).isLessThan(deadline.toNanos());
                    leap(clock, esp, readers, fleet);
                }
                check(esp.counts(), readers, desk.progress(sending).accepted());
            }
        }
    }

    /** Puts the clock to the next offset, and looks what leaves until the one after it. */
    private void leap(StoreClock clock, CountingEsp esp, int readers, Fleet fleet) throws Exception {
        long begin = System.nanoTime();
        int before = esp.copies();
        clock.wrongBy(OFFSETS.get(leaps % OFFSETS.size()));
        leaps++;
        // The time between two leaps is part of the fault.
        TimeUnit.MILLISECONDS.sleep(BETWEEN.toMillis());

        int now = esp.copies();
        Await.until(LONGEST_STALL, () -> esp.copies() > now || isNearlyDone(esp, readers), fleet::outputs);
        if (!isNearlyDone(esp, readers)) {
            stall = esp.counts().longestPause();
        }
        int left = esp.copies() - before;
        mostBeyond = Math.max(mostBeyond, left - steady(Duration.ofNanos(System.nanoTime() - begin)));
    }

    private static boolean isNearlyDone(CountingEsp esp, int readers) {
        return readers - esp.copies() <= IN_HAND;
    }

    /** How much the limit lets through in that time without any burst; also what was granted before it and still lived. */
    private static double steady(Duration time) {
        double life = LIMIT.permitLife().toNanos();
        return (LIMIT.permits() - burst())
                * (time.toNanos() + life)
                / (LIMIT.window().toNanos() + life);
    }

    private static int burst() {
        return LIMIT.mostAtOnce(Lane.INDIVIDUAL);
    }

    private void check(EspCounts counts, int readers, long accepted) {
        Figures.note(
                "15 wrong clocks",
                Duration.ofNanos(System.nanoTime() - start),
                readers + " readers, " + leaps + " leaps, " + counts + ", at most " + Math.round(mostBeyond)
                        + " beyond the steady stream after a leap (" + burst() + " permitted), longest pause "
                        + stall.toMillis() + " ms");
        assertThat(mostBeyond).isLessThanOrEqualTo(burst());
        assertThat(stall).isLessThanOrEqualTo(LONGEST_STALL);
        assertThat(leaps).isGreaterThanOrEqualTo(OFFSETS.size());
        assertThat(counts.missing(Broadcasts.readers(readers))).isEmpty();
        assertThat(counts.duplicates()).isZero();
        assertThat(counts.changedBodies()).isZero();
        assertThat(accepted).isEqualTo(readers);
    }
}
