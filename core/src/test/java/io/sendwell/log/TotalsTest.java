package io.sendwell.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sendwell.event.DeliveryEvent;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TotalsTest {

    @ParameterizedTest
    @MethodSource("whatEachKindCounts")
    void a_message_counts_wherever_it_came(DeliveryEvent event, Totals counted) {
        assertThat(Totals.of(RecipientStatus.nothing().after(event))).isEqualTo(counted);
    }

    static Stream<Arguments> whatEachKindCounts() {
        return Stream.of(
                arguments(Reported.accepted(), new Totals(1, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
                arguments(Reported.deferred(), new Totals(1, 0, 0, 0, 0, 0, 0, 0, 0, 0)),
                arguments(Reported.delivered(), new Totals(1, 1, 0, 0, 0, 0, 0, 0, 0, 0)),
                arguments(Reported.opened(Reported.PERSON), new Totals(1, 1, 1, 0, 0, 0, 0, 0, 0, 0)),
                arguments(Reported.clicked("", Reported.PERSON), new Totals(1, 1, 1, 1, 0, 0, 0, 0, 0, 0)),
                arguments(Reported.softBounced(), new Totals(1, 0, 0, 0, 1, 0, 0, 0, 0, 0)),
                arguments(Reported.hardBounced(), new Totals(1, 0, 0, 0, 1, 1, 0, 0, 0, 0)),
                arguments(Reported.blocked(), new Totals(1, 0, 0, 0, 0, 0, 1, 0, 0, 0)),
                arguments(Reported.suppressed(), new Totals(1, 0, 0, 0, 0, 0, 0, 1, 0, 0)),
                arguments(Reported.complained(), new Totals(1, 1, 0, 0, 0, 0, 0, 0, 1, 0)),
                arguments(Reported.unsubscribed(Reported.PERSON), new Totals(1, 1, 0, 0, 0, 0, 0, 0, 0, 1)),
                arguments(Reported.other("parsed"), Totals.none()));
    }

    @Test
    void what_bounced_softly_and_then_hard_bounced_once() {
        RecipientStatus both =
                RecipientStatus.nothing().after(Reported.softBounced()).after(Reported.hardBounced());

        assertThat(Totals.of(both).bounced()).isEqualTo(1);
    }

    @Test
    void taking_away_what_was_added_leaves_what_there_was() {
        Totals one = new Totals(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        Totals other = new Totals(10, 20, 30, 40, 50, 60, 70, 80, 90, 100);

        assertThat(one.plus(other)).isEqualTo(new Totals(11, 22, 33, 44, 55, 66, 77, 88, 99, 110));
        assertThat(one.plus(other).minus(other)).isEqualTo(one);
    }

    @Test
    void shares_are_of_what_was_delivered_and_of_what_was_opened() {
        Totals totals = new Totals(10, 8, 4, 1, 2, 1, 0, 0, 0, 0);

        assertThat(List.of(totals.openedShare(), totals.clickedShare())).containsExactly(0.5, 0.25);
        assertThat(List.of(Totals.none().openedShare(), Totals.none().clickedShare()))
                .containsExactly(0.0, 0.0);
    }
}
