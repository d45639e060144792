package io.sendwell.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves is counted exactly, in every window that there is. */
class RollingWindowTest {

    private static final ThrottleLimit PRODUCT = new ThrottleLimit(6_000, Duration.ofMinutes(15));

    @ParameterizedTest
    @CsvSource({"1,60", "2,60", "3,30", "7,60", "19,90", "20,900", "99,60", "600,90", "1000,1", "6000,900"})
    void no_rolling_window_ever_holds_more_than_the_limit(int permits, int seconds) {
        ThrottleLimit limit = new ThrottleLimit(permits, Duration.ofSeconds(seconds));
        for (int nodes : List.of(1, 4, 16)) {
            for (int seed = 0; seed < (permits < 600 ? 20 : 3); seed++) {
                Nodes run = new Nodes(limit, seed);
                run.erratic(nodes);
                run.runUntil(limit.window().multipliedBy(4));
                assertThat(run.departures.mostInAnyWindow(limit.window()))
                        .as("%s, %d nodes, seed %d", limit, nodes, seed)
                        .isBetween(1, permits);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1,60", "2,60", "19,90", "20,900", "100,60", "600,90", "6000,900"})
    void the_worst_that_nodes_can_do_reaches_the_limit_and_does_not_pass_it(int permits, int seconds) {
        ThrottleLimit limit = new ThrottleLimit(permits, Duration.ofSeconds(seconds));
        Nodes run = new Nodes(limit, 1);
        new HeldBack(run, limit).start();
        run.runUntil(limit.window().multipliedBy(2));
        // The last one may come a microsecond after the window.
        assertThat(run.departures.mostInAnyWindow(limit.window())).isBetween(Math.max(1, permits - 1), permits);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void a_backlog_uses_93_percent_of_the_limit(int nodes) {
        Nodes run = new Nodes(PRODUCT, nodes);
        run.busy(nodes, Lane.BROADCAST);
        run.runUntil(PRODUCT.window().multipliedBy(4));
        for (int window = 0; window < 4; window++) {
            long from = Cell.micros(Nodes.START.plus(PRODUCT.window().multipliedBy(window)));
            assertThat(run.departures.between(from, from + 900_000_000L)).isBetween(5_580L, 6_000L);
        }
        assertThat(run.departures.mostInAnyWindow(PRODUCT.window())).isBetween(5_580, 6_000);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 1, 3, 5})
    void an_individual_mail_never_waits_while_broadcasts_take_all_they_can_get(double perSecond) {
        Nodes run = new Nodes(PRODUCT, 1);
        run.busy(4, Lane.BROADCAST);
        new IndividualMails(run, perSecond).start();
        run.runUntil(Duration.ofHours(2));
        assertThat(run.departures.mostInAnyWindow(PRODUCT.window())).isBetween(5_580, 6_000);
    }

    @ParameterizedTest
    @CsvSource({"6000,600", "600,6000", "100,10", "10,100", "20,19", "2,1", "1,50"})
    void a_window_across_a_change_holds_the_larger_limit_and_later_ones_the_new(int before, int after) {
        Duration window = Duration.ofSeconds(90);
        ThrottleLimit first = new ThrottleLimit(before, window);
        ThrottleLimit second = new ThrottleLimit(after, window);
        for (int seed = 0; seed < 10; seed++) {
            Nodes run = new Nodes(first, seed);
            run.erratic(4);
            Duration change = window.plus(run.upTo(window));
            run.after(change, () -> run.throttle.limit(Nodes.ACCOUNT, second));
            run.runUntil(window.multipliedBy(5));
            Instant settled = Nodes.START.plus(change).plus(first.permitLife());
            assertThat(run.departures.mostInAnyWindow(window))
                    .as("across, seed %d", seed)
                    .isBetween(1, Math.max(before, after));
            assertThat(run.departures.mostInAnyWindow(window, settled))
                    .as("after, seed %d", seed)
                    .isBetween(1, after);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 600, 6_000})
    void a_store_clock_that_leaps_forward_lets_one_burst_more_out(int permits) {
        ThrottleLimit limit = new ThrottleLimit(permits, Duration.ofSeconds(90));
        for (int seed = 0; seed < 10; seed++) {
            Nodes run = leaping(limit, seed, Duration.ofHours(2));
            assertThat(run.departures.mostInAnyWindow(limit.window()))
                    .as("seed %d", seed)
                    .isBetween(1, permits + limit.mostAtOnce(Lane.INDIVIDUAL));
        }
    }

    @ParameterizedTest
    @CsvSource({"20,7200", "600,7200", "6000,7200", "600,1", "600,6"})
    void a_store_clock_that_is_put_back_lets_no_more_out_and_the_stream_goes_on(int permits, int seconds) {
        ThrottleLimit limit = new ThrottleLimit(permits, Duration.ofSeconds(90));
        for (int seed = 0; seed < 10; seed++) {
            Nodes run = leaping(limit, seed, Duration.ofSeconds(-seconds));
            assertThat(run.departures.mostInAnyWindow(limit.window()))
                    .as("seed %d", seed)
                    .isBetween(1, permits);
            long minuteAfter = Cell.micros(Nodes.START.plusSeconds(150 + 60));
            assertThat(run.departures.between(minuteAfter, Long.MAX_VALUE)).isPositive();
        }
    }

    private static Nodes leaping(ThrottleLimit limit, long seed, Duration leap) {
        Nodes run = new Nodes(limit, seed);
        run.erratic(4);
        run.after(Duration.ofSeconds(150), () -> run.storeClock.move(leap));
        run.runUntil(Duration.ofSeconds(400));
        return run;
    }

    /** Takes everything at once after a pause, holds it as long as it lives, and passes everything later on at once. */
    private record HeldBack(Nodes run, ThrottleLimit limit) {

        void start() {
            run.after(Duration.ZERO, this::take);
        }

        private void take() {
            Permit permit = run.throttle.reserve(Nodes.ACCOUNT, Lane.INDIVIDUAL, 1);
            Duration held = Duration.between(run.now(), Nodes.START.plus(limit.permitLife()));
            Duration next = permit.fold(
                    granted -> {
                        run.depart(1, held.isNegative() ? Duration.ZERO : held);
                        return Duration.ZERO;
                    },
                    Permit.NotBefore::retryAfter);
            run.after(next, this::take);
        }
    }

    /** Mails of one person after the other, at random times. */
    private record IndividualMails(Nodes run, double perSecond) {

        void start() {
            run.after(next(), this::send);
        }

        private void send() {
            assertThat(run.throttle.reserve(Nodes.ACCOUNT, Lane.INDIVIDUAL, 1)).isInstanceOf(Permit.Granted.class);
            run.depart(1, Duration.ZERO);
            run.after(next(), this::send);
        }

        private Duration next() {
            return Duration.ofNanos((long) (-Math.log(1 - run.random.nextDouble()) / perSecond * 1e9));
        }
    }
}
