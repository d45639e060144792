package io.sendwell.scheduling.fairness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OvertakingTest {

    @Test
    void a_small_broadcast_that_comes_alone_overtakes_at_once() {
        Overtaking overtaking = new Overtaking();

        assertThat(overtaking.smallFirst()).isTrue();
        overtaking.smallOvertook(100);
        assertThat(overtaking.smallFirst()).isFalse();
    }

    @Test
    void of_five_mails_one_is_a_small_broadcast_s_while_a_large_one_waits() {
        Overtaking overtaking = new Overtaking();
        int small = 0;
        int large = 0;
        for (int turn = 0; turn < 10_000; turn++) {
            if (overtaking.smallFirst()) {
                overtaking.smallOvertook(10);
                small += 10;
            } else {
                overtaking.largeWent(50);
                large += 50;
            }
        }

        assertThat((double) small / (small + large)).isBetween(0.19, 0.21);
    }
}
