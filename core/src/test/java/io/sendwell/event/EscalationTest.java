package io.sendwell.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EscalationTest {

    private static final Instant DAY_0 = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void an_address_without_bounces_is_open() {
        assertThat(Escalation.standing(List.of(), Optional.empty())).isEqualTo(new AddressStanding.Open());
    }

    @Test
    void one_hard_bounce_closes_it() {
        Strike hard = strike(BounceKind.HARD, 4);
        assertThat(standing(strike(BounceKind.SOFT, 0), hard)).isEqualTo(new AddressStanding.Closed(hard));
    }

    @Test
    void two_soft_bounces_are_nothing_and_the_third_day_suspends_for_thirty() {
        Strike third = strike(BounceKind.SOFT, 9);
        assertThat(standing(strike(BounceKind.SOFT, 0), strike(BounceKind.SOFT, 1)))
                .isEqualTo(new AddressStanding.Open());
        assertThat(standing(strike(BounceKind.SOFT, 0), strike(BounceKind.SOFT, 1), third))
                .isEqualTo(new AddressStanding.Suspended(third.at().plus(Duration.ofDays(30)), third));
    }

    @Test
    void soft_bounces_of_one_day_count_once() {
        Strike[] busy = IntStream.range(0, 500)
                .mapToObj(minute -> new Strike(DAY_0.plus(Duration.ofMinutes(minute)), "smtp", bounce(BounceKind.SOFT)))
                .toArray(Strike[]::new);
        assertThat(standing(busy)).isEqualTo(new AddressStanding.Open());
    }

    @Test
    void three_soft_bounces_within_thirty_days_count_and_over_more_they_do_not() {
        assertThat(standing(strike(BounceKind.SOFT, 0), strike(BounceKind.SOFT, 15), strike(BounceKind.SOFT, 30)))
                .isInstanceOf(AddressStanding.Suspended.class);
        assertThat(standing(strike(BounceKind.SOFT, 0), strike(BounceKind.SOFT, 15), strike(BounceKind.SOFT, 31)))
                .isEqualTo(new AddressStanding.Open());
    }

    @Test
    void old_soft_bounces_do_not_hide_three_new_ones() {
        assertThat(standing(
                        strike(BounceKind.SOFT, 0),
                        strike(BounceKind.SOFT, 100),
                        strike(BounceKind.SOFT, 110),
                        strike(BounceKind.SOFT, 120)))
                .isEqualTo(new AddressStanding.Suspended(at(150), strike(BounceKind.SOFT, 120)));
    }

    @Test
    void a_soft_bounce_after_the_pause_closes_it_and_one_within_does_not() {
        Strike within = strike(BounceKind.SOFT, 31);
        Strike after = strike(BounceKind.SOFT, 32);
        assertThat(standing(strike(BounceKind.SOFT, 0), strike(BounceKind.SOFT, 1), strike(BounceKind.SOFT, 2), within))
                .isEqualTo(new AddressStanding.Suspended(at(32), strike(BounceKind.SOFT, 2)));
        assertThat(standing(
                        strike(BounceKind.SOFT, 0),
                        strike(BounceKind.SOFT, 1),
                        strike(BounceKind.SOFT, 2),
                        within,
                        after))
                .isEqualTo(new AddressStanding.Closed(after));
    }

    @Test
    void a_mailbox_that_is_full_and_abandoned_is_left_alone_at_once() {
        Strike abandoned = strike(BounceKind.SOFT_ABANDONED, 0);
        Strike again = strike(BounceKind.SOFT_ABANDONED, 30);
        assertThat(standing(abandoned)).isEqualTo(new AddressStanding.Suspended(at(30), abandoned));
        assertThat(standing(abandoned, again)).isEqualTo(new AddressStanding.Closed(again));
    }

    @Test
    void an_unclear_refusal_closes_it_on_the_third_day_however_far_apart() {
        Strike third = strike(BounceKind.UNCLEAR, 80);
        assertThat(standing(strike(BounceKind.UNCLEAR, 0), strike(BounceKind.UNCLEAR, 40)))
                .isEqualTo(new AddressStanding.Open());
        assertThat(standing(strike(BounceKind.UNCLEAR, 0), strike(BounceKind.UNCLEAR, 40), third))
                .isEqualTo(new AddressStanding.Closed(third));
    }

    @Test
    void an_unconfirmed_one_closes_it_on_another_day() {
        Strike sameDay = new Strike(DAY_0.plus(Duration.ofHours(3)), "smtp", bounce(BounceKind.HARD_UNCONFIRMED));
        Strike nextDay = strike(BounceKind.HARD_UNCONFIRMED, 1);
        assertThat(standing(strike(BounceKind.HARD_UNCONFIRMED, 0), sameDay)).isEqualTo(new AddressStanding.Open());
        assertThat(standing(strike(BounceKind.HARD_UNCONFIRMED, 0), nextDay))
                .isEqualTo(new AddressStanding.Closed(nextDay));
    }

    @Test
    void a_domain_without_a_server_is_believed_after_three_bounces_over_72_hours() {
        Strike early = new Strike(at(3).minusMillis(1), "smtp", bounce(BounceKind.SOFT_NO_HOST));
        Strike late = strike(BounceKind.SOFT_NO_HOST, 3);
        assertThat(standing(strike(BounceKind.SOFT_NO_HOST, 0), late)).isEqualTo(new AddressStanding.Open());
        assertThat(standing(strike(BounceKind.SOFT_NO_HOST, 0), strike(BounceKind.SOFT_NO_HOST, 1), early))
                .isEqualTo(new AddressStanding.Open());
        assertThat(standing(strike(BounceKind.SOFT_NO_HOST, 0), strike(BounceKind.SOFT_NO_HOST, 1), early, late))
                .isEqualTo(new AddressStanding.Closed(late));
    }

    @Test
    void kinds_count_each_for_itself() {
        assertThat(standing(
                        strike(BounceKind.SOFT, 0),
                        strike(BounceKind.UNCLEAR, 1),
                        strike(BounceKind.SOFT_NO_HOST, 2),
                        strike(BounceKind.SOFT, 3),
                        strike(BounceKind.UNCLEAR, 4),
                        strike(BounceKind.HARD_UNCONFIRMED, 5)))
                .isEqualTo(new AddressStanding.Open());
    }

    @Test
    void a_delivery_clears_what_came_before_it() {
        List<Strike> strikes =
                List.of(strike(BounceKind.SOFT, 0), strike(BounceKind.SOFT, 1), strike(BounceKind.SOFT, 2));
        assertThat(Escalation.standing(strikes, Optional.of(at(0)))).isEqualTo(new AddressStanding.Open());
        assertThat(Escalation.standing(strikes, Optional.of(at(2)))).isEqualTo(new AddressStanding.Open());
        assertThat(Escalation.standing(strikes, Optional.of(at(-1)))).isInstanceOf(AddressStanding.Suspended.class);
    }

    @ParameterizedTest
    @EnumSource
    void a_kind_leads_somewhere_by_repetition_if_it_says_so(BounceKind kind) {
        List<Strike> many =
                IntStream.range(0, 100).mapToObj(day -> strike(kind, day)).toList();
        AddressStanding standing = Escalation.standing(many, Optional.empty());
        boolean escalates = kind.listing() == Listing.IF_REPEATED || kind == BounceKind.HARD;
        assertThat(standing instanceof AddressStanding.Closed).isEqualTo(escalates);
    }

    @Test
    void the_order_of_reports_makes_no_difference() {
        Random random = new Random(5);
        BounceKind[] kinds = BounceKind.values();
        for (int round = 0; round < 500; round++) {
            List<Strike> strikes = new ArrayList<>();
            for (int number = random.nextInt(8); number > 0; number--) {
                strikes.add(strike(kinds[1 + random.nextInt(kinds.length - 1)], random.nextInt(60)));
            }
            strikes.sort((one, other) -> one.at().compareTo(other.at()));
            AddressStanding inOrder = Escalation.standing(strikes, Optional.empty());
            Collections.shuffle(strikes, random);
            assertThat(Escalation.standing(strikes, Optional.empty()).getClass())
                    .isEqualTo(inOrder.getClass());
        }
    }

    private static AddressStanding standing(Strike... strikes) {
        return Escalation.standing(List.of(strikes), Optional.empty());
    }

    private static Strike strike(BounceKind kind, int day) {
        return new Strike(at(day), "smtp", bounce(kind));
    }

    private static Instant at(int day) {
        return DAY_0.plus(Duration.ofDays(day));
    }

    private static Bounce bounce(BounceKind kind) {
        return new Bounce(kind, "B0", "", "");
    }
}
