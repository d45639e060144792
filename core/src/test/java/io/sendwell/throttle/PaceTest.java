package io.sendwell.throttle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sendwell.address.DomainName;
import io.sendwell.outbox.Lane;
import io.sendwell.policy.SendingPolicy;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final DomainName NEWS = DomainName.parse("news.example.com");
    private static final DomainName NET = DomainName.parse("example.net");
    private static final DomainName ORG = DomainName.parse("example.org");
    private static final ThrottleLimit HUNDRED_A_MINUTE = new ThrottleLimit(100, Duration.ofMinutes(1));
    private static final ThrottleLimit PLENTY = new ThrottleLimit(1_000_000, Duration.ofMinutes(1));

    private final StoreClock clock = new StoreClock();
    private final InMemoryThrottleStore store = new InMemoryThrottleStore(clock);

    @Test
    void without_a_pace_every_mail_may_leave() {
        Throttle throttle = Throttle.of(store, SendingPolicy.defaults());
        throttle.stopReceiver(NET, "4.7.28");
        assertThat(reserve(throttle, Lane.BROADCAST, NEWS, List.of(NET, ORG)))
                .containsExactly(Duration.ZERO, Duration.ZERO);
    }

    @Test
    void what_one_receiver_does_not_take_now_holds_nobody_else_back() {
        Throttle throttle = with(Pace.perDomain(HUNDRED_A_MINUTE).withReceiver("example.org", PLENTY));
        List<Duration> waits = reserve(throttle, Lane.BROADCAST, NEWS, List.of(NET, NET, ORG, ORG));
        assertThat(waits.get(0)).isZero();
        assertThat(waits.get(1)).isBetween(Duration.ofMillis(600), Duration.ofMillis(700));
        assertThat(waits.subList(2, 4)).containsOnly(Duration.ZERO);
        clock.move(waits.get(1));
        assertThat(reserve(throttle, Lane.BROADCAST, NEWS, List.of(NET))).containsExactly(Duration.ZERO);
    }

    @Test
    void domains_of_one_organisation_share_its_limit() {
        Map<DomainName, String> hosts = Map.of(NET, "mail.example", ORG, "mail.example");
        Throttle throttle = with(Pace.perDomain(HUNDRED_A_MINUTE).withOrganisation(hosts::get));
        assertThat(reserve(throttle, Lane.BROADCAST, NEWS, List.of(NET, ORG)).get(1))
                .isPositive();
    }

    @Test
    void a_receiver_that_has_enough_gets_nothing_for_ten_minutes() {
        Throttle throttle = with(Pace.perDomain(PLENTY));
        throttle.stopReceiver(NET, "421 4.7.28 unusual rate");
        assertThat(reserve(throttle, Lane.INDIVIDUAL, NEWS, List.of(NET, ORG)))
                .containsExactly(Duration.ofMinutes(10), Duration.ZERO);
        clock.move(Duration.ofMinutes(10));
        assertThat(reserve(throttle, Lane.INDIVIDUAL, NEWS, List.of(NET))).containsExactly(Duration.ZERO);
    }

    @Test
    void after_a_stop_a_receiver_gets_a_fifth_of_its_pace_and_a_fifth_more_each_minute() {
        Throttle throttle = with(Pace.perDomain(new ThrottleLimit(1_000, Duration.ofMinutes(1))));
        throttle.stopReceiver(NET, "421 4.7.28 unusual rate");
        clock.move(Duration.ofMinutes(10));

        for (int fifths = 1; fifths <= 5; fifths++) {
            assertThat(leavingInAMinute(throttle)).as("minute " + fifths).isBetween(170L * fifths, 200L * fifths);
        }
        assertThat(leavingInAMinute(throttle)).as("afterwards").isBetween(850L, 1_000L);

        throttle.stopReceiver(NET, "421 4.7.28 unusual rate");
        assertThat(leavingInAMinute(throttle)).as("stopped once more").isZero();
        clock.move(Duration.ofMinutes(9));
        assertThat(leavingInAMinute(throttle)).as("from one fifth again").isBetween(170L, 200L);
    }

    private long leavingInAMinute(Throttle throttle) {
        long left = 0;
        for (int tenth = 0; tenth < 600; tenth++) {
            left += reserve(throttle, Lane.BROADCAST, NEWS, Collections.nCopies(3, NET)).stream()
                    .filter(Duration::isZero)
                    .count();
            clock.move(Duration.ofMillis(100));
        }
        return left;
    }

    @Test
    void a_young_domain_sends_half_as_much_again_each_day() {
        Throttle throttle = with(Pace.perDomain(PLENTY).withWarmUp(WarmUp.usual()));
        for (int cap : new int[] {200, 300, 450, 675, 1_012, 1_518, 2_278}) {
            assertThat(leaving(throttle)).isEqualTo(cap);
            assertThat(leaving(throttle)).isZero();
            clock.move(Duration.ofDays(1));
        }
        assertThat(WarmUp.usual().cap(14)).isEqualTo(38_923);
        assertThat(WarmUp.usual().cap(1_000)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void what_the_day_does_not_allow_waits_until_midnight_utc_and_leaves_the_receivers_limit_alone() {
        Throttle throttle = with(Pace.perDomain(new ThrottleLimit(60_000, Duration.ofMinutes(1)))
                .withWarmUp(new WarmUp(10, 1.5, 0.05, 0.001, 30)));
        List<Duration> waits = reserve(throttle, Lane.BROADCAST, NEWS, Collections.nCopies(500, NET));
        assertThat(waits.subList(10, 500)).containsOnly(Duration.ofHours(15));
        DomainName old = DomainName.parse("old.example.com");
        assertThat(reserve(throttle, Lane.BROADCAST, old, Collections.nCopies(10, NET)))
                .containsOnly(Duration.ZERO);
    }

    @Test
    void a_day_with_little_mail_or_with_too_many_deferrals_or_complaints_does_not_raise_the_next() {
        Throttle throttle = with(Pace.perDomain(PLENTY).withWarmUp(WarmUp.usual()));
        reserve(throttle, Lane.BROADCAST, NEWS, Collections.nCopies(149, NET));
        clock.move(Duration.ofDays(1));
        assertThat(leaving(throttle)).as("after a day of 149").isEqualTo(200);
        for (int i = 0; i < 11; i++) {
            throttle.deferred(NEWS, NET);
        }
        clock.move(Duration.ofDays(1));
        assertThat(leaving(throttle)).as("after 11 deferrals of 200").isEqualTo(200);
        throttle.complained(NEWS, NET);
        clock.move(Duration.ofDays(1));
        assertThat(leaving(throttle)).as("after a complaint").isEqualTo(200);
        for (int i = 0; i < 10; i++) {
            throttle.deferred(NEWS, NET);
        }
        clock.move(Duration.ofDays(1));
        assertThat(leaving(throttle)).as("after 10 deferrals of 200").isEqualTo(300);
    }

    @Test
    void a_domain_that_was_idle_for_thirty_days_starts_over() {
        Throttle throttle = with(Pace.perDomain(PLENTY).withWarmUp(WarmUp.usual()));
        leaving(throttle);
        clock.move(Duration.ofDays(1));
        assertThat(leaving(throttle)).isEqualTo(300);
        clock.move(Duration.ofDays(29));
        assertThat(leaving(throttle)).isEqualTo(450);
        clock.move(Duration.ofDays(30));
        assertThat(leaving(throttle)).isEqualTo(200);
    }

    @Test
    void a_clock_that_is_put_back_gives_no_second_day() {
        Throttle throttle = with(Pace.perDomain(PLENTY).withWarmUp(WarmUp.usual()));
        leaving(throttle);
        clock.move(Duration.ofDays(-1));
        assertThat(leaving(throttle)).isZero();
    }

    @Test
    void names_that_are_too_long_for_a_store_are_told_apart() {
        String label = "x".repeat(60);
        DomainName one = DomainName.parse(label + "." + label + "." + label + "." + "1.example.net");
        DomainName two = DomainName.parse(label + "." + label + "." + label + "." + "2.example.net");
        Throttle throttle = with(Pace.perDomain(HUNDRED_A_MINUTE).withWarmUp(WarmUp.usual()));
        assertThat(reserve(throttle, Lane.BROADCAST, one, List.of(one, two)))
                .containsExactly(Duration.ZERO, Duration.ZERO);
        assertThat(ThrottleKeys.warmUp(one, two.ascii())).hasSizeLessThanOrEqualTo(ThrottleStore.MAX_LENGTH);
    }

    @Test
    void figures_that_make_no_sense_are_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WarmUp(200, 3, 0.05, 0.001, 30))
                .withMessageContaining("growth is 3.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new WarmUp(0, 1.5, 0.05, 0.001, 30));
    }

    @Test
    void those_that_wait_for_one_receiver_get_a_turn_each() {
        Throttle throttle = with(Pace.perDomain(HUNDRED_A_MINUTE));
        List<Duration> waits = reserve(throttle, Lane.BROADCAST, NEWS, Collections.nCopies(4, NET));
        Duration turn = waits.get(1);
        assertThat(waits.subList(2, 4)).containsExactly(turn.multipliedBy(2), turn.multipliedBy(3));
        assertThat(reserve(throttle, Lane.BROADCAST, NEWS, List.of(NET))).containsExactly(turn.multipliedBy(4));
        assertThat(reserve(throttle, Lane.BROADCAST, NEWS, Collections.nCopies(2_000, NET)))
                .last()
                .isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void a_mail_to_several_counts_once_with_each_receiver_and_waits_for_the_slowest() {
        Map<DomainName, String> hosts = Map.of(NET, "mail.example", ORG, "mail.example", NEWS, "other.example");
        Throttle throttle = with(Pace.perDomain(HUNDRED_A_MINUTE).withOrganisation(hosts::get));
        assertThat(throttle.reserveFor(Lane.BROADCAST, NEWS, List.of(Set.of(NET, ORG))))
                .containsExactly(Duration.ZERO);
        throttle.stopReceiver(NET, "4.7.28");
        assertThat(throttle.reserveFor(Lane.BROADCAST, NEWS, List.of(Set.of(NEWS, NET))))
                .containsExactly(Duration.ofMinutes(10));
        assertThat(reserve(throttle, Lane.BROADCAST, NEWS, List.of(NEWS)))
                .as("the other receiver lost nothing")
                .containsExactly(Duration.ZERO);
    }

    private static List<Duration> reserve(Throttle throttle, Lane lane, DomainName from, List<DomainName> recipients) {
        return throttle.reserveFor(lane, from, recipients.stream().map(Set::of).toList());
    }

    private Throttle with(Pace pace) {
        return Throttle.of(store, SendingPolicy.defaults()).with(pace);
    }

    /** How many of 3,000 mails to one receiver may leave today. */
    private static long leaving(Throttle throttle) {
        return reserve(throttle, Lane.BROADCAST, NEWS, Collections.nCopies(3_000, NET)).stream()
                .filter(Duration::isZero)
                .count();
    }
}
