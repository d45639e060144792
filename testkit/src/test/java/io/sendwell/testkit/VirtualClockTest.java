package io.sendwell.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VirtualClockTest {

    private static final Instant NINE = Instant.parse("2026-11-21T09:00:00Z");

    private final VirtualClock clock = VirtualClock.at("2026-11-21T09:00:00Z");

    @Test
    void it_stands_still_until_it_is_moved() {
        assertThat(clock.instant()).isEqualTo(NINE).isEqualTo(clock.instant());
    }

    @Test
    void it_advances_by_a_duration() {
        assertThat(clock.advance(Duration.ofMinutes(5))).isEqualTo("2026-11-21T09:05:00Z");
        assertThat(clock.instant()).isEqualTo("2026-11-21T09:05:00Z");
    }

    @Test
    void it_can_be_set_to_an_earlier_time() {
        clock.setTo(NINE.minusSeconds(1));

        assertThat(clock.instant()).isEqualTo("2026-11-21T08:59:59Z");
    }

    @Test
    void it_refuses_to_advance_backwards_and_stays_where_it_is() {
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("setTo");
        assertThat(clock.instant()).isEqualTo(NINE);
    }

    @Test
    void it_loses_no_move_when_threads_share_it() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Instant>> moves = IntStream.range(0, 1_000)
                    .<Callable<Instant>>mapToObj(i -> () -> clock.advance(Duration.ofSeconds(1)))
                    .toList();
            threads.invokeAll(moves);
        } finally {
            threads.shutdown();
        }

        assertThat(clock.instant()).isEqualTo(NINE.plusSeconds(1_000));
    }
}
