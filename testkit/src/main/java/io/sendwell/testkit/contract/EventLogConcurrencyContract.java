package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.account.AccountId;
import io.sendwell.event.EventType;
import io.sendwell.log.CampaignQuery;
import io.sendwell.log.EventKey;
import io.sendwell.log.EventLog;
import io.sendwell.log.EventQuery;
import io.sendwell.log.EventRetention;
import io.sendwell.log.InMemoryEventLog;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.Totals;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.Mailboxes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link EventLog} keeps when threads and nodes record at once. Half of the threads use what {@link #reopen} gives, if
 * it gives something: a second node on the same database. A deadlock that the database reports is the log's own business: an
 * exception that reaches a thread fails the test.
 *
 * <p>The system property {@code sendwell.contract.events} says how many events the storm has, each of them delivered 1 to 46
 * times and five times on average; 2,000 when it is not set.
 */
public interface EventLogConcurrencyContract extends EventLogUnderTest {

    /** How often a race is run. */
    int ROUNDS = 20;

    @Test
    default void a_storm_from_several_threads_ends_as_the_same_events_once_and_in_order() {
        EventStorm storm = EventStorm.of(Integer.getInteger("sendwell.contract.events", 2_000), 20_261_121L);
        EventLog log = newEventLog();
        List<Set<EventKey>> fresh = bring(log, storm.deliveries(4), ReportedStatement.EVERYTHING, storm.events.size());
        EventLog inOrder = new InMemoryEventLog();
        storm.inOrder().forEach(event -> inOrder.append(List.of(event), ReportedStatement.EVERYTHING));

        assertSameState(inOrder, log, storm.events);
        Set<EventKey> all = new HashSet<>();
        fresh.forEach(all::addAll);
        assertEquals(storm.events.size(), all.size(), "events that were new to some thread");
        assertEquals(
                storm.events.size(),
                fresh.stream().mapToInt(Set::size).sum(),
                "events that were new, each to one thread alone");
    }

    @Test
    default void a_storm_over_a_short_log_keeps_the_newest_and_counts_all() {
        EventStorm storm = EventStorm.of(400, 20_261_122L);
        EventRetention shortLog = new EventRetention(EventRetention.USUAL, 25);
        EventLog log = newEventLog();
        bring(log, storm.deliveries(4), shortLog, storm.events.size());
        EventLog inOrder = new InMemoryEventLog();
        storm.inOrder().forEach(event -> inOrder.append(List.of(event), shortLog));

        assertSameState(inOrder, log, storm.events);
    }

    @Test
    default void an_event_that_several_threads_bring_at_once_is_new_to_one_of_them() {
        EventLog log = newEventLog();
        EventLog other = otherNode(log);
        for (int round = 0; round < ROUNDS; round++) {
            LoggedEvent event =
                    ReportedStatement.of("m" + round).campaign("Round " + round).clicked();
            List<Callable<Set<EventKey>>> works = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                EventLog node = thread % 2 == 0 ? log : other;
                works.add(() -> node.append(List.of(event), ReportedStatement.EVERYTHING));
            }

            assertEquals(1, Together.run(works).stream().mapToInt(Set::size).sum());
            assertEquals(round + 1, log.totals(Accounts.ACME).clicked());
        }
    }

    @Test
    default void different_events_of_one_message_that_come_at_once_are_all_in_its_status() {
        EventLog log = newEventLog();
        EventLog other = otherNode(log);
        for (int round = 0; round < ROUNDS; round++) {
            String id = "m" + round;
            List<LoggedEvent> events = List.of(
                    ReportedStatement.of(id).softBounced(),
                    ReportedStatement.of(id).hardBounced(),
                    ReportedStatement.of(id).unsubscribed(),
                    ReportedStatement.of(id).clicked());
            Together.run(IntStream.range(0, 4)
                    .mapToObj(thread -> (Callable<Set<EventKey>>) () -> (thread % 2 == 0 ? log : other)
                            .append(List.of(events.get(thread)), ReportedStatement.EVERYTHING))
                    .toList());

            assertTrue(
                    log.status(Accounts.ACME, id, Mailboxes.GRACE.address())
                            .seen()
                            .containsAll(EnumSet.of(
                                    EventType.SOFT_BOUNCED,
                                    EventType.HARD_BOUNCED,
                                    EventType.UNSUBSCRIBED,
                                    EventType.CLICKED)),
                    "an event was lost from the status");
            long messages = round + 1L;
            assertEquals(
                    new Totals(messages, messages, messages, messages, messages, messages, 0, 0, 0, messages),
                    log.totals(Accounts.ACME));
        }
    }

    @Test
    default void threads_that_bring_events_of_many_accounts_in_opposite_order_do_not_lock_each_other_out() {
        EventLog log = newEventLog();
        EventLog other = otherNode(log);
        for (int round = 0; round < ROUNDS; round++) {
            int number = round;
            List<LoggedEvent> events = IntStream.range(0, 8)
                    .mapToObj(account -> ReportedStatement.of("m" + number)
                            .account(AccountId.of("account" + account))
                            .campaign("Campaign " + (number + account) % 3)
                            .delivered())
                    .toList();
            List<Callable<Set<EventKey>>> works = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                List<LoggedEvent> mine = new ArrayList<>(events);
                if (thread == 1) {
                    Collections.reverse(mine);
                } else if (thread > 1) {
                    Collections.shuffle(mine, new Random(round * 10L + thread));
                }
                EventLog node = thread % 2 == 0 ? log : other;
                works.add(() -> node.append(mine, ReportedStatement.EVERYTHING));
            }
            Together.run(works);
        }

        for (int account = 0; account < 8; account++) {
            assertEquals(ROUNDS, log.totals(AccountId.of("account" + account)).delivered());
        }
    }

    @Test
    default void a_campaign_is_put_aside_while_events_come() {
        EventLog log = newEventLog();
        EventLog other = otherNode(log);
        for (int round = 0; round < ROUNDS; round++) {
            LoggedEvent first =
                    ReportedStatement.of("m" + round).campaign("Round " + round).delivered();
            LoggedEvent second =
                    ReportedStatement.of("n" + round).campaign("Round " + round).delivered();
            log.append(List.of(first), ReportedStatement.EVERYTHING);
            Together.run(List.<Callable<Object>>of(
                    () -> log.archive(Accounts.ACME, first.campaign(), CampaignQuery.Archived.YES),
                    () -> other.append(List.of(second), ReportedStatement.EVERYTHING)));

            assertEquals(
                    round + 1,
                    log
                            .campaigns(Accounts.ACME, CampaignQuery.latest(100).archived(CampaignQuery.Archived.YES))
                            .stream()
                            .filter(campaign -> campaign.totals().delivered() == 2)
                            .count());
        }
    }

    /** What threads bring, half of them to a second node; each gives the keys that were new to it. */
    private List<Set<EventKey>> bring(
            EventLog log, List<List<List<LoggedEvent>>> deliveries, EventRetention retention, int events) {
        EventLog other = otherNode(log);
        List<Callable<Set<EventKey>>> reporters = new ArrayList<>();
        for (int thread = 0; thread < deliveries.size(); thread++) {
            EventLog node = thread % 2 == 0 ? log : other;
            List<List<LoggedEvent>> mine = deliveries.get(thread);
            reporters.add(() -> {
                Set<EventKey> fresh = new HashSet<>();
                mine.forEach(list -> fresh.addAll(node.append(list, retention)));
                return fresh;
            });
        }
        // A second for every twenty events beyond the usual minute: it ends a test that hangs, and decides nothing
        // else.
        return Together.run(reporters, Duration.ofSeconds(60 + events / 20));
    }

    private EventLog otherNode(EventLog log) {
        return reopen(log).map(EventLog.class::cast).orElse(log);
    }

    private static void assertSameState(EventLog expected, EventLog log, List<LoggedEvent> events) {
        for (AccountId account : List.of(Accounts.ACME, Accounts.GLOBEX)) {
            List<EventKey> kept = keys(log, account);
            assertEquals(keys(expected, account).size(), kept.size(), "rows of " + account);
            assertTrue(keys(expected, account).equals(kept), "the events of " + account + " are others than in order");
            assertEquals(expected.totals(account), log.totals(account), "totals of " + account);
            CampaignQuery campaigns = CampaignQuery.latest(100);
            assertEquals(
                    expected.campaigns(account, campaigns),
                    log.campaigns(account, campaigns),
                    "campaigns of " + account);
        }
        Set<String> messages = new HashSet<>();
        for (LoggedEvent event : events) {
            if (messages.add(event.messageId())) {
                assertEquals(
                        expected.status(event.account(), event.messageId(), event.recipient()),
                        log.status(event.account(), event.messageId(), event.recipient()),
                        () -> "status of " + event.messageId());
            }
        }
    }

    private static List<EventKey> keys(EventLog log, AccountId account) {
        return log.find(account, EventQuery.latest(1_000_000)).events().stream()
                .map(LoggedEvent::key)
                .toList();
    }
}
