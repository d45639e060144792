package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.Report;
import io.sendwell.event.Visit;
import io.sendwell.log.CampaignFigures;
import io.sendwell.log.CampaignQuery;
import io.sendwell.log.EventKey;
import io.sendwell.log.EventLog;
import io.sendwell.log.EventQuery;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.RecipientStatus;
import io.sendwell.log.Totals;
import io.sendwell.message.CampaignName;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.HostileTexts;
import io.sendwell.testkit.fixtures.Mailboxes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is recorded of an event, and what is not recorded twice. */
public interface EventLogRecordContract extends EventLogUnderTest {

    @Test
    default void an_event_is_found_as_it_was_recorded() {
        EventLog log = newEventLog();
        Report report = Report.of(ReportedStatement.AT, "mailjet", "{\"event\": \"click\"}")
                .messageId("m1")
                .recipient(EmailAddress.parse("Yuki@bücher.example"))
                .providerId("1152921506851234567")
                .account(Accounts.ACME)
                .campaign(CampaignName.of("Spring"))
                .about("person/7");
        LoggedEvent event = ReportedStatement.of("m1")
                .to(EmailAddress.parse("Yuki@bücher.example"))
                .campaign("Spring")
                .about("person/7")
                .landingPage("The spring page")
                .is(new DeliveryEvent.Clicked(report, ReportedStatement.LINK, ReportedStatement.PROGRAM));

        assertEquals(Set.of(event.key()), append(log, event));
        assertEquals(List.of(event), all(log, Accounts.ACME));
    }

    @Test
    default void an_event_of_which_little_is_known_is_found_as_it_was_recorded() {
        EventLog log = newEventLog();
        LoggedEvent event = ReportedStatement.of("")
                .subject("")
                .is(new DeliveryEvent.Other(Report.of(ReportedStatement.AT, "", ""), ""));
        append(log, event);

        assertEquals(List.of(event), all(log, Accounts.ACME));
    }

    @Test
    default void what_came_back_may_differ_from_what_is_known_of_the_message() {
        EventLog log = newEventLog();
        Report report = Report.of(ReportedStatement.AT, "smtp", "")
                .messageId("theirs")
                .recipient(Mailboxes.ALAN.address())
                .account(Accounts.GLOBEX)
                .campaign(CampaignName.of("Theirs"))
                .about("theirs");
        LoggedEvent event = ReportedStatement.of("m1").about("ours").is(new DeliveryEvent.Delivered(report, ""));
        append(log, event);

        assertEquals(List.of(event), all(log, Accounts.ACME));
        assertEquals(List.of(), all(log, Accounts.GLOBEX));
    }

    @Test
    default void every_kind_of_event_is_kept_with_all_that_belongs_to_it() {
        EventLog log = newEventLog();
        Report report = Report.of(ReportedStatement.AT, "mailjet", "{}");
        List<LoggedEvent> events = new ArrayList<>();
        for (DeliveryEvent event : ReportedStatement.everyEvent(report)) {
            events.add(ReportedStatement.of("m" + events.size()).is(event));
        }
        log.append(events, ReportedStatement.EVERYTHING);

        assertEquals(Set.copyOf(events), Set.copyOf(all(log, Accounts.ACME)));
    }

    @Test
    default void text_of_any_kind_is_kept_as_text() {
        EventLog log = newEventLog();
        List<LoggedEvent> events = new ArrayList<>();
        for (String text : HostileTexts.all()) {
            Report report = Report.of(ReportedStatement.AT, text, text)
                    .messageId(text)
                    .providerId(text)
                    .about(text);
            Bounce bounce = new Bounce(BounceKind.SOFT, text, text, text);
            for (DeliveryEvent event : List.of(
                    new DeliveryEvent.Clicked(report, text, Visit.of(text, text, text)),
                    new DeliveryEvent.Delivered(report, text),
                    new DeliveryEvent.Deferred(report, bounce),
                    new DeliveryEvent.Complained(report, text),
                    new DeliveryEvent.Other(report, text))) {
                events.add(ReportedStatement.of(text)
                        .subject(text)
                        .about(text)
                        .landingPage(text)
                        .is(event));
            }
        }
        for (String text : HostileTexts.oneLine()) {
            events.add(
                    ReportedStatement.of("in campaign " + text).campaign(text).delivered());
        }
        log.append(events, ReportedStatement.EVERYTHING);

        assertEquals(Set.copyOf(events), Set.copyOf(all(log, Accounts.ACME)));
        for (LoggedEvent event : events) {
            assertTrue(
                    log.status(Accounts.ACME, event.messageId(), event.recipient())
                            .seen()
                            .containsAll(RecipientStatus.nothing()
                                    .after(event.event())
                                    .seen()),
                    () -> "the status of message " + event.messageId());
        }
    }

    @Test
    default void a_report_of_16_kib_is_kept_whole() {
        EventLog log = newEventLog();
        String raw = "\u00e9\n\ud834\udd1e\\".repeat(Report.MOST_RAW).substring(0, Report.MOST_RAW);
        LoggedEvent event = ReportedStatement.of("m1").raw(raw).delivered();
        append(log, event);

        assertEquals(raw, all(log, Accounts.ACME).get(0).event().report().raw());
    }

    @Test
    default void a_text_that_is_no_unicode_keeps_nothing_from_being_recorded() {
        EventLog log = newEventLog();
        for (String broken : List.of("half a pair \ud834", "\udd1e", "nothing \0 at all")) {
            LoggedEvent event = ReportedStatement.of("m1 " + broken)
                    .raw(broken)
                    .subject(broken)
                    .about(broken)
                    .clicked(broken);

            assertEquals(Set.of(event.key()), append(log, event));
            assertEquals(Set.of(), append(log, event));
            assertTrue(
                    all(log, Accounts.ACME).stream().anyMatch(one -> one.key().equals(event.key())));
        }
        assertEquals(3, log.totals(Accounts.ACME).clicked());
    }

    @Test
    default void times_are_kept_to_the_millisecond() {
        EventLog log = newEventLog();
        List<Instant> times = List.of(
                Instant.parse("1969-12-31T23:59:59.999Z"),
                Instant.EPOCH,
                Instant.parse("2016-12-31T23:59:59.999Z"),
                Instant.parse("2026-03-29T01:30:00.001Z"),
                Instant.parse("2026-10-25T01:30:00.002Z"),
                Instant.parse("2038-01-19T03:14:08.500Z"),
                Instant.parse("9999-12-31T23:59:59.999Z"));
        for (Instant time : times) {
            append(log, ReportedStatement.of("m1").at(time).delivered());
        }

        List<Instant> kept =
                all(log, Accounts.ACME).stream().map(LoggedEvent::at).sorted().toList();
        assertEquals(times, kept);
        assertEquals(
                times.get(0),
                log.campaigns(Accounts.ACME, CampaignQuery.latest(1)).get(0).firstAt());
    }

    @Test
    default void recording_nothing_changes_nothing() {
        EventLog log = newEventLog();

        assertEquals(Set.of(), log.append(List.of(), ReportedStatement.EVERYTHING));
        assertEquals(List.of(), log.unknown(List.of(), ReportedStatement.EVERYTHING));
        assertEquals(List.of(), all(log, Accounts.ACME));
        assertEquals(Totals.none(), log.totals(Accounts.ACME));
        assertEquals(List.of(), log.campaigns(Accounts.ACME, CampaignQuery.latest(10)));
    }

    @Test
    default void of_a_list_that_cannot_be_recorded_nothing_is() {
        EventLog log = newEventLog();

        assertThrows(
                RuntimeException.class,
                () -> log.append(
                        Arrays.asList(ReportedStatement.of("m1").delivered(), null), ReportedStatement.EVERYTHING),
                "a list with a null in it");
        assertEquals(List.of(), all(log, Accounts.ACME));
        assertEquals(Totals.none(), log.totals(Accounts.ACME));
    }

    @Test
    default void a_list_of_hundreds_is_recorded_whole() {
        EventLog log = newEventLog();
        List<LoggedEvent> events = IntStream.range(0, 500)
                .mapToObj(number -> ReportedStatement.of("m" + number)
                        .campaign("Campaign " + number % 50)
                        .delivered())
                .toList();

        assertEquals(keys(events), log.append(events, ReportedStatement.EVERYTHING));
        assertEquals(Set.copyOf(events), Set.copyOf(all(log, Accounts.ACME)));
        assertEquals(500, log.totals(Accounts.ACME).delivered());
        assertEquals(
                50,
                log.campaigns(Accounts.ACME, CampaignQuery.latest(1000)).stream()
                        .filter(campaign -> campaign.totals().delivered() == 10)
                        .count());
    }

    @Test
    default void an_event_that_comes_again_is_there_once_and_is_not_new() {
        EventLog log = newEventLog();
        LoggedEvent event = ReportedStatement.of("m1").clicked();
        append(log, event);

        assertEquals(Set.of(), append(log, event));
        assertEquals(List.of(event), all(log, Accounts.ACME));
        assertEquals(1, log.totals(Accounts.ACME).clicked());
    }

    @Test
    default void an_event_that_comes_again_in_other_words_stays_as_it_was_recorded_first() {
        EventLog log = newEventLog();
        LoggedEvent first = ReportedStatement.of("m1").providerId("p1").delivered();
        LoggedEvent again = ReportedStatement.of("m1")
                .providerId("p2")
                .raw("{\"attempt\": 2}")
                .subject("")
                .delivered();
        append(log, first);

        assertEquals(Set.of(), append(log, again));
        assertEquals(List.of(first), all(log, Accounts.ACME));
    }

    @Test
    default void an_event_that_is_twice_in_one_list_is_new_once() {
        EventLog log = newEventLog();
        LoggedEvent first = ReportedStatement.of("m1").providerId("p1").delivered();
        LoggedEvent again = ReportedStatement.of("m1").providerId("p2").delivered();
        List<LoggedEvent> twice = List.of(first, again, first);

        assertEquals(List.of(first), log.unknown(twice, ReportedStatement.EVERYTHING));
        assertEquals(Set.of(first.key()), log.append(twice, ReportedStatement.EVERYTHING));
        assertEquals(List.of(first), all(log, Accounts.ACME));
        assertEquals(1, log.totals(Accounts.ACME).delivered());
    }

    @Test
    default void events_that_differ_in_kind_time_message_recipient_or_link_are_all_kept() {
        EventLog log = newEventLog();
        List<LoggedEvent> events = List.of(
                ReportedStatement.of("m1").clicked(),
                ReportedStatement.of("m1").opened(),
                ReportedStatement.of("m1").later(1).clicked(),
                ReportedStatement.of("m2").clicked(),
                ReportedStatement.of("m1").to(Mailboxes.ALAN.address()).clicked(),
                ReportedStatement.of("m1").clicked("https://acme.example/"));

        assertEquals(keys(events), log.append(events, ReportedStatement.EVERYTHING));
        assertEquals(Set.copyOf(events), Set.copyOf(all(log, Accounts.ACME)));
    }

    @Test
    default void what_is_new_is_told_in_advance_in_its_order_and_not_recorded() {
        EventLog log = newEventLog();
        LoggedEvent known = ReportedStatement.of("m1").delivered();
        LoggedEvent later = ReportedStatement.of("m2").later(5).delivered();
        LoggedEvent earlier = ReportedStatement.of("m3").delivered();
        LoggedEvent elsewhere =
                ReportedStatement.of("m1").account(Accounts.GLOBEX).delivered();
        append(log, known);

        List<LoggedEvent> unknown =
                log.unknown(List.of(later, known, elsewhere, earlier), ReportedStatement.EVERYTHING);

        assertEquals(List.of(later, elsewhere, earlier), unknown);
        assertEquals(List.of(known), all(log, Accounts.ACME));
        assertEquals(1, log.totals(Accounts.ACME).delivered());
    }

    @Test
    default void everything_survives_the_process_that_recorded_it() {
        EventLog log = newEventLog();
        LoggedEvent event = ReportedStatement.of("m1").about("invoice/7").clicked();
        append(log, event);
        Totals totals = log.totals(Accounts.ACME);
        List<CampaignFigures> campaigns = log.campaigns(Accounts.ACME, CampaignQuery.latest(10));
        Optional<? extends EventLog> reopened = reopen(log);
        if (reopened.isEmpty()) {
            abort("This event log cannot be opened a second time: reopen(...) is not overridden.");
        }

        EventLog again = reopened.get();
        assertTrue(again != log, "reopen(...) gives another instance");
        assertEquals(List.of(event), all(again, Accounts.ACME));
        assertEquals(
                RecipientStatus.nothing().after(event.event()),
                again.status(Accounts.ACME, "m1", Mailboxes.GRACE.address()));
        assertEquals(totals, again.totals(Accounts.ACME));
        assertEquals(campaigns, again.campaigns(Accounts.ACME, CampaignQuery.latest(10)));
    }

    private static Set<EventKey> append(EventLog log, LoggedEvent event) {
        return log.append(List.of(event), ReportedStatement.EVERYTHING);
    }

    private static Set<EventKey> keys(List<LoggedEvent> events) {
        return events.stream().map(LoggedEvent::key).collect(Collectors.toSet());
    }

    private static List<LoggedEvent> all(EventLog log, AccountId account) {
        return log.find(account, EventQuery.latest(10_000)).events();
    }
}
