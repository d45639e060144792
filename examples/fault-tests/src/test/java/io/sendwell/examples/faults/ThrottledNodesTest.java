package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.Await;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.EspCounts;
import io.sendwell.throttle.ThrottleLimit;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nodes share a limit. Counted where the mails arrive, in every window there is, whenever it begins. */
class ThrottledNodesTest {

    private static final int PERMITS = 600;
    private static final int NODES = 4;

    // Half of what a broadcast may send at once: to ask for all of it costs what the worker comes late.
    private static final int BATCH = 3;

    private static final ThrottleLimit ENOUGH = new ThrottleLimit(1_000_000, Duration.ofMinutes(15));
    private static final Duration UNTIL_FIRST = Duration.ofMinutes(5);
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    private final long start = System.nanoTime();

    // A permit lives the 90th part of the window. Half a second is enough for any machine that is not overloaded; on
    // one that is
    // less leaves, and nothing of what has to hold here depends on how much.
    @Test
    void no_window_has_more_than_the_limit_when_nodes_are_killed() throws Exception {
        throttled(
                NODES,
                new ThrottleLimit(PERMITS, Duration.ofSeconds(45)),
                Duration.ofSeconds(50),
                Kills.EVERY_FEW_SECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    @Tag(Tags.ON_DEMAND)
    void no_window_has_more_than_the_limit_and_nearly_all_of_it_is_used(int nodes) throws Exception {
        assertThat(used(nodes, Kills.NONE)).isGreaterThanOrEqualTo(0.93);
    }

    @Test
    @Tag(Tags.ON_DEMAND)
    void nearly_all_of_the_limit_is_used_also_when_nodes_are_killed() throws Exception {
        assertThat(used(NODES, Kills.EVERY_FEW_SECONDS)).isGreaterThanOrEqualTo(0.9);
    }

    private enum Kills {
        NONE,
        EVERY_FEW_SECONDS
    }

    private double used(int nodes, Kills kills) throws Exception {
        Duration window = Duration.ofSeconds(90);
        return throttled(
                nodes, new ThrottleLimit(PERMITS, window), window.multipliedBy(Math.max(2, Scale.of(10, 2))), kills);
    }

    /** Sends for this time with this limit, and the rest without; gives which part of the limit was used. */
    private double throttled(int nodes, ThrottleLimit limit, Duration time, Kills kills) throws Exception {
        // More than may leave in that time.
        int readers =
                (int) (PERMITS * (time.toMillis() / (double) limit.window().toMillis())) + PERMITS / 10;
        try (CountingEsp esp = CountingEsp.start()) {
            Settings settings = Settings.of(postgresql.newDatabase())
                    .with(Setting.HOP_ADDRESS, esp.url())
                    .with(Setting.BATCH, BATCH)
                    .with(Setting.RETRY_AFTER, Duration.ofSeconds(2))
                    .with(Setting.PERMITS, limit.permits())
                    .with(Setting.WINDOW, limit.window());
            try (Desk desk = Desk.open(settings);
                    Fleet fleet = Fleet.of(nodes, settings)) {
                fleet.awaitReady();
                SendingId sending = desk.broadcast(readers);
                Await.until(UNTIL_FIRST, () -> esp.copies() > 0, fleet::outputs);
                long end = System.nanoTime() + time.toNanos();
                fleet.killUntil(
                        () -> System.nanoTime() - end > 0,
                        esp::copies,
                        limit.window().dividedBy(5),
                        limit.window().dividedBy(4),
                        kills == Kills.NONE ? 0 : Integer.MAX_VALUE,
                        time.plus(DEADLINE));
                EspCounts counts = esp.counts();
                double used = note(nodes, limit, time, fleet.kills(), counts);
                assertThat(counts.mostWithin(limit.window())).isLessThanOrEqualTo(limit.permits());

                desk.node().limit(ENOUGH);
                desk.awaitFinished(sending, DEADLINE);
                assertThat(esp.counts().missing(Broadcasts.readers(readers))).isEmpty();
                return used;
            }
        }
    }

    private double note(int nodes, ThrottleLimit limit, Duration time, int kills, EspCounts counts) {
        double windows = time.toMillis() / (double) limit.window().toMillis();
        double used = counts.copiesInFirst(time) / (windows * limit.permits());
        Figures.note(
                "13 limit of " + limit,
                Duration.ofNanos(System.nanoTime() - start),
                String.format(
                        Locale.ROOT,
                        "%d nodes, %d kills, %d copies in %s, at most %d in any window, %.1f %% used",
                        nodes,
                        kills,
                        counts.copies(),
                        time,
                        counts.mostWithin(limit.window()),
                        100 * used));
        return used;
    }
}
