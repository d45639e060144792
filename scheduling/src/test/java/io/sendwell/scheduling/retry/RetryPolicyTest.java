package io.sendwell.scheduling.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.outbox.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final RetryPolicy POLICY = RetryPolicy.defaults();
    private static final RetryPolicy EXACT =
            new RetryPolicy(POLICY.delays(), 0, POLICY.attempts(), POLICY.individualLife(), POLICY.broadcastLife());

    @Test
    void each_attempt_waits_longer_than_the_one_before() {
        List<Long> minutes = IntStream.rangeClosed(1, 7)
                .mapToObj(attempt -> exact(attempt, Duration.ZERO, Duration.ZERO)
                        .orElseThrow()
                        .toMinutes())
                .toList();

        assertThat(minutes).containsExactly(1L, 5L, 15L, 30L, 60L, 120L, 240L);
    }

    @Test
    void delays_differ_by_a_fifth_at_the_most_and_the_same_seed_gives_the_same() {
        List<Duration> delays = jittered(7);

        assertThat(delays).allMatch(delay -> delay.toSeconds() >= 48 && delay.toSeconds() <= 72);
        assertThat(delays.stream().distinct().count()).isGreaterThan(900);
        assertThat(delays).isEqualTo(jittered(7));
    }

    private static List<Duration> jittered(long seed) {
        SplittableRandom chance = new SplittableRandom(seed);
        return IntStream.range(0, 1_000)
                .mapToObj(i -> POLICY.delay(1, Duration.ZERO, Duration.ZERO, Lane.BROADCAST, chance)
                        .orElseThrow())
                .toList();
    }

    @Test
    void a_hop_that_asks_for_more_time_gets_it() {
        assertThat(exact(1, Duration.ofMinutes(5), Duration.ZERO)).contains(Duration.ofMinutes(5));
        assertThat(exact(4, Duration.ofMinutes(5), Duration.ZERO)).contains(Duration.ofMinutes(30));
    }

    @Test
    void after_the_eighth_attempt_there_is_none() {
        assertThat(exact(8, Duration.ZERO, Duration.ZERO)).isEmpty();
    }

    @Test
    void an_individual_mail_lives_for_four_hours_and_one_of_a_broadcast_for_seventy_two() {
        Duration age = Duration.ofHours(4).minusMinutes(59);
        SplittableRandom chance = new SplittableRandom(1);

        assertThat(EXACT.delay(5, Duration.ZERO, age, Lane.INDIVIDUAL, chance)).isEmpty();
        assertThat(EXACT.delay(5, Duration.ZERO, age, Lane.SMALL, chance)).contains(Duration.ofHours(1));
        assertThat(EXACT.delay(5, Duration.ZERO, Duration.ofHours(71).plusMinutes(1), Lane.BROADCAST, chance))
                .isEmpty();
    }

    @Test
    void figures_that_make_no_sense_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(List.of(), 0, 1, Duration.ZERO, Duration.ZERO))
                .withMessageContaining("[]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RetryPolicy(List.of(Duration.ofMinutes(1)), 1, 1, Duration.ZERO, Duration.ZERO));
    }

    private static Optional<Duration> exact(int attempt, Duration atLeast, Duration age) {
        return EXACT.delay(attempt, atLeast, age, Lane.BROADCAST, new SplittableRandom(1));
    }
}
