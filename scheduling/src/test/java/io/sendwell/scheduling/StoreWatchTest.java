package io.sendwell.scheduling;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.VirtualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class StoreWatchTest {

    private final VirtualClock clock = VirtualClock.at(Mailroom.MORNING);
    private final List<WorkerEvent> told = new ArrayList<>();
    private final StoreWatch watch = new StoreWatch(
            Duration.ofSeconds(10),
            () -> Duration.between(Mailroom.MORNING, clock.instant()).toNanos(),
            new SplittableRandom(1),
            new Events(List.of(told::add)));

    @Test
    void a_store_that_answers_one_question_and_not_the_next_is_asked_ever_more_seldom() {
        for (int i = 0; i < 6; i++) {
            watch.failed(new IllegalStateException("away"));
            clock.advance(watch.left());
            watch.answered();
        }
        watch.failed(new IllegalStateException("away"));

        assertThat(watch.left()).isGreaterThanOrEqualTo(Duration.ofSeconds(8));
    }

    @Test
    void a_store_that_was_back_for_a_while_is_tried_again_soon() {
        for (int i = 0; i < 6; i++) {
            watch.failed(new IllegalStateException("away"));
            clock.advance(watch.left());
        }
        watch.answered();
        clock.advance(Duration.ofSeconds(11));
        watch.failed(new IllegalStateException("away"));

        assertThat(watch.left()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void several_who_find_out_at_once_count_as_one() {
        watch.failed(new IllegalStateException("away"));
        watch.failed(new IllegalStateException("away"));

        assertThat(told).hasSize(1);
        assertThat(watch.left()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }
}
