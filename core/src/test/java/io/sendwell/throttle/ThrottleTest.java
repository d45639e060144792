package io.sendwell.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.Lane;
import io.sendwell.policy.SendingPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final AccountId ONE = AccountId.of("one");
    private static final AccountId TWO = AccountId.of("two");

    private final StoreClock clock = new StoreClock();
    private final InMemoryThrottleStore store = new InMemoryThrottleStore(clock);
    private final Throttle throttle = Throttle.of(store, SendingPolicy.defaults());

    @Test
    void permits_live_for_the_90th_part_of_the_window() {
        assertThat(granted(ONE, Lane.INDIVIDUAL, 1).life()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void a_broadcast_gets_a_percent_of_the_limit_at_once_and_an_individual_mail_five() {
        assertThat(granted(ONE, Lane.BROADCAST, 1_000).permits()).isEqualTo(60);
        assertThat(granted(TWO, Lane.INDIVIDUAL, 1_000).permits()).isEqualTo(300);
    }

    @Test
    void the_wait_is_exact() {
        granted(ONE, Lane.BROADCAST, 60);
        Duration wait = refused(ONE, Lane.BROADCAST, 12);
        assertThat(wait).isBetween(Duration.ofMillis(1_915), Duration.ofMillis(1_917));
        clock.move(wait.minusNanos(1_000));
        assertThat(refused(ONE, Lane.BROADCAST, 12)).isEqualTo(Duration.ofNanos(1_000));
        clock.move(Duration.ofNanos(1_000));
        assertThat(granted(ONE, Lane.BROADCAST, 12).permits()).isEqualTo(12);
    }

    @Test
    void an_individual_mail_has_room_when_broadcasts_have_none() {
        granted(ONE, Lane.BROADCAST, 60);
        refused(ONE, Lane.BROADCAST, 1);
        assertThat(granted(ONE, Lane.INDIVIDUAL, 240).permits()).isEqualTo(240);
    }

    @Test
    void a_mail_to_almost_as_many_as_may_leave_at_once_does_not_wait_behind_a_broadcast() {
        granted(ONE, Lane.BROADCAST, 60);
        Duration wait = refused(ONE, Lane.INDIVIDUAL, 290);

        for (Duration passed = Duration.ZERO; passed.compareTo(wait) < 0; passed = passed.plusSeconds(1)) {
            refused(ONE, Lane.BROADCAST, 1);
            refused(ONE, Lane.SMALL, 1);
            clock.move(Duration.ofSeconds(1));
        }

        assertThat(granted(ONE, Lane.INDIVIDUAL, 290).permits()).isEqualTo(290);
        clock.move(Duration.ofMinutes(1));
        assertThat(granted(ONE, Lane.BROADCAST, 12).permits()).isEqualTo(12);
    }

    @Test
    void other_individual_mail_leaves_while_broadcasts_are_held_back() {
        granted(ONE, Lane.BROADCAST, 60);
        refused(ONE, Lane.INDIVIDUAL, 290);
        assertThat(granted(ONE, Lane.INDIVIDUAL, 1).permits()).isEqualTo(1);
        clock.move(Duration.ofSeconds(5));
        refused(ONE, Lane.BROADCAST, 1);
    }

    @Test
    void broadcasts_wait_no_longer_for_a_mail_that_does_not_come_back() {
        granted(ONE, Lane.BROADCAST, 60);
        Duration wait = refused(ONE, Lane.INDIVIDUAL, 290);
        clock.move(wait.plusSeconds(9));
        refused(ONE, Lane.BROADCAST, 12);
        clock.move(Duration.ofSeconds(1));
        assertThat(granted(ONE, Lane.BROADCAST, 12).permits()).isEqualTo(12);
    }

    @Test
    void a_clock_that_is_put_back_holds_no_broadcast_for_as_long() {
        granted(ONE, Lane.BROADCAST, 60);
        refused(ONE, Lane.INDIVIDUAL, 290);
        clock.move(Duration.ofHours(-2));
        clock.move(refused(ONE, Lane.BROADCAST, 12));
        assertThat(granted(ONE, Lane.BROADCAST, 12).permits()).isEqualTo(12);
    }

    @Test
    void a_limit_that_is_set_meanwhile_keeps_who_waits() {
        granted(ONE, Lane.BROADCAST, 60);
        refused(ONE, Lane.INDIVIDUAL, 290);
        throttle.limit(ONE, new ThrottleLimit(6_000, Duration.ofMinutes(15)));
        clock.move(Duration.ofSeconds(3));
        refused(ONE, Lane.BROADCAST, 1);
    }

    @Test
    void another_accounts_permits_are_its_own() {
        granted(ONE, Lane.BROADCAST, 60);
        assertThat(granted(TWO, Lane.BROADCAST, 60).permits()).isEqualTo(60);
    }

    @Test
    void the_operators_limit_holds_for_all_accounts_together() {
        throttle.operatorLimit(new ThrottleLimit(6_000, Duration.ofMinutes(15)));
        granted(ONE, Lane.BROADCAST, 40);
        refused(TWO, Lane.BROADCAST, 40);
        assertThat(granted(TWO, Lane.BROADCAST, 20).permits()).isEqualTo(20);
        assertThat(throttle.operatorLimit()).contains(new ThrottleLimit(6_000, Duration.ofMinutes(15)));
    }

    @Test
    void what_the_operators_limit_refused_goes_back_to_the_account() {
        throttle.operatorLimit(new ThrottleLimit(600, Duration.ofMinutes(15)));
        granted(TWO, Lane.BROADCAST, 6);
        refused(ONE, Lane.BROADCAST, 6);
        throttle.operatorLimitByPolicy();
        assertThat(throttle.operatorLimit()).isEmpty();
        assertThat(granted(ONE, Lane.BROADCAST, 60).permits()).isEqualTo(60);
    }

    @Test
    void the_smaller_burst_of_both_limits_counts() {
        throttle.operatorLimit(new ThrottleLimit(600, Duration.ofMinutes(15)));
        Permit.Granted granted = granted(ONE, Lane.BROADCAST, 60);
        assertThat(granted.permits()).isEqualTo(6);
        throttle.operatorLimitByPolicy();
        assertThat(granted(ONE, Lane.BROADCAST, 54).permits()).isEqualTo(54);
    }

    @Test
    void the_policy_may_limit_the_operator() {
        Throttle limited = Throttle.of(store, SendingPolicy.defaults().with(p -> p.operatorThrottlePermits(100)));
        assertThat(limited.operatorLimit()).contains(new ThrottleLimit(100, Duration.ofMinutes(15)));
        assertThat(limited.reserve(ONE, Lane.INDIVIDUAL, 6))
                .isInstanceOfSatisfying(
                        Permit.Granted.class,
                        granted -> assertThat(granted.permits()).isEqualTo(5));
    }

    @Test
    void a_limit_that_was_set_holds_on_all_nodes_at_once_until_it_is_taken_away() {
        Throttle otherNode = Throttle.of(store, SendingPolicy.defaults());
        ThrottleLimit limit = new ThrottleLimit(600, Duration.ofMinutes(1));
        otherNode.limit(ONE, limit);
        assertThat(throttle.limit(ONE)).isEqualTo(limit);
        assertThat(granted(ONE, Lane.BROADCAST, 60).permits()).isEqualTo(6);
        otherNode.limitByPolicy(ONE);
        assertThat(throttle.limit(ONE)).isEqualTo(new ThrottleLimit(6_000, Duration.ofMinutes(15)));
    }

    @Test
    void unused_permits_go_back() {
        Permit.Granted granted = granted(ONE, Lane.BROADCAST, 60);
        throttle.refund(granted, 50);
        assertThat(granted(ONE, Lane.BROADCAST, 50).permits()).isEqualTo(50);
        refused(ONE, Lane.BROADCAST, 1);
    }

    @Test
    void more_than_was_granted_does_not_go_back() {
        Permit.Granted granted = granted(ONE, Lane.BROADCAST, 10);
        throttle.refund(granted, 6);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> throttle.refund(granted, 5))
                .withMessage("Of 10 permits 4 can still be refunded; found 5.");
    }

    @Test
    void a_late_refund_does_not_give_back_time_that_has_passed() {
        Permit.Granted early = granted(ONE, Lane.BROADCAST, 60);
        clock.move(Duration.ofSeconds(60));
        granted(ONE, Lane.BROADCAST, 60);
        throttle.refund(early, 60);
        refused(ONE, Lane.BROADCAST, 1);
    }

    @Test
    void a_refund_knows_what_others_gave_back_before_it() {
        Permit.Granted first = granted(ONE, Lane.BROADCAST, 30);
        Permit.Granted second = granted(ONE, Lane.BROADCAST, 30);
        throttle.refund(first, 30);
        // The second has moved to where the first was, and of that 3.8 of its 4.8 seconds pass.
        clock.move(Duration.ofMillis(3_800));
        granted(ONE, Lane.BROADCAST, 18);
        throttle.refund(second, 30);
        refused(ONE, Lane.BROADCAST, 43);
        assertThat(granted(ONE, Lane.BROADCAST, 42).permits()).isEqualTo(42);
    }

    @Test
    void a_state_that_is_not_understood_stops_everything_and_stays() {
        store.compareAndSet("account:one", 0, "Z1 2 3");
        assertThatExceptionOfType(ThrottleException.class)
                .isThrownBy(() -> throttle.reserve(ONE, Lane.INDIVIDUAL, 1))
                .withMessageContaining("\"account:one\" is \"Z1 2 3\"")
                .withMessageContaining("Update this node");
        assertThatExceptionOfType(ThrottleException.class)
                .isThrownBy(() -> throttle.limit(ONE, new ThrottleLimit(1, Duration.ofMinutes(1))));
        assertThat(store.read("account:one").state()).isEqualTo("Z1 2 3");
    }

    @Test
    void a_request_for_no_permit_is_a_mistake() {
        assertThatIllegalArgumentException().isThrownBy(() -> throttle.reserve(ONE, Lane.BROADCAST, 0));
    }

    @Test
    void a_slice_is_what_flows_in_two_seconds() {
        assertThat(throttle.slice(ONE, Lane.BROADCAST)).isEqualTo(12);
        throttle.operatorLimit(new ThrottleLimit(1_000, Duration.ofMinutes(15)));
        assertThat(throttle.slice(ONE, Lane.BROADCAST)).isEqualTo(2);
    }

    private Permit.Granted granted(AccountId account, Lane lane, int wanted) {
        Permit permit = throttle.reserve(account, lane, wanted);
        assertThat(permit).isInstanceOf(Permit.Granted.class);
        return (Permit.Granted) permit;
    }

    private Duration refused(AccountId account, Lane lane, int wanted) {
        Permit permit = throttle.reserve(account, lane, wanted);
        assertThat(permit).isInstanceOf(Permit.NotBefore.class);
        return ((Permit.NotBefore) permit).retryAfter();
    }
}
