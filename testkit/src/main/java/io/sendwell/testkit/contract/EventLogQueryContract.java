package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.address.EmailAddress;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.log.EventCondition;
import io.sendwell.log.EventLog;
import io.sendwell.log.EventPage;
import io.sendwell.log.EventPlace;
import io.sendwell.log.EventQuery;
import io.sendwell.log.EventRetention;
import io.sendwell.log.LoggedEvent;
import io.sendwell.message.CampaignName;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Mailboxes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which events are found, in which order, and page by page. */
public interface EventLogQueryContract extends EventLogUnderTest {

    @Test
    default void the_latest_comes_first_whatever_the_order_of_recording() {
        EventLog log = newEventLog();
        for (int second : new int[] {2, 5, 1, 4, 3}) {
            append(log, ReportedStatement.of("m" + second).later(second).delivered());
        }

        assertEquals(List.of("m5", "m4", "m3", "m2", "m1"), found(log, EventQuery.latest(10)));
    }

    @Test
    default void of_one_time_the_greater_key_comes_first() {
        EventLog log = newEventLog();
        List<LoggedEvent> events = sameTime(20);
        log.append(events, ReportedStatement.EVERYTHING);

        assertEquals(
                events.stream()
                        .sorted(Comparator.comparing(LoggedEvent::key).reversed())
                        .toList(),
                log.find(Accounts.ACME, EventQuery.latest(100)).events());
    }

    @Test
    default void a_limit_counts_only_what_the_query_asks_for() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").hardBounced());
        append(log, ReportedStatement.of("m2").later(1).delivered());
        append(log, ReportedStatement.of("m3").later(2).delivered());

        EventPage page = log.find(Accounts.ACME, EventQuery.latest(1).type(EventType.HARD_BOUNCED));
        assertEquals(
                List.of("m1"),
                page.events().stream().map(LoggedEvent::messageId).toList());
        assertEquals(Optional.empty(), page.next());
    }

    @Test
    default void events_are_found_by_their_kinds() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").delivered());
        append(log, ReportedStatement.of("m2").opened());
        append(log, ReportedStatement.of("m3").other("DELIVERED"));

        assertEquals(List.of("m1"), found(log, EventQuery.latest(10).type(EventType.DELIVERED)));
        assertEquals(
                Set.of("m2", "m3"),
                Set.copyOf(found(log, EventQuery.latest(10).type(EventType.OPENED, EventType.OTHER))));
        assertEquals(
                3,
                found(log, EventQuery.latest(10).and(new EventCondition.OfType(EnumSet.allOf(EventType.class))))
                        .size());
        assertEquals(List.of(), found(log, EventQuery.latest(10).and(new EventCondition.OfType(Set.of()))));
    }

    @Test
    default void events_are_found_by_their_recipient_in_normal_form() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").to("Jørgen@BÜCHER.example").delivered());
        append(log, ReportedStatement.of("m2").to("grace@example.net").delivered());

        assertEquals(
                List.of("m1"),
                found(log, EventQuery.latest(10).to(EmailAddress.parse("JØRGEN@xn--bcher-kva.example"))));
        assertEquals(List.of("m2"), found(log, EventQuery.latest(10).to(EmailAddress.parse("GRACE@example.NET"))));
        assertEquals(List.of(), found(log, EventQuery.latest(10).to(EmailAddress.parse("race@example.net"))));
    }

    @Test
    default void events_are_found_by_what_their_message_is_about_compared_exactly() {
        EventLog log = newEventLog();
        String longest = "person/" + "7".repeat(5_000);
        List<String> references = List.of(
                "invoice/1", "Invoice/1", "invoice/1 ", "invoice/%", "invoice/_", "rø", "ro", longest, longest + "8");
        for (String reference : references) {
            append(log, ReportedStatement.of("m " + reference).about(reference).delivered());
        }
        append(log, ReportedStatement.of("without").delivered());

        for (String reference : references) {
            assertEquals(
                    List.of("m " + reference), found(log, EventQuery.latest(10).about(reference)));
        }
    }

    @Test
    default void events_are_found_by_their_campaign_compared_exactly() {
        EventLog log = newEventLog();
        for (String campaign : List.of("Spring", "spring", "Spring ", "Spring%")) {
            append(log, ReportedStatement.of("m " + campaign).campaign(campaign).delivered());
        }

        for (String campaign : List.of("Spring", "spring", "Spring ", "Spring%")) {
            assertEquals(
                    List.of("m " + campaign), found(log, EventQuery.latest(10).campaign(CampaignName.of(campaign))));
        }
    }

    @Test
    default void events_are_found_by_their_message_compared_exactly() {
        EventLog log = newEventLog();
        String longest = "m".repeat(5_000);
        for (String id : List.of("m1", "M1", "m1 ", "", longest, longest + "m")) {
            append(log, ReportedStatement.of(id).delivered());
        }

        for (String id : List.of("m1", "M1", "m1 ", "", longest, longest + "m")) {
            assertEquals(List.of(id), found(log, EventQuery.latest(10).message(id)));
        }
    }

    @Test
    default void clicks_are_found_by_a_part_of_the_link_or_of_the_landing_pages_name_with_regard_to_case() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").clicked("https://acme.example/100%_off?a=\\1"));
        append(log, ReportedStatement.of("m2").landingPage("The spring page").clicked("https://acme.example/1000off"));
        append(log, ReportedStatement.of("m3").opened());

        assertEquals(List.of("m1"), found(log, EventQuery.latest(10).link("100%_off")));
        assertEquals(List.of("m1"), found(log, EventQuery.latest(10).link("\\1")));
        assertEquals(List.of("m2"), found(log, EventQuery.latest(10).link("spring")));
        assertEquals(List.of("m2"), found(log, EventQuery.latest(10).link("1000")));
        assertEquals(List.of(), found(log, EventQuery.latest(10).link("Spring")));
        assertEquals(
                Set.of("m1", "m2"), Set.copyOf(found(log, EventQuery.latest(10).link(""))));
    }

    @Test
    default void events_are_found_by_their_time_from_its_begin_to_before_its_end() {
        EventLog log = newEventLog();
        for (int millis = 0; millis < 5; millis++) {
            append(log, ReportedStatement.of("m" + millis).later(millis).delivered());
        }

        EventQuery query = EventQuery.latest(10);
        assertEquals(List.of("m4", "m3"), found(log, query.from(ReportedStatement.AT.plusMillis(3))));
        assertEquals(List.of("m0"), found(log, query.before(ReportedStatement.AT.plusMillis(1))));
        assertEquals(
                List.of("m2", "m1"),
                found(log, query.from(ReportedStatement.AT.plusMillis(1)).before(ReportedStatement.AT.plusMillis(3))));
    }

    @Test
    default void what_is_likely_automatic_can_be_left_out() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").clicked());
        append(log, ReportedStatement.of("m2").later(1).delivered());
        append(
                log,
                ReportedStatement.of("m3")
                        .later(2)
                        .is(report -> new DeliveryEvent.Opened(report, ReportedStatement.PROGRAM)));

        assertEquals(List.of("m2", "m1"), found(log, EventQuery.latest(10).ofPeople()));
        assertEquals(3, found(log, EventQuery.latest(10)).size());
    }

    @Test
    default void messages_of_which_something_else_was_reported_too_can_be_left_out() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").clicked());
        append(log, ReportedStatement.of("m2").later(1).clicked());
        append(log, ReportedStatement.of("m2").later(-9).complained());
        append(log, ReportedStatement.of("m3").later(2).clicked());
        append(log, ReportedStatement.of("m3").to(Mailboxes.ALAN.address()).complained());
        append(log, ReportedStatement.of("m4").later(3).other("parsed"));

        EventQuery clicks = EventQuery.latest(10).type(EventType.CLICKED);
        assertEquals(List.of("m3", "m1"), found(log, clicks.without(EventType.COMPLAINED, EventType.HARD_BOUNCED)));
        assertEquals(List.of(), found(log, clicks.without(EventType.OPENED)), "what a click tells of");
        assertEquals(
                List.of("m4"),
                found(log, EventQuery.latest(10).without(EventType.ACCEPTED)),
                "of which nothing is known");
        assertEquals(
                3, found(log, clicks.and(new EventCondition.Without(Set.of()))).size());
    }

    @Test
    default void persons_of_whom_something_else_was_ever_reported_can_be_left_out() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").clicked());
        append(log, ReportedStatement.of("m2").later(1).to("alan@example.net").clicked());
        append(log, ReportedStatement.of("m3").later(-9).to("ALAN@example.NET").hardBounced());
        append(log, ReportedStatement.of("m3").later(2).complained());
        append(
                log,
                ReportedStatement.of("m4")
                        .later(3)
                        .account(Accounts.GLOBEX)
                        .to("kim@example.net")
                        .complained());
        append(log, ReportedStatement.of("m5").later(4).to("kim@example.net").clicked());
        append(log, ReportedStatement.of("m6").later(5).to("lee@example.net").clicked());
        append(log, ReportedStatement.of("m7").later(6).to("lee@example.net").deferred());

        EventQuery clicks = EventQuery.latest(10).type(EventType.CLICKED);
        assertEquals(List.of("m6", "m5", "m2", "m1"), found(log, clicks));
        assertEquals(List.of("m6", "m5", "m2"), found(log, clicks.neverWith(EventType.COMPLAINED)));
        assertEquals(List.of("m6", "m5"), found(log, clicks.neverWith(EventType.COMPLAINED, EventType.HARD_BOUNCED)));
        assertEquals(List.of(), found(log, clicks.neverWith(EventType.OPENED)), "what a click tells of");
        assertEquals(
                4,
                found(log, clicks.and(new EventCondition.OfPersonWithout(Set.of())))
                        .size());
    }

    @Test
    default void what_was_forgotten_still_rules_a_person_out_until_the_person_is_erased() {
        EventLog log = newEventLog();
        EventRetention two = new EventRetention(EnumSet.allOf(EventType.class), 2);
        log.append(List.of(ReportedStatement.of("m1").complained()), two);
        log.append(List.of(ReportedStatement.of("m2").later(1).clicked()), two);
        log.append(List.of(ReportedStatement.of("m3").later(2).clicked()), two);
        EventQuery glad = EventQuery.latest(10).neverWith(EventType.COMPLAINED);

        assertEquals(List.of(), found(log, glad));
        log.erase(Accounts.ACME, Mailboxes.GRACE.address());
        log.append(List.of(ReportedStatement.of("m4").later(3).clicked()), two);
        assertEquals(List.of("m4"), found(log, glad));
    }

    @Test
    default void what_was_forgotten_still_rules_a_message_out() {
        EventLog log = newEventLog();
        EventRetention two = new EventRetention(EnumSet.allOf(EventType.class), 2);
        log.append(List.of(ReportedStatement.of("m1").complained()), two);
        log.append(List.of(ReportedStatement.of("m1").later(1).clicked()), two);
        log.append(List.of(ReportedStatement.of("m2").later(2).clicked()), two);

        assertEquals(List.of("m2"), found(log, EventQuery.latest(10).without(EventType.COMPLAINED)));
    }

    @Test
    default void what_a_query_asks_for_must_hold_together() {
        EventLog log = newEventLog();
        append(
                log,
                ReportedStatement.of("m1").about("person/7").campaign("Spring").clicked());
        append(
                log,
                ReportedStatement.of("m2").about("person/7").campaign("Autumn").clicked());
        append(
                log,
                ReportedStatement.of("m3").about("person/8").campaign("Spring").clicked());
        append(
                log,
                ReportedStatement.of("m4").about("person/7").campaign("Spring").opened());

        EventQuery query =
                EventQuery.latest(10).type(EventType.CLICKED).about("person/7").campaign(CampaignName.of("Spring"));
        assertEquals(List.of("m1"), found(log, query));
        assertEquals(List.of("m1"), found(log, query.link("acme").ofPeople().to(Mailboxes.GRACE.address())));
        assertEquals(List.of(), found(log, query.message("m2")));
        assertEquals(List.of(), found(log, query.type(EventType.OPENED)), "two kinds at once");
    }

    @Test
    default void pages_give_each_event_once_and_the_last_one_says_so() {
        EventLog log = newEventLog();
        List<LoggedEvent> events = new ArrayList<>(sameTime(7));
        for (int millis = 1; millis <= 7; millis++) {
            events.add(ReportedStatement.of("later" + millis).later(millis).delivered());
        }
        log.append(events, ReportedStatement.EVERYTHING);
        List<LoggedEvent> expected =
                events.stream().sorted(Comparator.comparing(EventPlace::of)).toList();

        for (int size : new int[] {1, 2, 3, 7, 13, 14, 15}) {
            List<LoggedEvent> paged = new ArrayList<>();
            EventPage page = log.find(Accounts.ACME, EventQuery.latest(size));
            int pages = 1;
            paged.addAll(page.events());
            while (page.next().isPresent() && pages < 20) {
                page = log.find(
                        Accounts.ACME, EventQuery.latest(size).after(page.next().get()));
                paged.addAll(page.events());
                pages++;
            }

            assertEquals(expected, paged, "pages of " + size);
            assertEquals((14 + size - 1) / size, pages, "pages of " + size);
        }
    }

    @Test
    default void a_page_begins_where_the_one_before_ended_although_new_events_came() {
        EventLog log = newEventLog();
        for (int millis = 0; millis < 6; millis++) {
            append(log, ReportedStatement.of("m" + millis).later(millis).delivered());
        }
        EventPage first = log.find(Accounts.ACME, EventQuery.latest(3));
        for (int number = 0; number < 4; number++) {
            append(log, ReportedStatement.of("new" + number).later(100 + number).delivered());
        }

        EventPage second =
                log.find(Accounts.ACME, EventQuery.latest(3).after(first.next().orElseThrow()));
        assertEquals(
                List.of("m2", "m1", "m0"),
                second.events().stream().map(LoggedEvent::messageId).toList());
        assertEquals(Optional.empty(), second.next());
    }

    @Test
    default void a_page_begins_where_the_one_before_ended_although_that_event_is_gone() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").to(Mailboxes.ALAN.address()).delivered());
        append(log, ReportedStatement.of("m2").later(1).delivered());
        append(
                log,
                ReportedStatement.of("m3").to(Mailboxes.ALAN.address()).later(2).delivered());
        EventPage first = log.find(Accounts.ACME, EventQuery.latest(2));
        log.erase(Accounts.ACME, Mailboxes.GRACE.address());

        assertEquals(
                List.of("m1"),
                found(log, EventQuery.latest(2).after(first.next().orElseThrow())));
    }

    @Test
    default void pages_of_a_narrowed_query_give_what_it_asks_for_and_no_more() {
        EventLog log = newEventLog();
        for (int millis = 0; millis < 10; millis++) {
            ReportedStatement message = ReportedStatement.of("m" + millis).later(millis);
            append(log, millis % 2 == 0 ? message.clicked() : message.delivered());
        }
        EventQuery query = EventQuery.latest(2).type(EventType.CLICKED);

        EventPage first = log.find(Accounts.ACME, query);
        EventPage second = log.find(Accounts.ACME, query.after(first.next().orElseThrow()));
        EventPage third = log.find(Accounts.ACME, query.after(second.next().orElseThrow()));
        assertEquals(
                List.of("m8", "m6", "m4", "m2", "m0"),
                Stream.of(first, second, third)
                        .flatMap(page -> page.events().stream())
                        .map(LoggedEvent::messageId)
                        .toList());
        assertTrue(third.next().isEmpty(), "the third page is the last");
    }

    private static void append(EventLog log, LoggedEvent event) {
        log.append(List.of(event), ReportedStatement.EVERYTHING);
    }

    private static List<LoggedEvent> sameTime(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> ReportedStatement.of("m" + number).delivered())
                .toList();
    }

    private static List<String> found(EventLog log, EventQuery query) {
        return log.find(Accounts.ACME, query).events().stream()
                .map(LoggedEvent::messageId)
                .toList();
    }
}
