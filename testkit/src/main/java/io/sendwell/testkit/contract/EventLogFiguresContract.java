package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.account.AccountId;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.event.Report;
import io.sendwell.log.CampaignFigures;
import io.sendwell.log.CampaignQuery;
import io.sendwell.log.EventKey;
import io.sendwell.log.EventLog;
import io.sendwell.log.EventQuery;
import io.sendwell.log.EventRetention;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.RecipientStatus;
import io.sendwell.log.Totals;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Mailboxes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where each message stands, what that counts, and what is left of it when events are forgotten. */
public interface EventLogFiguresContract extends EventLogUnderTest {

    @Test
    default void nothing_is_known_of_a_message_that_nobody_reported() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").delivered());

        assertEquals(RecipientStatus.nothing(), status(log, "m2"));
        assertEquals(RecipientStatus.nothing(), status(log, "M1"));
        assertEquals(
                RecipientStatus.nothing(), log.status(Accounts.ACME, "m1", Mailboxes.ALAN.address()), "of another");
        assertEquals(Totals.none(), log.totals(Accounts.GLOBEX));
    }

    @Test
    default void every_kind_leads_to_its_status_and_counts_where_it_belongs() {
        EventLog log = newEventLog();
        Totals expected = Totals.none();
        int number = 0;
        for (DeliveryEvent event : ReportedStatement.everyEvent(Report.of(ReportedStatement.AT, "mailjet", "{}"))) {
            String id = "m" + number++;
            append(log, ReportedStatement.of(id).is(event));
            RecipientStatus status = RecipientStatus.nothing().after(event);
            expected = expected.plus(Totals.of(status));

            assertEquals(status, status(log, id), () -> "after " + event);
            assertEquals(expected, log.totals(Accounts.ACME), () -> "after " + event);
        }
    }

    @Test
    default void a_status_is_the_same_in_whatever_order_events_come() {
        EventLog log = newEventLog();
        List<List<Integer>> orders = orders(List.of(0, 1, 2, 3));
        RecipientStatus expected = RecipientStatus.nothing();
        for (int number = 0; number < 4; number++) {
            expected = expected.after(fourEvents("any").get(number).event());
        }
        Totals totals = Totals.none();
        for (List<Integer> order : orders) {
            List<LoggedEvent> events = fourEvents("m" + order);
            for (int number : order) {
                append(log, events.get(number));
            }
            totals = totals.plus(Totals.of(expected));

            assertEquals(expected, status(log, "m" + order), () -> "in the order " + order);
            assertEquals(totals, log.totals(Accounts.ACME), () -> "in the order " + order);
        }
    }

    @Test
    default void a_report_of_less_takes_nothing_back() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").hardBounced());
        append(log, ReportedStatement.of("m1").later(1).clicked());
        append(log, ReportedStatement.of("m1").later(2).delivered());
        append(log, ReportedStatement.of("m1").later(3).accepted());
        append(log, ReportedStatement.of("m1").later(4).other("parsed"));

        assertEquals(Optional.of(EventType.HARD_BOUNCED), status(log, "m1").standing());
        assertEquals(new Totals(1, 1, 1, 1, 1, 1, 0, 0, 0, 0), log.totals(Accounts.ACME));
    }

    @Test
    default void each_recipient_of_a_message_has_a_status_by_normal_form() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").to("grace@example.net").delivered());
        append(log, ReportedStatement.of("m1").to("GRACE@EXAMPLE.net").opened());
        append(log, ReportedStatement.of("m1").to(Mailboxes.ALAN.address()).hardBounced());

        assertEquals(Optional.of(EventType.OPENED), status(log, "m1").standing());
        assertEquals(
                Optional.of(EventType.HARD_BOUNCED),
                log.status(Accounts.ACME, "m1", Mailboxes.ALAN.address()).standing());
        assertEquals(new Totals(2, 1, 1, 0, 1, 1, 0, 0, 0, 0), log.totals(Accounts.ACME));
    }

    @Test
    default void a_message_counts_once_however_much_is_reported_of_it() {
        EventLog log = newEventLog();
        for (int second = 0; second < 5; second++) {
            append(log, ReportedStatement.of("m1").later(second).clicked());
        }

        assertEquals(new Totals(1, 1, 1, 1, 0, 0, 0, 0, 0, 0), log.totals(Accounts.ACME));
        assertEquals(
                log.totals(Accounts.ACME),
                log.campaigns(Accounts.ACME, CampaignQuery.latest(1)).get(0).totals());
    }

    @Test
    default void what_a_program_opened_counts_as_delivered_and_no_more() {
        EventLog log = newEventLog();
        append(
                log,
                ReportedStatement.of("m1").is(report -> new DeliveryEvent.Opened(report, ReportedStatement.PROGRAM)));

        assertEquals(new Totals(1, 1, 0, 0, 0, 0, 0, 0, 0, 0), log.totals(Accounts.ACME));
        assertEquals(Optional.of(EventType.DELIVERED), status(log, "m1").standing());
    }

    @Test
    default void totals_are_the_sum_over_statuses_in_whatever_order_and_lists_events_come() {
        for (long seed = 1; seed <= 3; seed++) {
            EventLog log = newEventLog();
            Random random = new Random(seed);
            List<LoggedEvent> events = new ArrayList<>();
            for (int message = 0; message < 20; message++) {
                List<LoggedEvent> four = fourEvents("m" + message);
                events.addAll(four.subList(0, 1 + random.nextInt(4)));
            }
            Totals expected = sum(events);
            events.addAll(List.copyOf(events));
            Collections.shuffle(events, random);
            for (int first = 0; first < events.size(); first += 7) {
                log.append(events.subList(first, Math.min(first + 7, events.size())), ReportedStatement.EVERYTHING);
            }

            assertEquals(expected, log.totals(Accounts.ACME), "seed " + seed);
            assertEquals(
                    expected,
                    log.campaigns(Accounts.ACME, CampaignQuery.latest(1)).get(0).totals(),
                    "of the campaign, seed " + seed);
        }
    }

    @Test
    default void the_newest_events_are_kept_and_the_others_forgotten() {
        EventLog log = newEventLog();
        EventRetention three = newest(3);
        for (int second : new int[] {1, 5, 3, 4, 2}) {
            log.append(List.of(ReportedStatement.of("m" + second).later(second).delivered()), three);
        }

        assertEquals(List.of("m5", "m4", "m3"), messages(log, Accounts.ACME));
        assertEquals(5, log.totals(Accounts.ACME).delivered());
        assertEquals(Optional.of(EventType.DELIVERED), status(log, "m1").standing());
    }

    @Test
    default void of_one_time_the_greater_keys_are_kept() {
        EventLog log = newEventLog();
        List<LoggedEvent> events = IntStream.range(0, 8)
                .mapToObj(number -> ReportedStatement.of("m" + number).delivered())
                .sorted((one, other) -> other.key().compareTo(one.key()))
                .toList();
        events.forEach(event -> log.append(List.of(event), newest(8)));
        log.append(List.of(ReportedStatement.of("later").later(1).delivered()), newest(4));

        List<String> kept = new ArrayList<>(List.of("later"));
        events.subList(0, 3).forEach(event -> kept.add(event.messageId()));
        assertEquals(kept, messages(log, Accounts.ACME));
    }

    @Test
    default void what_was_forgotten_counts_nothing_twice_and_is_not_new() {
        EventLog log = newEventLog();
        EventRetention two = newest(2);
        LoggedEvent forgotten = ReportedStatement.of("m1").clicked();
        log.append(List.of(forgotten), two);
        log.append(
                List.of(
                        ReportedStatement.of("m2").later(1).delivered(),
                        ReportedStatement.of("m3").later(2).delivered()),
                two);
        Totals totals = log.totals(Accounts.ACME);

        assertEquals(List.of(), log.unknown(List.of(forgotten), two));
        assertEquals(Set.of(), log.append(List.of(forgotten), two));
        assertEquals(List.of("m3", "m2"), messages(log, Accounts.ACME));
        assertEquals(totals, log.totals(Accounts.ACME));
    }

    @Test
    default void an_event_from_before_everything_that_is_kept_counts_and_is_not_kept() {
        EventLog log = newEventLog();
        EventRetention two = newest(2);
        log.append(
                List.of(
                        ReportedStatement.of("m2").later(1).delivered(),
                        ReportedStatement.of("m3").later(2).delivered()),
                two);
        LoggedEvent late = ReportedStatement.of("m1").delivered();

        assertEquals(List.of(late), log.unknown(List.of(late), two));
        assertEquals(Set.of(late.key()), log.append(List.of(late), two));
        assertEquals(List.of("m3", "m2"), messages(log, Accounts.ACME));
        assertEquals(3, log.totals(Accounts.ACME).delivered());
    }

    @Test
    default void a_kind_that_is_not_kept_counts_all_the_same_and_is_new_once() {
        EventLog log = newEventLog();
        EventRetention clicks = new EventRetention(EnumSet.of(EventType.CLICKED), 10);
        LoggedEvent opened = ReportedStatement.of("m1").opened();
        LoggedEvent clicked = ReportedStatement.of("m1").later(1).clicked();

        assertEquals(Set.of(opened.key()), log.append(List.of(opened), clicks));
        assertEquals(Set.of(clicked.key()), log.append(List.of(opened, clicked), clicks));
        assertEquals(List.of(), log.unknown(List.of(opened, clicked), clicks));
        assertEquals(
                List.of(clicked), log.find(Accounts.ACME, EventQuery.latest(10)).events());
        assertEquals(new Totals(1, 1, 1, 1, 0, 0, 0, 0, 0, 0), log.totals(Accounts.ACME));
    }

    @Test
    default void what_is_kept_is_counted_by_account() {
        EventLog log = newEventLog();
        for (int second = 0; second < 3; second++) {
            log.append(
                    List.of(
                            ReportedStatement.of("m" + second).later(second).delivered(),
                            ReportedStatement.of("n" + second)
                                    .account(Accounts.GLOBEX)
                                    .later(-second)
                                    .delivered()),
                    newest(2));
        }

        assertEquals(List.of("m2", "m1"), messages(log, Accounts.ACME));
        assertEquals(List.of("n0", "n1"), messages(log, Accounts.GLOBEX));
    }

    @Test
    default void fewer_are_kept_as_soon_as_something_new_comes_when_less_is_asked_for() {
        EventLog log = newEventLog();
        for (int second = 0; second < 10; second++) {
            append(log, ReportedStatement.of("m" + second).later(second).delivered());
        }

        log.append(List.of(ReportedStatement.of("m10").later(10).delivered()), newest(3));
        assertEquals(List.of("m10", "m9", "m8"), messages(log, Accounts.ACME));
    }

    @Test
    default void accounts_do_not_see_each_other_even_under_one_id() {
        EventLog log = newEventLog();
        AccountId capitals = AccountId.of("ACME");
        LoggedEvent acme = ReportedStatement.of("m1").delivered();
        LoggedEvent globex = ReportedStatement.of("m1").account(Accounts.GLOBEX).opened();
        LoggedEvent other = ReportedStatement.of("m1").account(capitals).clicked();
        log.append(List.of(acme, globex, other), ReportedStatement.EVERYTHING);

        for (LoggedEvent event : List.of(acme, globex, other)) {
            AccountId account = event.account();
            RecipientStatus status = RecipientStatus.nothing().after(event.event());
            List<CampaignFigures> campaigns = log.campaigns(account, CampaignQuery.latest(10));

            assertEquals(
                    List.of(event), log.find(account, EventQuery.latest(10)).events());
            assertEquals(status, log.status(account, "m1", Mailboxes.GRACE.address()));
            assertEquals(Totals.of(status), log.totals(account));
            assertEquals(1, campaigns.size());
            assertEquals(Totals.of(status), campaigns.get(0).totals());
        }
    }

    @Test
    default void the_figures_of_all_accounts_are_their_sum_without_those_that_were_forgotten() {
        EventLog log = newEventLog();
        assertEquals(Totals.none(), log.totals());
        append(log, ReportedStatement.of("m1").clicked());
        append(log, ReportedStatement.of("m2").hardBounced());
        append(log, ReportedStatement.of("m1").account(Accounts.GLOBEX).opened());
        Totals globex = log.totals(Accounts.GLOBEX);

        assertEquals(log.totals(Accounts.ACME).plus(globex), log.totals());
        while (log.forget(Accounts.ACME, 10) > 0) {
            // In steps.
        }
        assertEquals(globex, log.totals());
    }

    @Test
    default void the_same_event_is_new_to_each_account() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").delivered());
        LoggedEvent globex = ReportedStatement.of("m1").account(Accounts.GLOBEX).delivered();

        assertEquals(Set.of(globex.key()), append(log, globex));
        assertEquals(List.of("m1"), messages(log, Accounts.ACME));
        assertEquals(List.of("m1"), messages(log, Accounts.GLOBEX));
    }

    @Test
    default void a_person_who_is_erased_leaves_totals_and_nothing_else() {
        EventLog log = newEventLog();
        LoggedEvent alan =
                ReportedStatement.of("m1").to(Mailboxes.ALAN.address()).delivered();
        LoggedEvent elsewhere =
                ReportedStatement.of("m1").account(Accounts.GLOBEX).delivered();
        log.append(
                List.of(
                        ReportedStatement.of("m1").delivered(),
                        ReportedStatement.of("m1")
                                .to("GRACE@example.NET")
                                .later(1)
                                .opened(),
                        ReportedStatement.of("m2").later(2).clicked(),
                        alan,
                        elsewhere),
                ReportedStatement.EVERYTHING);
        Totals totals = log.totals(Accounts.ACME);
        List<CampaignFigures> campaigns = log.campaigns(Accounts.ACME, CampaignQuery.latest(10));

        assertEquals(3, log.erase(Accounts.ACME, Mailboxes.GRACE.address()));
        assertEquals(0, log.erase(Accounts.ACME, Mailboxes.GRACE.address()), "the second time");
        assertEquals(
                List.of(alan), log.find(Accounts.ACME, EventQuery.latest(10)).events());
        assertEquals(RecipientStatus.nothing(), status(log, "m1"));
        assertEquals(RecipientStatus.nothing(), status(log, "m2"));
        assertEquals(
                Optional.of(EventType.DELIVERED),
                log.status(Accounts.ACME, "m1", Mailboxes.ALAN.address()).standing());
        assertEquals(totals, log.totals(Accounts.ACME));
        assertEquals(campaigns, log.campaigns(Accounts.ACME, CampaignQuery.latest(10)));
        assertEquals(
                List.of(elsewhere),
                log.find(Accounts.GLOBEX, EventQuery.latest(10)).events());
    }

    @Test
    default void an_erased_person_makes_room_for_others() {
        EventLog log = newEventLog();
        EventRetention two = newest(2);
        log.append(
                List.of(
                        ReportedStatement.of("m2").later(2).delivered(),
                        ReportedStatement.of("m3").later(3).delivered()),
                two);
        log.erase(Accounts.ACME, Mailboxes.GRACE.address());
        log.append(
                List.of(
                        ReportedStatement.of("m0").to(Mailboxes.ALAN.address()).delivered(),
                        ReportedStatement.of("m1")
                                .to(Mailboxes.ALAN.address())
                                .later(1)
                                .delivered()),
                two);

        assertEquals(List.of("m1", "m0"), messages(log, Accounts.ACME));
    }

    @Test
    default void erasing_somebody_of_whom_nothing_is_known_changes_nothing() {
        EventLog log = newEventLog();
        append(log, ReportedStatement.of("m1").delivered());

        assertEquals(0, log.erase(Accounts.ACME, Mailboxes.ALAN.address()));
        assertEquals(0, log.erase(Accounts.GLOBEX, Mailboxes.GRACE.address()));
        assertEquals(List.of("m1"), messages(log, Accounts.ACME));
    }

    private static Set<EventKey> append(EventLog log, LoggedEvent event) {
        return log.append(List.of(event), ReportedStatement.EVERYTHING);
    }

    private static EventRetention newest(int count) {
        return new EventRetention(EnumSet.allOf(EventType.class), count);
    }

    private static RecipientStatus status(EventLog log, String messageId) {
        return log.status(Accounts.ACME, messageId, Mailboxes.GRACE.address());
    }

    private static List<String> messages(EventLog log, AccountId account) {
        return log.find(account, EventQuery.latest(100)).events().stream()
                .map(LoggedEvent::messageId)
                .toList();
    }

    private static List<LoggedEvent> fourEvents(String messageId) {
        return List.of(
                ReportedStatement.of(messageId).deferred(),
                ReportedStatement.of(messageId).later(1).delivered(),
                ReportedStatement.of(messageId).later(2).clicked(),
                ReportedStatement.of(messageId).later(3).softBounced());
    }

    private static Totals sum(List<LoggedEvent> events) {
        return events.stream()
                .map(LoggedEvent::messageId)
                .distinct()
                .map(id -> {
                    RecipientStatus status = RecipientStatus.nothing();
                    for (LoggedEvent event : events) {
                        status = event.messageId().equals(id) ? status.after(event.event()) : status;
                    }
                    return Totals.of(status);
                })
                .reduce(Totals.none(), Totals::plus);
    }

    private static List<List<Integer>> orders(List<Integer> numbers) {
        if (numbers.isEmpty()) {
            return List.of(List.of());
        }
        List<List<Integer>> orders = new ArrayList<>();
        for (Integer first : numbers) {
            List<Integer> rest = new ArrayList<>(numbers);
            rest.remove(first);
            for (List<Integer> order : orders(rest)) {
                List<Integer> whole = new ArrayList<>(List.of(first));
                whole.addAll(order);
                orders.add(whole);
            }
        }
        return orders;
    }

    @Test
    default void of_an_account_that_is_removed_everything_is_forgotten_in_steps() {
        EventLog log = newEventLog();
        AccountId capitals = AccountId.of("ACME");
        LoggedEvent elsewhere =
                ReportedStatement.of("m1").account(Accounts.GLOBEX).delivered();
        LoggedEvent inCapitals = ReportedStatement.of("m1").account(capitals).delivered();
        LoggedEvent first = ReportedStatement.of("m1").delivered();
        log.append(
                List.of(
                        first,
                        ReportedStatement.of("m2").later(1).clicked(),
                        ReportedStatement.of("m3").later(2).delivered(),
                        elsewhere,
                        inCapitals),
                newest(3));
        Totals one = log.totals(Accounts.GLOBEX);

        assertEquals(2, log.forget(Accounts.ACME, 2), "no more than the limit");
        long steps = 0;
        while (log.forget(Accounts.ACME, 2) > 0) {
            steps++;
            assertTrue(steps < 20, "a step after which less is left");
        }

        assertEquals(List.of(), log.find(Accounts.ACME, EventQuery.latest(10)).events());
        assertEquals(RecipientStatus.nothing(), status(log, "m1"));
        assertEquals(Totals.none(), log.totals(Accounts.ACME));
        assertEquals(List.of(), log.campaigns(Accounts.ACME, CampaignQuery.latest(10)));
        assertEquals(
                List.of(elsewhere),
                log.find(Accounts.GLOBEX, EventQuery.latest(10)).events());
        assertEquals(one, log.totals(Accounts.GLOBEX));
        assertEquals(
                List.of(inCapitals), log.find(capitals, EventQuery.latest(10)).events());
        assertEquals(Set.of(first.key()), append(log, first), "new again");
        assertEquals(one, log.totals(Accounts.ACME), "counted as of a new account");
    }
}
