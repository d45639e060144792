package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageLog;
import io.sendwell.log.MessagePlace;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.Purpose;
import io.sendwell.outbox.SendingId;
import io.sendwell.route.Route;
import io.sendwell.transport.SubmissionResult;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A message log as somebody might write it, right but for one flaw. */
final class FlawedMessageLog implements MessageLog {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        FORGETS_THE_PURPOSE("a_message_is_found_as_it_was_recorded"),
        NEEDS_A_ROUTE("a_message_that_did_not_leave_is_found_as_it_was_recorded"),
        KNOWS_NO_OWN_SERVER("every_value_of_class_route_and_identity_is_kept"),
        NEEDS_A_RECIPIENT("a_message_without_recipients_is_kept"),
        REFUSES_AN_EMPTY_LIST("recording_nothing_changes_nothing"),
        KNOWS_NO_DEFERRAL("every_kind_of_outcome_is_kept"),
        SORTS_RECIPIENTS("recipients_stand_in_their_order"),
        KEEPS_TEN_RECIPIENTS("a_message_with_a_hundred_recipients_is_kept"),
        RECORDS_TWICE("a_message_recorded_again_is_there_once_as_it_was_recorded_last"),
        KEEPS_THE_FIRST("a_message_recorded_again_is_there_once_as_it_was_recorded_last"),
        RECORDS_ONE_BY_ONE("of_a_list_that_cannot_be_recorded_nothing_is"),
        RECORDS_A_HUNDRED("a_list_of_hundreds_is_recorded_whole"),
        SETTLES_EVERY_RECIPIENT("settling_changes_the_outcomes_that_it_names_and_no_others"),
        SETTLING_REPLACES_ALL("settling_changes_the_outcomes_that_it_names_and_no_others"),
        SETTLES_EVERY_MESSAGE("settling_changes_the_outcomes_that_it_names_and_no_others"),
        SETTLING_FORGETS_THE_PURPOSE("settling_leaves_everything_but_outcomes_as_it_was"),
        SETTLES_ONCE("settling_twice_keeps_the_last"),
        SETTLING_INSERTS("settling_a_message_that_is_not_known_is_ignored"),
        SETTLING_ADDS_RECIPIENTS("settling_brings_back_no_recipient_that_was_taken_out"),
        SETTLING_IS_STRICT("settling_a_message_that_is_not_known_is_ignored"),
        SETTLES_FOR_ANYBODY("settling_does_not_reach_a_message_of_another_account"),
        FINDS_FOR_ANYBODY("accounts_do_not_see_each_other_even_under_one_id"),
        ONE_ID_FOR_ALL_ACCOUNTS("accounts_do_not_see_each_other_even_under_one_id"),
        FORGETS_FOR_ANYBODY("of_a_cancelled_sending_what_was_handed_over_stays_and_the_rest_is_forgotten"),
        FORGETS_WHAT_WAS_SENT("of_a_cancelled_sending_what_was_handed_over_stays_and_the_rest_is_forgotten"),
        IN_ORDER_OF_RECORDING("the_latest_by_sent_time_comes_first_whatever_the_order_of_recording"),
        EARLIEST_FIRST("the_latest_by_sent_time_comes_first_whatever_the_order_of_recording"),
        IDS_AS_IN_A_DICTIONARY("of_one_time_the_greater_id_comes_first_character_by_character"),
        IDS_ASCENDING("of_one_time_the_greater_id_comes_first_character_by_character"),
        FINDS_ONE_OF_SEVERAL("several_messages_are_found_by_their_ids_at_once"),
        PAGES_BY_TIME_ALONE("page_by_page_each_message_comes_once_whatever_is_recorded_meanwhile"),
        PAGES_WITH_THE_LAST_ONE("page_by_page_each_message_comes_once_whatever_is_recorded_meanwhile"),
        NO_LIMIT("no_more_than_the_limit_are_found_and_those_are_the_latest"),
        LIMITS_BEFORE_SORTING("no_more_than_the_limit_are_found_and_those_are_the_latest"),
        LIMITS_BEFORE_FILTERING("a_limit_counts_only_what_the_query_asks_for"),
        IDS_IN_ANY_CASE("a_message_is_found_by_its_id_and_case_matters"),
        WHOSE_IN_ANY_CASE("an_id_alone_tells_whose_message_it_is_and_case_matters"),
        WHOSE_BY_THE_START("an_id_alone_tells_whose_message_it_is_and_case_matters"),
        WHOSE_IS_THE_FIRST("an_id_of_two_accounts_tells_nothing"),
        FIRST_RECIPIENT_ONLY("a_message_is_found_by_any_of_its_recipients_in_their_normal_form"),
        RECIPIENTS_EXACTLY("a_message_is_found_by_any_of_its_recipients_in_their_normal_form"),
        RECIPIENTS_BY_SUBSTRING("a_message_is_found_by_any_of_its_recipients_in_their_normal_form"),
        REFERENCES_IN_ANY_CASE("a_message_is_found_by_what_it_is_about_compared_exactly"),
        REFERENCES_WITHOUT_BLANKS("a_message_is_found_by_what_it_is_about_compared_exactly"),
        REFERENCES_WITHOUT_ACCENTS("a_message_is_found_by_what_it_is_about_compared_exactly"),
        CAMPAIGNS_IN_ANY_CASE("a_message_is_found_by_its_campaign_compared_exactly"),
        ANY_OF_THE_CONDITIONS("what_a_query_asks_for_must_hold_together"),
        ERASES_FOR_ANYBODY("a_person_is_taken_out_of_the_messages_that_are_named_and_the_others_stay_in_them"),
        ERASES_WHOLE_MESSAGES("a_person_is_taken_out_of_the_messages_that_are_named_and_the_others_stay_in_them"),
        ERASES_WHAT_IS_NOT_NAMED("a_person_is_taken_out_of_the_messages_that_are_named_and_the_others_stay_in_them"),
        ERASES_WHO_IS_WRITTEN_ALIKE("a_person_is_taken_out_of_the_messages_that_are_named_and_the_others_stay_in_them"),
        KEEPS_THE_EMPTY_MESSAGE("a_person_is_taken_out_of_the_messages_that_are_named_and_the_others_stay_in_them"),
        COUNTS_MESSAGES_TO_OTHERS("a_person_is_taken_out_of_the_messages_that_are_named_and_the_others_stay_in_them"),
        ERASES_ONE_SPELLING("a_person_whose_address_was_written_in_two_ways_is_taken_out_under_both"),
        FORGETS_EVERY_ACCOUNT("of_an_account_that_is_removed_everything_is_forgotten_in_steps"),
        FORGETS_ACCOUNTS_IN_ANY_CASE("of_an_account_that_is_removed_everything_is_forgotten_in_steps"),
        FORGETS_WHAT_HAS_ENDED_ONLY("of_an_account_that_is_removed_everything_is_forgotten_in_steps"),
        FORGETS_ALL_AT_ONCE("of_an_account_that_is_removed_everything_is_forgotten_in_steps"),
        EMPTY_IS_NULL("text_of_any_kind_is_kept_as_text"),
        CUTS_TEXT("text_of_any_kind_is_kept_as_text"),
        THREE_OCTETS_A_CHARACTER("text_of_any_kind_is_kept_as_text"),
        TRIMS_REPLIES("what_a_next_hop_says_is_kept_as_text"),
        READS_THEN_WRITES("threads_that_settle_different_recipients_at_the_same_time_lose_nothing"),
        SETTLES_ONE_BY_ONE("a_reader_beside_a_settling_thread_sees_the_message_before_or_after_it");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private record Key(String account, String id) {}

    private static final Comparator<LoggedMessage> BY_TIME = Comparator.comparing(LoggedMessage::sentAt);

    private final Flaw flaw;
    private final Meeting meeting;
    private final Map<Key, LoggedMessage> messages = new LinkedHashMap<>();
    private final List<Key> settled = new ArrayList<>();
    private int copies;

    FlawedMessageLog(Flaw flaw) {
        this.flaw = flaw;
        this.meeting = Meeting.when(flaw == Flaw.READS_THEN_WRITES || flaw == Flaw.SETTLES_ONE_BY_ONE);
    }

    @Override
    public synchronized void record(List<LoggedMessage> recorded) {
        if (recorded.isEmpty() && has(Flaw.REFUSES_AN_EMPTY_LIST)) {
            throw new IllegalArgumentException("INSERT without VALUES");
        }
        List<LoggedMessage> list = has(Flaw.RECORDS_ONE_BY_ONE) ? recorded : List.copyOf(recorded);
        list.stream().limit(has(Flaw.RECORDS_A_HUNDRED) ? 100 : Long.MAX_VALUE).forEach(message -> {
            Key key = key(message.account(), message.id());
            if (messages.containsKey(key) && has(Flaw.RECORDS_TWICE)) {
                messages.put(new Key(key.account(), key.id() + "#" + ++copies), stored(message));
            } else if (!messages.containsKey(key) || !has(Flaw.KEEPS_THE_FIRST)) {
                messages.put(key, stored(message));
            }
        });
    }

    @Override
    public void settle(AccountId account, String id, Map<EmailAddress, RecipientOutcome> outcomes) {
        if (has(Flaw.READS_THEN_WRITES)) {
            LoggedMessage read = read(account, id);
            meeting.await();
            write(read.withOutcomes(outcomes));
        } else if (has(Flaw.SETTLES_ONE_BY_ONE)) {
            Map.Entry<EmailAddress, RecipientOutcome> first =
                    outcomes.entrySet().iterator().next();
            write(read(account, id).withOutcomes(Map.of(first.getKey(), first.getValue())));
            meeting.await();
            meeting.await();
            write(read(account, id).withOutcomes(outcomes));
        } else {
            settleAtOnce(account, id, outcomes);
        }
    }

    private synchronized void settleAtOnce(AccountId account, String id, Map<EmailAddress, RecipientOutcome> outcomes) {
        Key key = key(account, id);
        if (!messages.containsKey(key)) {
            if (has(Flaw.SETTLING_IS_STRICT)) {
                throw new IllegalStateException("no such message: " + id);
            }
            if (has(Flaw.SETTLING_INSERTS)) {
                messages.put(key, LoggedStatement.to(id, outcomes));
            }
        }
        if (has(Flaw.SETTLES_ONCE) && settled.contains(key)) {
            return;
        }
        settled.add(key);
        messages.replaceAll((other, message) -> {
            boolean meant = switch (flaw) {
                case SETTLES_EVERY_MESSAGE -> true;
                case SETTLES_FOR_ANYBODY -> other.id().equals(id);
                default -> other.equals(key);
            };
            return meant ? stored(settled(message, outcomes)) : message;
        });
    }

    private LoggedMessage settled(LoggedMessage message, Map<EmailAddress, RecipientOutcome> outcomes) {
        if (has(Flaw.SETTLING_REPLACES_ALL)) {
            return with(message, message.purpose(), outcomes);
        }
        if (has(Flaw.SETTLES_EVERY_RECIPIENT)) {
            Map<EmailAddress, RecipientOutcome> all = new LinkedHashMap<>(message.outcomes());
            all.replaceAll((recipient, outcome) -> outcomes.values().iterator().next());
            return message.withOutcomes(all);
        }
        Map<EmailAddress, RecipientOutcome> known = new LinkedHashMap<>(outcomes);
        if (!has(Flaw.SETTLING_ADDS_RECIPIENTS)) {
            known.keySet().retainAll(message.outcomes().keySet());
        }
        LoggedMessage changed = message.withOutcomes(known);
        return has(Flaw.SETTLING_FORGETS_THE_PURPOSE) ? with(changed, Optional.empty(), changed.outcomes()) : changed;
    }

    @Override
    public long forgetUnsent(AccountId account, SendingId sending) {
        List<Key> unsent = messages.entrySet().stream()
                .filter(entry -> has(Flaw.FORGETS_FOR_ANYBODY)
                        || entry.getValue().account().equals(account))
                .filter(entry -> entry.getValue().sending().equals(Optional.of(sending)))
                .filter(entry -> has(Flaw.FORGETS_WHAT_WAS_SENT)
                        || entry.getValue().outcomes().values().stream()
                                .noneMatch(outcome -> outcome instanceof RecipientOutcome.Submitted
                                        || outcome instanceof RecipientOutcome.Pending))
                .map(Map.Entry::getKey)
                .toList();
        unsent.forEach(messages::remove);
        return unsent.size();
    }

    @Override
    public synchronized long forget(AccountId account, int limit) {
        List<Key> its = messages.entrySet().stream()
                .filter(entry -> isOf(entry.getValue(), account))
                .filter(entry -> !has(Flaw.FORGETS_WHAT_HAS_ENDED_ONLY)
                        || entry.getValue().outcomes().values().stream()
                                .noneMatch(outcome -> outcome instanceof RecipientOutcome.Pending))
                .map(Map.Entry::getKey)
                .limit(has(Flaw.FORGETS_ALL_AT_ONCE) ? Long.MAX_VALUE : limit)
                .toList();
        its.forEach(messages::remove);
        return its.size();
    }

    private boolean isOf(LoggedMessage message, AccountId account) {
        return has(Flaw.FORGETS_EVERY_ACCOUNT)
                || message.account().equals(account)
                || (has(Flaw.FORGETS_ACCOUNTS_IN_ANY_CASE)
                        && message.account().value().equalsIgnoreCase(account.value()));
    }

    @Override
    public synchronized long erase(AccountId account, EmailAddress recipient, Collection<String> ids) {
        List<LoggedMessage> meant = messages.values().stream()
                .filter(message ->
                        has(Flaw.ERASES_FOR_ANYBODY) || message.account().equals(account))
                .filter(message -> has(Flaw.ERASES_WHAT_IS_NOT_NAMED) || ids.contains(message.id()))
                .filter(message -> has(Flaw.COUNTS_MESSAGES_TO_OTHERS) || isTo(message, recipient))
                .toList();
        for (LoggedMessage message : meant) {
            Key key = key(message.account(), message.id());
            LoggedMessage others = has(Flaw.ERASES_ONE_SPELLING) ? withoutOne(message) : message.without(recipient);
            boolean whole = others.outcomes().isEmpty() && !has(Flaw.KEEPS_THE_EMPTY_MESSAGE);
            if (whole || has(Flaw.ERASES_WHOLE_MESSAGES)) {
                messages.remove(key);
            } else {
                messages.put(key, others);
            }
        }
        return meant.size();
    }

    private boolean isTo(LoggedMessage message, EmailAddress recipient) {
        return has(Flaw.ERASES_WHO_IS_WRITTEN_ALIKE)
                ? message.outcomes().containsKey(recipient)
                : message.isTo(recipient);
    }

    private static LoggedMessage withoutOne(LoggedMessage message) {
        Map<EmailAddress, RecipientOutcome> others = new LinkedHashMap<>(message.outcomes());
        others.remove(others.keySet().iterator().next());
        return with(message, message.purpose(), others);
    }

    @Override
    public List<LoggedMessage> find(AccountId account, MessageQuery query) {
        if (has(Flaw.SETTLES_ONE_BY_ONE) && query.ids().isPresent()) {
            meeting.await();
            try {
                return findNow(account, query);
            } finally {
                meeting.await();
            }
        }
        return findNow(account, query);
    }

    @Override
    public synchronized Optional<AccountId> accountOf(String id) {
        List<AccountId> accounts = messages.values().stream()
                .filter(message -> has(Flaw.WHOSE_IN_ANY_CASE)
                        ? message.id().equalsIgnoreCase(id)
                        : has(Flaw.WHOSE_BY_THE_START)
                                ? message.id().startsWith(id)
                                : message.id().equals(id))
                .map(LoggedMessage::account)
                .toList();
        return accounts.size() == 1 || has(Flaw.WHOSE_IS_THE_FIRST)
                ? accounts.stream().findFirst()
                : Optional.empty();
    }

    private synchronized List<LoggedMessage> findNow(AccountId account, MessageQuery query) {
        Stream<LoggedMessage> found = messages.values().stream()
                .filter(message ->
                        has(Flaw.FINDS_FOR_ANYBODY) || message.account().equals(account));
        if (has(Flaw.LIMITS_BEFORE_FILTERING)) {
            found = found.sorted(order()).limit(query.limit());
        }
        found = found.filter(message -> matches(query, message));
        if (has(Flaw.LIMITS_BEFORE_SORTING)) {
            found = found.limit(query.limit());
        }
        found = has(Flaw.IN_ORDER_OF_RECORDING) ? found : found.sorted(order());
        return found.limit(has(Flaw.NO_LIMIT) ? Long.MAX_VALUE : query.limit()).toList();
    }

    private Comparator<LoggedMessage> order() {
        return switch (flaw) {
            case EARLIEST_FIRST -> BY_TIME.thenComparing(LoggedMessage::id);
            case IDS_ASCENDING -> BY_TIME.reversed().thenComparing(LoggedMessage::id);
            case IDS_AS_IN_A_DICTIONARY ->
                BY_TIME.thenComparing(LoggedMessage::id, Collator.getInstance(Locale.ENGLISH)::compare)
                        .reversed();
            default -> BY_TIME.thenComparing(LoggedMessage::id).reversed();
        };
    }

    private boolean matches(MessageQuery query, LoggedMessage message) {
        return switch (flaw) {
            case IDS_IN_ANY_CASE ->
                query.ids()
                        .map(ids -> ids.stream().anyMatch(message.id()::equalsIgnoreCase))
                        .orElseGet(() -> query.matches(message));
            case FINDS_ONE_OF_SEVERAL ->
                query.ids()
                        .map(ids -> ids.stream().sorted().limit(1).anyMatch(message.id()::equals))
                        .orElseGet(() -> query.matches(message));
            case PAGES_BY_TIME_ALONE ->
                query.after()
                        .map(place -> message.sentAt().isBefore(place.sentAt()))
                        .orElseGet(() -> query.matches(message));
            case PAGES_WITH_THE_LAST_ONE ->
                query.after()
                        .map(place -> place.compareTo(MessagePlace.of(message)) <= 0)
                        .orElseGet(() -> query.matches(message));
            case FIRST_RECIPIENT_ONLY ->
                anyRecipient(
                        query,
                        message.outcomes().keySet().stream().limit(1),
                        (to, asked) -> to.normalForm().equals(asked.normalForm()));
            case RECIPIENTS_EXACTLY -> anyRecipient(query, message.outcomes().keySet().stream(), EmailAddress::equals);
            case RECIPIENTS_BY_SUBSTRING ->
                anyRecipient(
                        query,
                        message.outcomes().keySet().stream(),
                        (to, asked) -> to.normalForm().contains(asked.normalForm()));
            case REFERENCES_IN_ANY_CASE -> aboutAs(query, message, text -> text.toLowerCase(Locale.ROOT));
            case REFERENCES_WITHOUT_BLANKS -> aboutAs(query, message, String::stripTrailing);
            case REFERENCES_WITHOUT_ACCENTS -> aboutAs(query, message, text -> text.replace('ø', 'o'));
            case CAMPAIGNS_IN_ANY_CASE ->
                query.campaign()
                        .map(campaign -> campaign.value()
                                .equalsIgnoreCase(message.campaign().value()))
                        .orElseGet(() -> query.matches(message));
            case ANY_OF_THE_CONDITIONS -> query.about().equals(message.about()) || query.matches(message);
            default -> query.matches(message);
        };
    }

    private static boolean anyRecipient(
            MessageQuery query, Stream<EmailAddress> recipients, BiPredicate<EmailAddress, EmailAddress> same) {
        return query.recipient()
                .map(asked -> recipients.anyMatch(to -> same.test(to, asked)))
                .orElse(true);
    }

    private static boolean aboutAs(MessageQuery query, LoggedMessage message, UnaryOperator<String> fold) {
        return query.about()
                .map(asked -> message.about().map(fold).equals(Optional.of(fold.apply(asked))))
                .orElse(true);
    }

    private synchronized LoggedMessage read(AccountId account, String id) {
        return messages.get(key(account, id));
    }

    private synchronized void write(LoggedMessage message) {
        messages.put(key(message.account(), message.id()), message);
    }

    private boolean has(Flaw wanted) {
        return flaw == wanted;
    }

    private Key key(AccountId account, String id) {
        return new Key(has(Flaw.ONE_ID_FOR_ALL_ACCOUNTS) ? "" : account.value(), id);
    }

    private LoggedMessage stored(LoggedMessage message) {
        return switch (flaw) {
            case FORGETS_THE_PURPOSE -> with(message, Optional.empty(), message.outcomes());
            case NEEDS_A_ROUTE -> {
                if (message.route().isEmpty()) {
                    throw new IllegalArgumentException("column route may not be null");
                }
                yield message;
            }
            case KNOWS_NO_OWN_SERVER -> {
                if (message.route().equals(Optional.of(Route.ACCOUNT_SMTP))) {
                    throw new IllegalArgumentException("value too long for column route");
                }
                yield message;
            }
            case NEEDS_A_RECIPIENT -> {
                if (message.outcomes().isEmpty()) {
                    throw new IllegalArgumentException("INSERT without VALUES");
                }
                yield message;
            }
            case KNOWS_NO_DEFERRAL -> withEachOutcome(message, FlawedMessageLog::withoutDeferral);
            case SORTS_RECIPIENTS -> {
                Map<String, EmailAddress> sorted = new TreeMap<>();
                message.outcomes().keySet().forEach(address -> sorted.put(address.normalForm(), address));
                Map<EmailAddress, RecipientOutcome> outcomes = new LinkedHashMap<>();
                sorted.values()
                        .forEach(address ->
                                outcomes.put(address, message.outcomes().get(address)));
                yield with(message, message.purpose(), outcomes);
            }
            case KEEPS_TEN_RECIPIENTS -> {
                Map<EmailAddress, RecipientOutcome> outcomes = new LinkedHashMap<>(message.outcomes());
                outcomes.keySet().retainAll(List.copyOf(outcomes.keySet()).subList(0, Math.min(10, outcomes.size())));
                yield with(message, message.purpose(), outcomes);
            }
            case EMPTY_IS_NULL -> withTexts(message, text -> text.isEmpty() ? "(null)" : text);
            case CUTS_TEXT -> withTexts(message, text -> text.substring(0, Math.min(text.length(), 4000)));
            case THREE_OCTETS_A_CHARACTER -> withTexts(message, text -> text.replaceAll("[^\\x{0}-\\x{ffff}]", "?"));
            case TRIMS_REPLIES -> withEachOutcome(message, FlawedMessageLog::trimmed);
            default -> message;
        };
    }

    private static RecipientOutcome withoutDeferral(RecipientOutcome outcome) {
        return outcome instanceof RecipientOutcome.Submitted submitted
                        && submitted.result() instanceof SubmissionResult.Deferred deferred
                ? new RecipientOutcome.Submitted(new SubmissionResult.Rejected(deferred.refusal()))
                : outcome;
    }

    private static RecipientOutcome trimmed(RecipientOutcome outcome) {
        return outcome instanceof RecipientOutcome.Submitted submitted
                        && submitted.result() instanceof SubmissionResult.Accepted accepted
                ? new RecipientOutcome.Submitted(new SubmissionResult.Accepted(
                        accepted.providerId(), accepted.reply().strip()))
                : outcome;
    }

    private static LoggedMessage withEachOutcome(LoggedMessage message, UnaryOperator<RecipientOutcome> change) {
        Map<EmailAddress, RecipientOutcome> outcomes = new LinkedHashMap<>(message.outcomes());
        outcomes.replaceAll((recipient, outcome) -> change.apply(outcome));
        return with(message, message.purpose(), outcomes);
    }

    private static LoggedMessage with(
            LoggedMessage message, Optional<Purpose> purpose, Map<EmailAddress, RecipientOutcome> outcomes) {
        return copy(message, message.subject(), message.explanation(), purpose, outcomes);
    }

    private static LoggedMessage withTexts(LoggedMessage message, UnaryOperator<String> change) {
        return copy(
                message,
                change.apply(message.subject()),
                change.apply(message.explanation()),
                message.purpose(),
                message.outcomes());
    }

    private static LoggedMessage copy(
            LoggedMessage message,
            String subject,
            String explanation,
            Optional<Purpose> purpose,
            Map<EmailAddress, RecipientOutcome> outcomes) {
        return new LoggedMessage(
                message.id(),
                message.account(),
                message.createdAt(),
                message.sentAt(),
                message.author(),
                subject,
                message.campaign(),
                message.messageClass(),
                purpose,
                message.about(),
                message.sending(),
                message.route(),
                message.identity(),
                explanation,
                outcomes);
    }
}
