package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.identity.IdentityOutcome;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageLog;
import io.sendwell.log.MessagePlace;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.CampaignName;
import io.sendwell.message.MessageClass;
import io.sendwell.outbox.SendingId;
import io.sendwell.route.Route;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.HostileTexts;
import io.sendwell.testkit.fixtures.Mailboxes;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link MessageLog} keeps.
 *
 * <pre>{@code
 * class JdbcMessageLogTest implements MessageLogContract {
 *     @Override
 *     public MessageLog newMessageLog() {
 *         database.clear();
 *         return new JdbcMessageLog(database.dataSource());
 *     }
 * }
 * }</pre>
 */
public interface MessageLogContract {

    /** Makes a log with nothing in it; it is asked for one in each test. */
    MessageLog newMessageLog();

    /**
     * Opens the store of a log once more, as another process would, so that it can be seen that messages survive.
     *
     * @return empty, unless overridden, for a log that lives in this process alone; what survives is skipped then
     */
    default Optional<? extends MessageLog> reopen(MessageLog log) {
        return Optional.empty();
    }

    @Test
    default void a_message_is_found_as_it_was_recorded() {
        MessageLog log = newMessageLog();
        LoggedMessage message = LoggedStatement.complete("m1");
        log.record(List.of(message));

        assertEquals(List.of(message), log.find(Accounts.ACME, MessageQuery.latest(10)));
    }

    @Test
    default void a_message_that_did_not_leave_is_found_as_it_was_recorded() {
        MessageLog log = newMessageLog();
        LoggedMessage message = LoggedStatement.withheld("m1");
        log.record(List.of(message));

        assertEquals(List.of(message), log.find(Accounts.ACME, MessageQuery.latest(10)));
    }

    @Test
    default void every_value_of_class_route_and_identity_is_kept() {
        MessageLog log = newMessageLog();
        List<LoggedMessage> messages = new ArrayList<>();
        for (MessageClass messageClass : MessageClass.values()) {
            for (Route route : Route.values()) {
                for (IdentityOutcome identity : IdentityOutcome.values()) {
                    messages.add(LoggedStatement.of("m" + messages.size(), messageClass, route, identity));
                }
            }
        }
        log.record(messages);

        assertEquals(Set.copyOf(messages), Set.copyOf(log.find(Accounts.ACME, MessageQuery.latest(1000))));
    }

    @Test
    default void a_message_without_recipients_is_kept() {
        MessageLog log = newMessageLog();
        LoggedMessage message = LoggedStatement.to("m1", Map.of());
        log.record(List.of(message));

        assertEquals(List.of(message), log.find(Accounts.ACME, MessageQuery.latest(10)));
    }

    @Test
    default void recording_nothing_changes_nothing() {
        MessageLog log = newMessageLog();
        log.record(List.of());

        assertEquals(List.of(), log.find(Accounts.ACME, MessageQuery.latest(10)));
    }

    @Test
    default void every_kind_of_outcome_is_kept() {
        MessageLog log = newMessageLog();
        Map<EmailAddress, RecipientOutcome> outcomes = new LinkedHashMap<>();
        for (RecipientOutcome outcome : everyKindOfOutcome()) {
            outcomes.put(EmailAddress.parse("person" + outcomes.size() + "@example.net"), outcome);
        }
        log.record(List.of(LoggedStatement.to("recorded", outcomes)));
        Map<EmailAddress, RecipientOutcome> pending = new LinkedHashMap<>();
        outcomes.keySet().forEach(address -> pending.put(address, new RecipientOutcome.Pending()));
        log.record(List.of(LoggedStatement.to("settled", pending)));
        log.settle(Accounts.ACME, "settled", outcomes);

        assertEquals(outcomes, only(log, "recorded").outcomes());
        assertEquals(outcomes, only(log, "settled").outcomes());
    }

    @Test
    default void recipients_stand_in_their_order() {
        MessageLog log = newMessageLog();
        Map<EmailAddress, RecipientOutcome> outcomes = new LinkedHashMap<>();
        for (int number : new int[] {7, 1, 10, 3, 2, 12, 5}) {
            outcomes.put(EmailAddress.parse("person" + number + "@example.net"), new RecipientOutcome.Pending());
        }
        log.record(List.of(LoggedStatement.to("m1", outcomes)));
        log.settle(Accounts.ACME, "m1", Map.of(EmailAddress.parse("person10@example.net"), accepted("q1")));

        assertEquals(
                List.copyOf(outcomes.keySet()),
                List.copyOf(only(log, "m1").outcomes().keySet()));
    }

    @Test
    default void a_message_with_a_hundred_recipients_is_kept() {
        MessageLog log = newMessageLog();
        Map<EmailAddress, RecipientOutcome> outcomes = new LinkedHashMap<>();
        IntStream.range(0, 100)
                .forEach(number ->
                        outcomes.put(EmailAddress.parse("person" + number + "@example.net"), accepted("q" + number)));
        log.record(List.of(LoggedStatement.to("m1", outcomes)));

        assertEquals(outcomes, only(log, "m1").outcomes());
    }

    @Test
    default void a_message_recorded_again_is_there_once_as_it_was_recorded_last() {
        MessageLog log = newMessageLog();
        LoggedMessage first = LoggedStatement.of("m1");
        LoggedMessage again = LoggedStatement.withheld("m1");
        log.record(List.of(first));
        log.record(List.of(again, LoggedStatement.of("m2")));

        assertEquals(List.of(LoggedStatement.of("m2"), again), log.find(Accounts.ACME, MessageQuery.latest(10)));
    }

    @Test
    default void of_a_list_that_cannot_be_recorded_nothing_is() {
        MessageLog log = newMessageLog();

        assertThrows(
                RuntimeException.class,
                () -> log.record(Arrays.asList(LoggedStatement.of("m1"), null)),
                "a list with a null in it");
        assertEquals(List.of(), log.find(Accounts.ACME, MessageQuery.latest(10)));
    }

    @Test
    default void a_list_of_hundreds_is_recorded_whole() {
        MessageLog log = newMessageLog();
        List<LoggedMessage> messages = IntStream.range(0, 500)
                .mapToObj(number -> LoggedStatement.of("m" + number))
                .toList();
        log.record(messages);

        assertEquals(Set.copyOf(messages), Set.copyOf(log.find(Accounts.ACME, MessageQuery.latest(1000))));
    }

    @Test
    default void settling_changes_the_outcomes_that_it_names_and_no_others() {
        MessageLog log = newMessageLog();
        log.record(List.of(LoggedStatement.pending("m1"), LoggedStatement.pending("m2")));

        log.settle(Accounts.ACME, "m1", Map.of(Mailboxes.GRACE.address(), accepted("q1")));

        assertEquals(
                Map.of(
                        Mailboxes.GRACE.address(),
                        accepted("q1"),
                        Mailboxes.ALAN.address(),
                        new RecipientOutcome.Pending()),
                only(log, "m1").outcomes());
        assertEquals(LoggedStatement.pending("m2"), only(log, "m2"));
    }

    @Test
    default void settling_leaves_everything_but_outcomes_as_it_was() {
        MessageLog log = newMessageLog();
        LoggedMessage message = LoggedStatement.complete("m1");
        log.record(List.of(message));
        Map<EmailAddress, RecipientOutcome> outcomes = Map.of(Mailboxes.GRACE.address(), accepted("q2"));

        log.settle(Accounts.ACME, "m1", outcomes);

        assertEquals(message.withOutcomes(outcomes), only(log, "m1"));
    }

    @Test
    default void settling_twice_keeps_the_last() {
        MessageLog log = newMessageLog();
        log.record(List.of(LoggedStatement.pending("m1")));
        log.settle(Accounts.ACME, "m1", Map.of(Mailboxes.GRACE.address(), deferred()));
        log.settle(Accounts.ACME, "m1", Map.of(Mailboxes.GRACE.address(), accepted("q1")));

        assertEquals(accepted("q1"), only(log, "m1").outcomes().get(Mailboxes.GRACE.address()));
    }

    @Test
    default void settling_a_message_that_is_not_known_is_ignored() {
        MessageLog log = newMessageLog();
        log.record(List.of(LoggedStatement.pending("m1")));

        log.settle(Accounts.ACME, "erased", Map.of(Mailboxes.GRACE.address(), accepted("q1")));

        assertEquals(List.of(LoggedStatement.pending("m1")), log.find(Accounts.ACME, MessageQuery.latest(10)));
    }

    @Test
    default void settling_brings_back_no_recipient_that_was_taken_out() {
        MessageLog log = newMessageLog();
        log.record(List.of(LoggedStatement.pending("m1")));
        log.erase(Accounts.ACME, Mailboxes.GRACE.address(), List.of("m1"));

        log.settle(
                Accounts.ACME,
                "m1",
                Map.of(Mailboxes.GRACE.address(), accepted("q1"), Mailboxes.ALAN.address(), accepted("q2")));

        assertEquals(
                Map.of(Mailboxes.ALAN.address(), accepted("q2")),
                only(log, "m1").outcomes());
        assertEquals(List.of(), log.find(Accounts.ACME, MessageQuery.latest(10).to(Mailboxes.GRACE.address())));
    }

    @Test
    default void settling_does_not_reach_a_message_of_another_account() {
        MessageLog log = newMessageLog();
        LoggedMessage message = LoggedStatement.pending("m1");
        log.record(List.of(message));

        log.settle(Accounts.GLOBEX, "m1", Map.of(Mailboxes.GRACE.address(), accepted("q1")));

        assertEquals(List.of(message), log.find(Accounts.ACME, MessageQuery.latest(10)));
        assertEquals(List.of(), log.find(Accounts.GLOBEX, MessageQuery.latest(10)));
    }

    @Test
    default void accounts_do_not_see_each_other_even_under_one_id() {
        MessageLog log = newMessageLog();
        LoggedMessage acme = LoggedStatement.of("m1");
        LoggedMessage globex = LoggedStatement.ofAccount(Accounts.GLOBEX, "m1");
        LoggedMessage capitals = LoggedStatement.ofAccount(AccountId.of("ACME"), "m1");
        log.record(List.of(acme, globex, capitals));

        assertEquals(List.of(acme), log.find(Accounts.ACME, MessageQuery.latest(10)));
        assertEquals(List.of(globex), log.find(Accounts.GLOBEX, MessageQuery.byId("m1")));
        assertEquals(List.of(capitals), log.find(AccountId.of("ACME"), MessageQuery.latest(10)));
    }

    @Test
    default void the_latest_by_sent_time_comes_first_whatever_the_order_of_recording() {
        MessageLog log = newMessageLog();
        LoggedMessage early = LoggedStatement.sentAt("m9", LoggedStatement.SENT_AT.minusMillis(1));
        LoggedMessage middle = LoggedStatement.of("m5");
        LoggedMessage ahead = LoggedStatement.sentAt("m1", LoggedStatement.SENT_AT.plus(Duration.ofDays(90)));
        log.record(List.of(middle, ahead));
        log.record(List.of(early));

        assertEquals(List.of(ahead, middle, early), log.find(Accounts.ACME, MessageQuery.latest(10)));
    }

    @Test
    default void of_one_time_the_greater_id_comes_first_character_by_character() {
        MessageLog log = newMessageLog();
        List<String> descending = List.of("m.2", "m-2", "b", "a1", "a", "Z", "B", "A", "9", "10", "-1");
        List<String> sorted =
                descending.stream().sorted(Comparator.reverseOrder()).toList();
        log.record(descending.stream().map(LoggedStatement::of).toList());

        assertEquals(
                sorted,
                log.find(Accounts.ACME, MessageQuery.latest(100)).stream()
                        .map(LoggedMessage::id)
                        .toList());
    }

    @Test
    default void no_more_than_the_limit_are_found_and_those_are_the_latest() {
        MessageLog log = newMessageLog();
        log.record(IntStream.range(0, 5)
                .mapToObj(number -> LoggedStatement.sentAt("m" + number, LoggedStatement.SENT_AT.plusSeconds(number)))
                .toList());

        assertEquals(
                List.of("m4", "m3"),
                log.find(Accounts.ACME, MessageQuery.latest(2)).stream()
                        .map(LoggedMessage::id)
                        .toList());
    }

    @Test
    default void page_by_page_each_message_comes_once_whatever_is_recorded_meanwhile() {
        MessageLog log = newMessageLog();
        List<LoggedMessage> old = IntStream.range(0, 9)
                .mapToObj(
                        number -> LoggedStatement.sentAt("m" + number, LoggedStatement.SENT_AT.plusSeconds(number / 3)))
                .toList();
        log.record(old);
        List<String> found = new ArrayList<>();
        List<LoggedMessage> page = log.find(Accounts.ACME, MessageQuery.latest(2));
        // A log whose pages do not go on would be asked for ever.
        while (!page.isEmpty() && found.size() <= old.size()) {
            page.forEach(message -> found.add(message.id()));
            log.record(List.of(LoggedStatement.sentAt(
                    "new" + found.size(), LoggedStatement.SENT_AT.plus(Duration.ofDays(found.size())))));
            MessagePlace last = MessagePlace.of(page.get(page.size() - 1));
            page = log.find(Accounts.ACME, MessageQuery.latest(2).after(last));
        }

        assertEquals(List.of("m8", "m7", "m6", "m5", "m4", "m3", "m2", "m1", "m0"), found);
    }

    @Test
    default void several_messages_are_found_by_their_ids_at_once() {
        MessageLog log = newMessageLog();
        log.record(Stream.of("m1", "m2", "m3").map(LoggedStatement::of).toList());
        log.record(List.of(LoggedStatement.ofAccount(Accounts.GLOBEX, "m4")));

        assertEquals(
                List.of("m3", "m1"),
                log.find(Accounts.ACME, MessageQuery.byIds(List.of("m1", "m3", "m4", "m5"))).stream()
                        .map(LoggedMessage::id)
                        .toList());
        assertEquals(List.of(), log.find(Accounts.ACME, MessageQuery.byIds(List.of())));
    }

    @Test
    default void a_limit_counts_only_what_the_query_asks_for() {
        MessageLog log = newMessageLog();
        LoggedMessage wanted = LoggedStatement.about("m1", "invoice/7");
        log.record(List.of(wanted, LoggedStatement.of("m2"), LoggedStatement.of("m3")));

        assertEquals(
                List.of(wanted), log.find(Accounts.ACME, MessageQuery.latest(1).about("invoice/7")));
    }

    @Test
    default void a_message_is_found_by_its_id_and_case_matters() {
        MessageLog log = newMessageLog();
        LoggedMessage lower = LoggedStatement.of("m1a");
        LoggedMessage upper = LoggedStatement.of("M1A");
        log.record(List.of(lower, upper, LoggedStatement.of("m1")));

        assertEquals(List.of(lower), log.find(Accounts.ACME, MessageQuery.byId("m1a")));
        assertEquals(List.of(upper), log.find(Accounts.ACME, MessageQuery.byId("M1A")));
        assertEquals(List.of(), log.find(Accounts.ACME, MessageQuery.byId("m1b")));
    }

    @Test
    default void an_id_alone_tells_whose_message_it_is_and_case_matters() {
        MessageLog log = newMessageLog();
        log.record(List.of(LoggedStatement.of("m1a"), LoggedStatement.ofAccount(Accounts.GLOBEX, "m2")));

        assertEquals(Optional.of(Accounts.ACME), log.accountOf("m1a"));
        assertEquals(Optional.of(Accounts.GLOBEX), log.accountOf("m2"));
        assertEquals(Optional.empty(), log.accountOf("M1A"));
        assertEquals(Optional.empty(), log.accountOf("m1"));
        assertEquals(Optional.empty(), log.accountOf("m3"));
    }

    @Test
    default void an_id_of_two_accounts_tells_nothing() {
        MessageLog log = newMessageLog();
        log.record(List.of(LoggedStatement.of("m1"), LoggedStatement.ofAccount(Accounts.GLOBEX, "m1")));

        assertEquals(Optional.empty(), log.accountOf("m1"));
    }

    @Test
    default void a_message_is_found_by_any_of_its_recipients_in_their_normal_form() {
        MessageLog log = newMessageLog();
        LoggedMessage message = LoggedStatement.to(
                "m1",
                Map.of(
                        Mailboxes.GRACE.address(),
                        new RecipientOutcome.Pending(),
                        EmailAddress.parse("Jørgen@BÜCHER.example"),
                        new RecipientOutcome.Pending()));
        LoggedMessage other =
                LoggedStatement.to("m2", Map.of(Mailboxes.ALAN.address(), new RecipientOutcome.Pending()));
        log.record(List.of(message, other));

        for (String recipient : List.of("GRACE@example.net", "JØRGEN@xn--bcher-kva.example")) {
            assertEquals(
                    List.of(message),
                    log.find(Accounts.ACME, MessageQuery.latest(10).to(EmailAddress.parse(recipient))));
        }
        assertEquals(
                List.of(), log.find(Accounts.ACME, MessageQuery.latest(10).to(EmailAddress.parse("race@example.net"))));
    }

    @Test
    default void a_message_is_found_by_what_it_is_about_compared_exactly() {
        MessageLog log = newMessageLog();
        List<String> references = List.of("invoice/1", "Invoice/1", "invoice/1 ", "invoice/%", "invoice/_", "rø", "ro");
        List<LoggedMessage> messages = references.stream()
                .map(reference -> LoggedStatement.about("m" + references.indexOf(reference), reference))
                .toList();
        log.record(messages);
        log.record(List.of(LoggedStatement.withheld("without")));

        for (LoggedMessage message : messages) {
            assertEquals(
                    List.of(message),
                    log.find(
                            Accounts.ACME,
                            MessageQuery.latest(10).about(message.about().orElseThrow())));
        }
    }

    @Test
    default void a_message_is_found_by_its_campaign_compared_exactly() {
        MessageLog log = newMessageLog();
        LoggedMessage spring = LoggedStatement.inCampaign("m1", "Spring");
        LoggedMessage other = LoggedStatement.inCampaign("m2", "spring");
        log.record(List.of(spring, other));

        assertEquals(
                List.of(spring), log.find(Accounts.ACME, MessageQuery.latest(10).campaign(CampaignName.of("Spring"))));
        assertEquals(List.of(), log.find(Accounts.ACME, MessageQuery.latest(10).campaign(CampaignName.of("Spring%"))));
    }

    @Test
    default void what_a_query_asks_for_must_hold_together() {
        MessageLog log = newMessageLog();
        LoggedMessage both = LoggedStatement.about("m1", "invoice/7");
        LoggedMessage otherRecipient = new LoggedStatement("m2")
                .about("invoice/7")
                .to(Map.of(Mailboxes.JORGEN.address(), new RecipientOutcome.Pending()))
                .build();
        log.record(List.of(both, otherRecipient, LoggedStatement.of("m3")));

        assertEquals(
                List.of(both),
                log.find(
                        Accounts.ACME,
                        MessageQuery.latest(10).about("invoice/7").to(Mailboxes.GRACE.address())));
    }

    @Test
    default void a_message_is_found_by_its_sending() {
        MessageLog log = newMessageLog();
        LoggedMessage wanted =
                LoggedStatement.ofSending(LoggedStatement.SENDING, "m1", new RecipientOutcome.Scheduled());
        log.record(List.of(wanted, LoggedStatement.of("m2")));

        assertEquals(
                List.of(wanted), log.find(Accounts.ACME, MessageQuery.latest(10).sending(LoggedStatement.SENDING)));
    }

    @Test
    default void of_a_cancelled_sending_what_was_handed_over_stays_and_the_rest_is_forgotten() {
        MessageLog log = newMessageLog();
        SendingId sending = LoggedStatement.SENDING;
        SendingId other = SendingId.parse("019aa000-0000-7000-8000-000000000002");
        RecipientOutcome scheduled = new RecipientOutcome.Scheduled();
        RecipientOutcome withheld = new RecipientOutcome.Withheld("VETOED", "no");
        RecipientOutcome accepted = new RecipientOutcome.Submitted(new SubmissionResult.Accepted("q1", "250 OK"));
        List<LoggedMessage> stay = List.of(
                LoggedStatement.ofSending(sending, "m1", accepted, scheduled),
                LoggedStatement.ofSending(sending, "m2", new RecipientOutcome.Pending()),
                LoggedStatement.ofSending(other, "m3", scheduled),
                LoggedStatement.of("m4"));
        log.record(stay);
        log.record(List.of(
                LoggedStatement.ofSending(sending, "m5", scheduled, scheduled),
                LoggedStatement.ofSending(sending, "m6", withheld)));

        assertEquals(0, log.forgetUnsent(Accounts.GLOBEX, sending), "of another account");
        assertEquals(2, log.forgetUnsent(Accounts.ACME, sending), "of this sending");
        assertEquals(0, log.forgetUnsent(Accounts.ACME, sending), "the second time");
        assertEquals(Set.copyOf(stay), Set.copyOf(log.find(Accounts.ACME, MessageQuery.latest(10))));
    }

    @Test
    default void what_a_settled_message_was_before_does_not_count_for_forgetting() {
        MessageLog log = newMessageLog();
        SendingId sending = LoggedStatement.SENDING;
        log.record(List.of(LoggedStatement.ofSending(sending, "m1", new RecipientOutcome.Scheduled())));
        log.settle(
                Accounts.ACME,
                "m1",
                Map.of(
                        Mailboxes.GRACE.address(),
                        new RecipientOutcome.Submitted(new SubmissionResult.Accepted("q", "250"))));

        assertEquals(0, log.forgetUnsent(Accounts.ACME, sending));
    }

    @Test
    default void a_person_is_taken_out_of_the_messages_that_are_named_and_the_others_stay_in_them() {
        MessageLog log = newMessageLog();
        EmailAddress grace = Mailboxes.GRACE.address();
        LoggedMessage toBoth = LoggedStatement.complete("m1");
        LoggedMessage toGrace = LoggedStatement.withheld("m2");
        LoggedMessage notNamed = LoggedStatement.of("m3");
        LoggedMessage toAlan =
                LoggedStatement.to("m4", Map.of(Mailboxes.ALAN.address(), new RecipientOutcome.Pending()));
        log.record(List.of(toBoth, toGrace, notNamed, toAlan));
        List<String> named = List.of("m1", "m2", "m4", "unknown");

        assertEquals(0, log.erase(Accounts.GLOBEX, grace, named), "for another account");
        assertEquals(0, log.erase(Accounts.ACME, grace, List.of()), "of no message");
        assertEquals(2, log.erase(Accounts.ACME, EmailAddress.parse("GRACE@example.net"), named));
        assertEquals(0, log.erase(Accounts.ACME, grace, named), "the second time");

        assertEquals(
                Set.of(toBoth.without(grace), notNamed, toAlan),
                Set.copyOf(log.find(Accounts.ACME, MessageQuery.latest(10))));
        assertEquals(
                List.of(notNamed),
                log.find(Accounts.ACME, MessageQuery.latest(10).to(grace)));
        log.settle(Accounts.ACME, "m2", Map.of(grace, accepted("q1")));
        assertEquals(List.of(), log.find(Accounts.ACME, MessageQuery.byId("m2")), "a late answer brings nobody back");
    }

    @Test
    default void a_person_whose_address_was_written_in_two_ways_is_taken_out_under_both() {
        MessageLog log = newMessageLog();
        log.record(List.of(LoggedStatement.to(
                "m1",
                Map.of(
                        Mailboxes.GRACE.address(),
                        new RecipientOutcome.Pending(),
                        EmailAddress.parse("Grace@EXAMPLE.net"),
                        new RecipientOutcome.Pending()))));

        assertEquals(1, log.erase(Accounts.ACME, Mailboxes.GRACE.address(), List.of("m1")));
        assertEquals(List.of(), log.find(Accounts.ACME, MessageQuery.latest(10)));
    }

    @Test
    default void of_an_account_that_is_removed_everything_is_forgotten_in_steps() {
        MessageLog log = newMessageLog();
        LoggedMessage elsewhere = LoggedStatement.ofAccount(Accounts.GLOBEX, "m1");
        LoggedMessage capitals = LoggedStatement.ofAccount(AccountId.of("ACME"), "m2");
        log.record(List.of(LoggedStatement.of("m1"), LoggedStatement.pending("m2"), elsewhere, capitals));
        log.record(List.of(LoggedStatement.complete("m3")));

        assertEquals(2, log.forget(Accounts.ACME, 2), "no more than the limit");
        assertEquals(1, log.find(Accounts.ACME, MessageQuery.latest(10)).size());
        assertEquals(1, log.forget(Accounts.ACME, 2));
        assertEquals(0, log.forget(Accounts.ACME, 2), "nothing is left");

        assertEquals(List.of(), log.find(Accounts.ACME, MessageQuery.latest(10)));
        assertEquals(Optional.empty(), log.accountOf("m3"));
        log.settle(Accounts.ACME, "m2", Map.of(Mailboxes.GRACE.address(), accepted("q1")));
        assertEquals(List.of(), log.find(Accounts.ACME, MessageQuery.byId("m2")), "a late answer brings nothing back");
        assertEquals(List.of(elsewhere), log.find(Accounts.GLOBEX, MessageQuery.latest(10)));
        assertEquals(List.of(capitals), log.find(AccountId.of("ACME"), MessageQuery.latest(10)));
        log.record(List.of(LoggedStatement.of("m1")));
        assertEquals(LoggedStatement.of("m1"), only(log, "m1"), "recorded anew");
    }

    @Test
    default void text_of_any_kind_is_kept_as_text() {
        MessageLog log = newMessageLog();
        List<LoggedMessage> messages = new ArrayList<>();
        for (String text : HostileTexts.all()) {
            messages.add(LoggedStatement.saying("m" + messages.size(), text));
        }
        for (String text : HostileTexts.oneLine()) {
            messages.add(LoggedStatement.about("m" + messages.size(), text));
        }
        log.record(messages);

        for (LoggedMessage message : messages) {
            assertEquals(message, only(log, message.id()));
        }
    }

    @Test
    default void what_a_next_hop_says_is_kept_as_text() {
        MessageLog log = newMessageLog();
        for (String text : HostileTexts.all()) {
            log.record(List.of(LoggedStatement.pending("m1")));
            Map<EmailAddress, RecipientOutcome> said = Map.of(
                    Mailboxes.GRACE.address(),
                    new RecipientOutcome.Submitted(new SubmissionResult.Rejected(
                            new Refusal(RefusalScope.MESSAGE, "554", "", text, Optional.empty()))),
                    Mailboxes.ALAN.address(),
                    new RecipientOutcome.Submitted(new SubmissionResult.Accepted("q1", text)));
            log.settle(Accounts.ACME, "m1", said);

            assertEquals(said, only(log, "m1").outcomes());
        }
    }

    @Test
    default void threads_that_settle_different_recipients_at_the_same_time_lose_nothing() {
        MessageLog log = newMessageLog();
        for (int round = 0; round < 20; round++) {
            String id = "m" + round;
            log.record(List.of(LoggedStatement.pending(id)));

            Together.run(
                    List.of(settling(log, id, Mailboxes.GRACE.address()), settling(log, id, Mailboxes.ALAN.address())));

            assertTrue(
                    only(log, id).outcomes().values().stream().allMatch(RecipientOutcome::isAccepted),
                    () -> "an outcome was lost: " + only(log, id).outcomes());
        }
    }

    @Test
    default void a_reader_beside_a_settling_thread_sees_the_message_before_or_after_it() {
        MessageLog log = newMessageLog();
        LoggedMessage before = LoggedStatement.pending("m1");
        Map<EmailAddress, RecipientOutcome> outcomes =
                Map.of(Mailboxes.GRACE.address(), accepted("q1"), Mailboxes.ALAN.address(), accepted("q2"));
        LoggedMessage after = before.withOutcomes(outcomes);
        for (int round = 0; round < 20; round++) {
            log.record(List.of(before));
            Callable<Optional<LoggedMessage>> settle = () -> {
                log.settle(Accounts.ACME, "m1", outcomes);
                return Optional.empty();
            };
            Callable<Optional<LoggedMessage>> read = () -> Optional.of(only(log, "m1"));

            LoggedMessage seen = Together.run(List.of(settle, read)).get(1).orElseThrow();

            assertTrue(seen.equals(before) || seen.equals(after), () -> "half a change was seen: " + seen);
        }
    }

    @Test
    default void what_threads_record_at_the_same_time_is_all_kept() {
        MessageLog log = newMessageLog();
        Together.run(IntStream.range(0, 4)
                .mapToObj(thread -> (Callable<Boolean>) () -> {
                    for (int number = 0; number < 10; number++) {
                        log.record(List.of(LoggedStatement.of("m" + thread + "." + number)));
                    }
                    return true;
                })
                .toList());

        assertEquals(40, log.find(Accounts.ACME, MessageQuery.latest(100)).size());
    }

    @Test
    default void messages_and_outcomes_survive_the_process_that_recorded_them() {
        MessageLog log = newMessageLog();
        log.record(
                List.of(LoggedStatement.complete("m1"), LoggedStatement.pending("m2"), LoggedStatement.withheld("m3")));
        log.settle(Accounts.ACME, "m2", Map.of(Mailboxes.GRACE.address(), accepted("q1")));
        log.erase(Accounts.ACME, Mailboxes.GRACE.address(), List.of("m3"));
        Optional<? extends MessageLog> reopened = reopen(log);
        if (reopened.isEmpty()) {
            abort("This message log cannot be opened a second time: reopen(...) is not overridden.");
        }

        assertTrue(reopened.get() != log, "reopen(...) gives another instance");
        assertEquals(LoggedStatement.complete("m1"), only(reopened.get(), "m1"));
        assertEquals(List.of(), reopened.get().find(Accounts.ACME, MessageQuery.byId("m3")), "what was erased");
        assertEquals(accepted("q1"), only(reopened.get(), "m2").outcomes().get(Mailboxes.GRACE.address()));
    }

    private static LoggedMessage only(MessageLog log, String id) {
        List<LoggedMessage> found = log.find(Accounts.ACME, MessageQuery.byId(id));
        assertEquals(1, found.size(), () -> "messages with the id " + id);
        return found.get(0);
    }

    private static Callable<Boolean> settling(MessageLog log, String id, EmailAddress recipient) {
        return () -> {
            log.settle(Accounts.ACME, id, Map.of(recipient, accepted("q1")));
            return true;
        };
    }

    private static RecipientOutcome accepted(String providerId) {
        return new RecipientOutcome.Submitted(
                new SubmissionResult.Accepted(providerId, "250 2.0.0 OK, queued as " + providerId));
    }

    private static RecipientOutcome deferred() {
        return new RecipientOutcome.Submitted(
                new SubmissionResult.Deferred(Refusal.of(RefusalScope.RECIPIENT, "450", "Mailbox busy")));
    }

    private static List<RecipientOutcome> everyKindOfOutcome() {
        List<RecipientOutcome> outcomes = new ArrayList<>();
        BlocklistEntry entry = BlocklistEntry.hardBounce(
                EmailAddress.parse("Person1@example.net"),
                "550 5.1.1",
                "User unknown",
                "mailjet",
                LoggedStatement.SENT_AT.minus(Duration.ofDays(400)));
        outcomes.add(new RecipientOutcome.Scheduled());
        outcomes.add(new RecipientOutcome.Pending());
        outcomes.add(new RecipientOutcome.Blocked(entry));
        outcomes.add(new RecipientOutcome.Blocked(entry.onlyFor(Accounts.ACME)));
        outcomes.add(new RecipientOutcome.Blocked(entry.row("B9").until(LoggedStatement.SENT_AT)));
        outcomes.add(new RecipientOutcome.Withheld("VETOED", "The account is on holiday."));
        outcomes.add(accepted("1152921506851234567"));
        outcomes.add(new RecipientOutcome.Submitted(new SubmissionResult.Accepted("", "")));
        for (RefusalScope scope : RefusalScope.values()) {
            Refusal refusal = new Refusal(scope, "450", "4.7.1", "Try later", Optional.of(Duration.ofSeconds(90)));
            outcomes.add(new RecipientOutcome.Submitted(new SubmissionResult.Deferred(refusal)));
            outcomes.add(new RecipientOutcome.Submitted(
                    new SubmissionResult.Rejected(Refusal.of(scope, "send-0008", "Not allowed"))));
        }
        for (SubmissionStep step : SubmissionStep.values()) {
            outcomes.add(new RecipientOutcome.Submitted(new SubmissionResult.Uncertain(step, "no answer in 10 min")));
        }
        return outcomes;
    }
}
