package io.sendwell.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {

    @ParameterizedTest
    @CsvSource({
        "0.06, 0.05, 200, 20, warning is 0.06",
        "-0.01, 0.05, 200, 20, warning is -0.01",
        "0, 0.05, 200, 20, warning is 0.0",
        "NaN, 0.05, 200, 20, warning is NaN",
        "0.02, NaN, 200, 20, warning is 0.02",
        "0.02, 1.1, 200, 20, pause is 1.1",
        "0.02, 0.05, 0, 20, leastMails is 0",
        "0.02, 0.05, 200, 9, alarm is 9",
        "0.02, 0.05, 200, -1, alarm is -1"
    })
    void a_limit_that_makes_no_sense_is_refused_with_its_name(
            double warning, double pause, int leastMails, int alarm, String said) {
        assertThatThrownBy(() -> new RateLimit(warning, pause, leastMails, alarm))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(said);
    }

    @Test
    void shares_are_reckoned_exactly() {
        RateLimit limit = new RateLimit(0.001, 0.003, 1_000, 3);

        assertThat(limit.pauses(1_000, 3)).isTrue();
        assertThat(limit.pauses(1_001, 3)).isFalse();
        assertThat(limit.pauses(1_000_000_000, 3_000_000)).isTrue();
        assertThat(limit.pauses(1_000_000_000, 2_999_999)).isFalse();
        assertThat(limit.warns(999, 3)).isFalse();
    }

    @Test
    void nothing_reaches_a_limit_that_nothing_reaches() {
        assertThat(RateLimit.never().pauses(1_000_000_000, 1_000_000_000)).isFalse();
        assertThat(RateLimit.never().warns(1_000_000_000, 1_000_000_000)).isFalse();
    }

    @Test
    void a_window_is_longer_than_zero() {
        assertThatThrownBy(() -> SendingPolicy.defaults().with(policy -> policy.guardWindow(Duration.ZERO)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("guardWindow");
    }
}
