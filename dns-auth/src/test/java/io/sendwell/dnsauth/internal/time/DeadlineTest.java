package io.sendwell.dnsauth.internal.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    @Test
    void for_ever_is_an_hour() {
        Deadline deadline = Deadline.in(ChronoUnit.FOREVER.getDuration());

        assertThat(deadline.isOver()).isFalse();
        assertThat(deadline.left()).isBetween(Duration.ofMinutes(30), Duration.ofHours(1));
    }

    @Test
    void what_is_over_leaves_the_least_time_that_somebody_can_be_asked_with() {
        for (Duration patience :
                new Duration[] {Duration.ZERO, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MIN_VALUE)}) {
            Deadline over = Deadline.in(patience);

            assertThat(over.isOver()).isTrue();
            assertThat(over.left()).isEqualTo(Duration.ofMillis(1));
            assertThat(over.leftAtMost(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(1));
        }
    }

    @Test
    void each_of_several_tries_has_its_share_and_no_more_than_the_longest() {
        Deadline deadline = Deadline.in(Duration.ofMinutes(40));

        assertThat(deadline.share(4, Duration.ofMinutes(59)).left()).isLessThanOrEqualTo(Duration.ofMinutes(10));
        assertThat(deadline.share(4, Duration.ofSeconds(2)).left()).isLessThanOrEqualTo(Duration.ofSeconds(2));
    }
}
