package io.sendwell.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecipientStatusTest {

    @Test
    void at_first_nothing_is_known() {
        assertThat(RecipientStatus.nothing().seen()).isEmpty();
        assertThat(RecipientStatus.nothing().standing()).isEmpty();
    }

    @Test
    void five_events_lead_to_one_status_in_each_of_their_orders() {
        List<DeliveryEvent> events = List.of(
                Reported.deferred(),
                Reported.delivered(),
                Reported.clicked("https://acme.example/", Reported.PERSON),
                Reported.hardBounced(),
                Reported.unsubscribed(Reported.PERSON));

        Set<RecipientStatus> ends =
                Orders.of(events).stream().map(RecipientStatusTest::after).collect(Collectors.toSet());

        assertThat(ends)
                .containsExactly(new RecipientStatus(EnumSet.of(
                        EventType.ACCEPTED,
                        EventType.DEFERRED,
                        EventType.DELIVERED,
                        EventType.OPENED,
                        EventType.CLICKED,
                        EventType.HARD_BOUNCED,
                        EventType.UNSUBSCRIBED)));
    }

    @Test
    void any_two_events_lead_to_one_status_in_both_orders() {
        for (DeliveryEvent one : Reported.everyKind()) {
            for (DeliveryEvent other : Reported.everyKind()) {
                assertThat(after(List.of(one, other)))
                        .as("%s and %s", one.type(), other.type())
                        .isEqualTo(after(List.of(other, one)));
            }
        }
    }

    @Test
    void an_event_that_comes_again_changes_nothing_whatever_came_in_between() {
        for (DeliveryEvent event : Reported.everyKind()) {
            List<DeliveryEvent> all = new ArrayList<>(List.of(event));
            all.addAll(Reported.everyKind());
            RecipientStatus once = after(all);

            assertThat(once.after(event)).isSameAs(once);
        }
    }

    @ParameterizedTest
    @MethodSource("whatEachKindTells")
    void a_kind_tells_of_those_that_must_have_come_before(DeliveryEvent event, Set<EventType> told) {
        assertThat(RecipientStatus.nothing().after(event).seen()).isEqualTo(told);
    }

    static Stream<Arguments> whatEachKindTells() {
        return Stream.of(
                arguments(Reported.accepted(), Set.of(EventType.ACCEPTED)),
                arguments(Reported.deferred(), Set.of(EventType.DEFERRED, EventType.ACCEPTED)),
                arguments(Reported.delivered(), Set.of(EventType.DELIVERED, EventType.ACCEPTED)),
                arguments(
                        Reported.opened(Reported.PERSON),
                        Set.of(EventType.OPENED, EventType.DELIVERED, EventType.ACCEPTED)),
                arguments(
                        Reported.clicked("https://acme.example/", Reported.PERSON),
                        Set.of(EventType.CLICKED, EventType.OPENED, EventType.DELIVERED, EventType.ACCEPTED)),
                arguments(
                        Reported.unsubscribed(Reported.PERSON),
                        Set.of(EventType.UNSUBSCRIBED, EventType.DELIVERED, EventType.ACCEPTED)),
                arguments(Reported.complained(), Set.of(EventType.COMPLAINED, EventType.DELIVERED, EventType.ACCEPTED)),
                arguments(Reported.softBounced(), Set.of(EventType.SOFT_BOUNCED, EventType.ACCEPTED)),
                arguments(Reported.hardBounced(), Set.of(EventType.HARD_BOUNCED, EventType.ACCEPTED)),
                arguments(Reported.blocked(), Set.of(EventType.BLOCKED, EventType.ACCEPTED)),
                arguments(Reported.suppressed(), Set.of(EventType.SUPPRESSED, EventType.ACCEPTED)),
                arguments(Reported.other("parsed"), Set.of()));
    }

    @Test
    void what_a_program_opened_or_followed_was_delivered_and_no_more() {
        Set<EventType> delivered = Set.of(EventType.DELIVERED, EventType.ACCEPTED);

        assertThat(after(List.of(Reported.opened(Reported.PROGRAM))).seen()).isEqualTo(delivered);
        assertThat(after(List.of(Reported.clicked("https://acme.example/", Reported.PROGRAM)))
                        .seen())
                .isEqualTo(delivered);
    }

    @Test
    void who_unsubscribes_by_a_program_has_unsubscribed() {
        // RFC 8058: the mail program asks for it, by the wish of a person.
        assertThat(after(List.of(Reported.unsubscribed(Reported.PROGRAM))).seen())
                .contains(EventType.UNSUBSCRIBED);
    }

    @Test
    void a_bounce_stands_above_a_delivery_and_a_complaint_above_everything() {
        List<DeliveryEvent> events = new ArrayList<>(List.of(Reported.hardBounced(), Reported.delivered()));
        assertThat(after(events).standing()).contains(EventType.HARD_BOUNCED);

        events.add(0, Reported.complained());
        assertThat(after(events).standing()).contains(EventType.COMPLAINED);
    }

    @ParameterizedTest
    @EnumSource(EventType.class)
    void no_two_kinds_have_one_rank(EventType type) {
        assertThat(Arrays.stream(EventType.values()).filter(other -> other.rank() == type.rank()))
                .containsExactly(type);
    }

    private static RecipientStatus after(List<DeliveryEvent> events) {
        RecipientStatus status = RecipientStatus.nothing();
        for (DeliveryEvent event : events) {
            status = status.after(event);
        }
        return status;
    }
}
