package io.sendwell.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.policy.SendingPolicy;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RouteStopTest {

    private static final String ROUTE = "esp";

    private final StoreClock clock = new StoreClock();
    private final InMemoryThrottleStore store = new InMemoryThrottleStore(clock);
    private final Throttle throttle = Throttle.of(store, SendingPolicy.defaults());
    private final Throttle otherNode = Throttle.of(store, SendingPolicy.defaults());

    @Test
    void a_stop_holds_on_all_nodes_for_as_long_as_the_next_hop_asked() {
        throttle.stop(ROUTE, Optional.of(Duration.ofSeconds(20)), "429 Too Many Requests");
        clock.move(Duration.ofSeconds(5));
        assertThat(otherNode.stopped(ROUTE)).contains(new RouteStop(Duration.ofSeconds(15), "429 Too Many Requests"));
        assertThat(otherNode.stopped("operator_smtp")).isEmpty();
        clock.move(Duration.ofSeconds(15));
        assertThat(otherNode.stopped(ROUTE)).isEmpty();
    }

    @Test
    void without_a_time_a_stop_doubles_up_to_a_minute_until_the_route_worked() {
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60}) {
            assertThat(stop()).isEqualTo(Duration.ofSeconds(seconds));
            clock.move(Duration.ofSeconds(seconds));
        }
        throttle.worked(ROUTE);
        assertThat(stop()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void what_was_in_flight_on_other_nodes_counts_as_the_same_stop() {
        stop();
        clock.move(Duration.ofMillis(200));
        assertThat(otherNode.stop(ROUTE, Optional.empty(), "429")).isEqualTo(Duration.ofSeconds(1));
        clock.move(Duration.ofSeconds(1));
        assertThat(stop()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void a_stop_becomes_longer_and_never_shorter() {
        throttle.stop(ROUTE, Optional.of(Duration.ofSeconds(30)), "429");
        assertThat(throttle.stop(ROUTE, Optional.of(Duration.ofSeconds(10)), "429"))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(throttle.stop(ROUTE, Optional.of(Duration.ofSeconds(60)), "429"))
                .isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void an_answer_that_was_on_its_way_does_not_end_a_stop() {
        stop();
        otherNode.worked(ROUTE);
        assertThat(throttle.stopped(ROUTE)).isPresent();
    }

    @Test
    void no_stop_lasts_longer_than_an_hour_also_when_the_stores_clock_is_put_back() {
        assertThat(throttle.stop(ROUTE, Optional.of(Duration.ofDays(3)), "429")).isEqualTo(Duration.ofHours(1));
        clock.move(Duration.ofDays(-2));
        assertThat(throttle.stopped(ROUTE).orElseThrow().left()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void a_long_reason_is_shortened_to_what_every_store_keeps() {
        throttle.stop(ROUTE, Optional.empty(), "421 4.7.0\r\n" + "\uD83D\uDE80".repeat(200));
        assertThat(store.read("route:" + ROUTE).state()).hasSizeLessThanOrEqualTo(ThrottleStore.MAX_LENGTH);
        assertThat(throttle.stopped(ROUTE).orElseThrow().reason())
                .startsWith("421 4.7.0 \uD83D\uDE80")
                .endsWith("\uD83D\uDE80");
    }

    @Test
    void a_name_that_no_store_keeps_is_refused() {
        String tooLong = "r".repeat(195);
        assertThatIllegalArgumentException().isThrownBy(() -> throttle.stopped(tooLong));
        assertThatIllegalArgumentException().isThrownBy(() -> throttle.stopped(""));
    }

    private Duration stop() {
        return throttle.stop(ROUTE, Optional.empty(), "429");
    }
}
