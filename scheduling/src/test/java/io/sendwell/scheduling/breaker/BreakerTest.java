package io.sendwell.scheduling.breaker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.scheduling.breaker.Breaker.Leave;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakerTest {

    private long now;
    private final Breaker breaker = new Breaker(BreakerPolicy.defaults(), () -> now);

    @Test
    void it_opens_when_half_of_ten_calls_in_thirty_seconds_failed() {
        for (int i = 0; i < 5; i++) {
            assertThat(breaker.succeeded()).isEmpty();
        }
        for (int i = 0; i < 4; i++) {
            assertThat(breaker.failed()).isEmpty();
        }

        assertThat(breaker.failed()).contains(BreakerState.OPEN);
        assertThat(breaker.ask()).isEqualTo(Leave.REFUSED);
        assertThat(breaker.pause()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void failures_of_long_ago_do_not_count() {
        for (int i = 0; i < 9; i++) {
            breaker.failed();
        }
        pass(Duration.ofSeconds(31));

        assertThat(breaker.failed()).isEmpty();
    }

    @Test
    void after_the_pause_one_may_try_and_the_others_wait_for_it() {
        open();
        pass(Duration.ofSeconds(30));

        assertThat(breaker.ask()).isEqualTo(Leave.PROBE);
        assertThat(breaker.ask()).isEqualTo(Leave.REFUSED);
        assertThat(breaker.succeeded()).contains(BreakerState.CLOSED);
        assertThat(breaker.ask()).isEqualTo(Leave.GRANTED);
    }

    @Test
    void each_failed_try_doubles_the_pause_up_to_ten_minutes() {
        open();
        for (int seconds : new int[] {60, 120, 240, 480, 600, 600}) {
            pass(breaker.pause());
            breaker.ask();

            assertThat(breaker.failed()).contains(BreakerState.OPEN);
            assertThat(breaker.pause()).isEqualTo(Duration.ofSeconds(seconds));
        }
        pass(breaker.pause());
        breaker.ask();
        breaker.succeeded();
        open();

        assertThat(breaker.pause()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_try_that_had_nothing_to_send_leaves_it_to_the_next() {
        open();
        pass(Duration.ofSeconds(30));
        breaker.ask();
        breaker.withdrawn();

        assertThat(breaker.ask()).isEqualTo(Leave.PROBE);
    }

    @Test
    void a_try_that_nobody_ever_reports_is_made_again_after_the_longest_pause() {
        open();
        pass(Duration.ofSeconds(30));
        breaker.ask();
        pass(Duration.ofMinutes(10).minusNanos(1));
        assertThat(breaker.ask()).isEqualTo(Leave.REFUSED);
        pass(Duration.ofNanos(1));

        assertThat(breaker.ask()).isEqualTo(Leave.PROBE);
    }

    @Test
    void an_answer_to_a_call_from_before_it_opened_changes_nothing() {
        open();

        assertThat(breaker.succeeded()).isEmpty();
        assertThat(breaker.failed()).isEmpty();
        assertThat(breaker.pause()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void a_route_that_refuses_us_is_left_alone_at_once_and_for_longest() {
        assertThat(breaker.refused()).contains(BreakerState.OPEN);
        assertThat(breaker.pause()).isEqualTo(Duration.ofMinutes(10));
        assertThat(breaker.refused()).isEmpty();
    }

    @Test
    void figures_that_make_no_sense_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new BreakerPolicy(0, Duration.ofSeconds(1), 0.5, Duration.ofSeconds(1), Duration.ofSeconds(1)))
                .withMessageContaining("0 calls");
    }

    private void open() {
        for (int i = 0; i < 10; i++) {
            breaker.failed();
        }
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }
}
