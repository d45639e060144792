package io.sendwell.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class SendingPolicyTest {

    @Test
    void the_defaults_are_the_figures_of_the_product() {
        SendingPolicy policy = SendingPolicy.defaults();
        assertThat(policy.espAttachmentLimit()).isEqualTo(7_340_032);
        assertThat(policy.immediateRecipientLimit()).isEqualTo(100);
        assertThat(policy.adviceBatchSize()).isEqualTo(5_000);
        assertThat(policy.minimumScheduleDelay()).isEqualTo(Duration.ofMinutes(10));
        assertThat(policy.maximumScheduleDelay()).isEqualTo(Duration.ofDays(90));
        assertThat(policy.throttlePermits()).isEqualTo(6_000);
        assertThat(policy.operatorThrottlePermits()).isEmpty();
        assertThat(policy.throttleWindow()).isEqualTo(Duration.ofMinutes(15));
        assertThat(policy.eventLogSize()).isEqualTo(50_000);
        assertThat(policy.domainCheckPending()).isEqualTo(Duration.ofHours(24));
        assertThat(policy.domainRecheck()).isEqualTo(Duration.ofDays(30));
        assertThat(policy.domainGrace()).isEqualTo(Duration.ofDays(3));
        assertThat(policy.domainResultTime().format(LocalDateTime.of(2015, 2, 28, 16, 24)))
                .isEqualTo("28-02-2015 16:24");
    }

    @Test
    void a_changed_policy_leaves_the_old_one_as_it_was() {
        SendingPolicy changed = SendingPolicy.defaults().with(p -> p.immediateRecipientLimit(10));
        assertThat(changed.immediateRecipientLimit()).isEqualTo(10);
        assertThat(SendingPolicy.defaults().immediateRecipientLimit()).isEqualTo(100);
    }

    @Test
    void a_figure_that_makes_no_sense_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SendingPolicy.defaults().with(p -> p.throttleWindow(Duration.ZERO)))
                .withMessageContaining("throttleWindow");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SendingPolicy.defaults().with(p -> p.throttleWindow(Duration.ofDays(32))))
                .withMessageContaining("a millisecond to 31 days");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SendingPolicy.defaults().with(p -> p.throttlePermits(10_000_001)))
                .withMessageContaining("throttlePermits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SendingPolicy.defaults().with(p -> p.throttleWindow(Duration.ofMillis(1))))
                .withMessageContaining("at most one for each microsecond");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SendingPolicy.defaults().with(p -> p.operatorThrottlePermits(0)))
                .withMessageContaining("operatorThrottlePermits");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SendingPolicy.defaults().with(p -> p.wireSizeLimit(1)))
                .withMessageContaining("wireSizeLimit");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SendingPolicy.defaults().with(p -> p.domainRecheck(Duration.ZERO)))
                .withMessageContaining("domainRecheck");
    }
}
