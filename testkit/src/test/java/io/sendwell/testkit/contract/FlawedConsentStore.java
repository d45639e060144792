package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.consent.ConsentEvidence;
import io.sendwell.consent.ConsentRecord;
import io.sendwell.consent.ConsentStore;
import io.sendwell.consent.Withdrawal;
import io.sendwell.message.Purpose;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A store of consents as somebody might write it, right but for one flaw. */
final class FlawedConsentStore implements ConsentStore {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        FINDS_FOR_ANYBODY("who_never_agreed_is_not_found"),
        ACCOUNTS_IN_ANY_CASE("who_never_agreed_is_not_found"),
        FORGETS_THE_WORDING("a_consent_is_found_as_it_was_given"),
        KEEPS_SECONDS("a_consent_is_found_as_it_was_given"),
        COMPARES_EXACTLY("a_person_is_found_in_any_spelling_and_under_the_one_that_was_asked_for"),
        ASKS_FOR_A_THOUSAND("thousands_are_asked_for_at_once"),
        RECORDS_A_HUNDRED("a_list_of_hundreds_is_recorded_whole_and_an_empty_one_changes_nothing"),
        REFUSES_AN_EMPTY_LIST("a_list_of_hundreds_is_recorded_whole_and_an_empty_one_changes_nothing"),
        RECORDS_ONE_BY_ONE("of_a_list_that_cannot_be_recorded_nothing_is"),
        ONE_FOR_ALL_LISTS("a_consent_to_one_list_is_none_to_another"),
        LISTS_EXACTLY("a_consent_to_one_list_is_none_to_another"),
        FINDS_THE_LAST("the_confirmed_one_is_found_and_of_these_the_last"),
        FINDS_THE_FIRST("the_confirmed_one_is_found_and_of_these_the_last"),
        KEEPS_THE_LAST_WORDS("a_consent_that_comes_again_stays_as_it_is_but_for_its_confirmation"),
        KEEPS_IT_UNCONFIRMED("a_consent_that_comes_again_stays_as_it_is_but_for_its_confirmation"),
        CONFIRMS_AGAIN("a_consent_that_comes_again_stays_as_it_is_but_for_its_confirmation"),
        ENDS_EVERYTHING("a_withdrawal_ends_what_was_given_until_then_to_the_very_instant"),
        LEAVES_THE_LAST_MOMENT("a_withdrawal_ends_what_was_given_until_then_to_the_very_instant"),
        ENDS_ITS_OWN_LIST_ONLY("a_withdrawal_from_one_list_leaves_the_others"),
        ENDS_EVERY_LIST("a_withdrawal_from_one_list_leaves_the_others"),
        ENDS_FOR_EVERY_ACCOUNT("a_withdrawal_is_of_one_account_and_one_person"),
        ENDS_FOR_EVERYBODY("a_withdrawal_is_of_one_account_and_one_person"),
        RECORDS_TWICE("evidence_stands_in_its_order_and_once"),
        IN_ORDER_OF_RECORDING("evidence_stands_in_its_order_and_once"),
        TRIMS_TEXT("text_of_any_kind_is_kept_as_text"),
        ENDS_WHAT_IT_KNOWS("the_same_is_held_in_whatever_order_it_becomes_known"),
        LISTS_SPELLINGS("persons_are_listed_once_by_their_normal_forms_page_by_page"),
        LISTS_WHO_AGREED("persons_are_listed_once_by_their_normal_forms_page_by_page"),
        LISTS_EVERY_ACCOUNT("persons_are_listed_once_by_their_normal_forms_page_by_page"),
        PAGES_REPEAT_THE_LAST("persons_are_listed_once_by_their_normal_forms_page_by_page"),
        ERASES_AT_ONCE("evidence_is_erased_only_when_all_of_it_ended_long_ago"),
        ERASES_BY_ANY_LIST("evidence_is_erased_only_when_all_of_it_ended_long_ago"),
        ERASES_THE_LAST_MOMENT("evidence_is_erased_only_when_all_of_it_ended_long_ago"),
        ERASES_WHAT_WAS_GIVEN_SINCE("evidence_is_erased_only_when_all_of_it_ended_long_ago"),
        ERASES_CONSENTS_ONLY("evidence_is_erased_only_when_all_of_it_ended_long_ago"),
        LOOKS_THEN_ADDS("a_consent_that_several_threads_bring_at_once_is_there_once");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private final Flaw flaw;
    private final Meeting meeting;
    private final List<ConsentRecord> given = new ArrayList<>();
    private final List<Withdrawal> withdrawn = new ArrayList<>();

    FlawedConsentStore(Flaw flaw) {
        this.flaw = flaw;
        this.meeting = Meeting.when(flaw == Flaw.LOOKS_THEN_ADDS);
    }

    private boolean has(Flaw wanted) {
        return flaw == wanted;
    }

    private boolean isOf(AccountId account, AccountId asked) {
        return has(Flaw.FINDS_FOR_ANYBODY)
                || account.equals(asked)
                || (has(Flaw.ACCOUNTS_IN_ANY_CASE) && account.value().equalsIgnoreCase(asked.value()));
    }

    private boolean is(EmailAddress person, EmailAddress asked) {
        return has(Flaw.COMPARES_EXACTLY)
                ? person.equals(asked)
                : person.normalForm().equals(asked.normalForm());
    }

    @Override
    public synchronized Map<EmailAddress, ConsentRecord> find(
            AccountId account, Optional<Purpose> list, Collection<EmailAddress> persons) {
        Map<EmailAddress, ConsentRecord> found = new LinkedHashMap<>();
        persons.stream()
                .limit(has(Flaw.ASKS_FOR_A_THOUSAND) ? 1_000 : Long.MAX_VALUE)
                .forEach(person -> {
                    Comparator<ConsentRecord> worth = switch (flaw) {
                        case FINDS_THE_LAST -> Comparator.comparing(ConsentRecord::at);
                        case FINDS_THE_FIRST ->
                            Comparator.comparing(ConsentRecord::at).reversed();
                        default ->
                            Comparator.comparing((ConsentRecord one) ->
                                            one.confirmation().isPresent())
                                    .thenComparing(ConsentRecord::at);
                    };
                    given.stream()
                            .filter(one -> isOf(one.account(), account) && is(one.person(), person))
                            .filter(one -> covers(one, list))
                            .filter(one -> withdrawn.stream().noneMatch(end -> ends(end, one, list)))
                            .max(worth)
                            .ifPresent(one -> found.put(person, one));
                });
        return found;
    }

    private boolean covers(ConsentRecord consent, Optional<Purpose> list) {
        return switch (flaw) {
            case ONE_FOR_ALL_LISTS -> true;
            case LISTS_EXACTLY -> consent.list().equals(list);
            default -> consent.covers(list);
        };
    }

    private boolean ends(Withdrawal end, ConsentRecord consent, Optional<Purpose> list) {
        boolean its = (has(Flaw.ENDS_FOR_EVERY_ACCOUNT) || end.account().equals(consent.account()))
                && (has(Flaw.ENDS_FOR_EVERYBODY) || is(end.person(), consent.person()));
        return its
                && switch (flaw) {
                    case ENDS_EVERYTHING -> end.list().isEmpty() || end.list().equals(list);
                    case LEAVES_THE_LAST_MOMENT ->
                        end.ends(consent, list) && end.at().isAfter(consent.at());
                    case ENDS_ITS_OWN_LIST_ONLY ->
                        end.ends(consent, list) && end.list().equals(consent.list());
                    case ENDS_EVERY_LIST -> !consent.at().isAfter(end.at());
                    case ENDS_WHAT_IT_KNOWS -> false;
                    default -> end.ends(consent, list);
                };
    }

    @Override
    public void add(List<ConsentRecord> consents) {
        if (consents.isEmpty() && has(Flaw.REFUSES_AN_EMPTY_LIST)) {
            throw new IllegalArgumentException("INSERT without VALUES");
        }
        List<ConsentRecord> list = has(Flaw.RECORDS_ONE_BY_ONE) ? consents : List.copyOf(consents);
        list.stream().limit(has(Flaw.RECORDS_A_HUNDRED) ? 100 : Long.MAX_VALUE).forEach(this::add);
    }

    private void add(ConsentRecord consent) {
        if (has(Flaw.LOOKS_THEN_ADDS)) {
            Optional<ConsentRecord> known = known(consent);
            meeting.await();
            synchronized (this) {
                known.ifPresent(given::remove);
                given.add(known.map(one -> merged(one, consent)).orElse(consent));
            }
            return;
        }
        synchronized (this) {
            Optional<ConsentRecord> known = known(consent);
            known.ifPresent(given::remove);
            given.add(stored(known.map(one -> merged(one, consent)).orElse(consent)));
        }
    }

    private synchronized Optional<ConsentRecord> known(ConsentRecord consent) {
        return given.stream()
                .filter(one -> one.account().equals(consent.account())
                        && is(one.person(), consent.person())
                        && one.list().equals(consent.list())
                        && one.at().equals(consent.at()))
                .findFirst();
    }

    private ConsentRecord merged(ConsentRecord known, ConsentRecord more) {
        return switch (flaw) {
            case KEEPS_THE_LAST_WORDS -> more;
            case KEEPS_IT_UNCONFIRMED -> known;
            case CONFIRMS_AGAIN -> more.confirmation().map(known::confirmed).orElse(known);
            default ->
                known.confirmation().isPresent()
                        ? known
                        : more.confirmation().map(known::confirmed).orElse(known);
        };
    }

    private ConsentRecord stored(ConsentRecord consent) {
        return switch (flaw) {
            case FORGETS_THE_WORDING -> consent.wording(consent.wordingVersion(), "");
            case TRIMS_TEXT -> consent.by(consent.how().strip(), consent.source());
            case KEEPS_SECONDS ->
                new ConsentRecord(
                        consent.account(),
                        consent.person(),
                        consent.list(),
                        Instant.ofEpochSecond(consent.at().getEpochSecond()),
                        consent.how(),
                        consent.source(),
                        consent.wordingVersion(),
                        consent.wording(),
                        consent.recordedBy(),
                        consent.confirmation());
            default -> consent;
        };
    }

    @Override
    public synchronized void withdraw(Withdrawal withdrawal) {
        if (has(Flaw.ENDS_WHAT_IT_KNOWS)) {
            given.removeIf(one -> one.covers(withdrawal.list()) && !one.at().isAfter(withdrawal.at()));
        }
        boolean known = withdrawn.stream()
                .anyMatch(one -> one.account().equals(withdrawal.account())
                        && is(one.person(), withdrawal.person())
                        && one.list().equals(withdrawal.list())
                        && one.at().equals(withdrawal.at()));
        if (!known || has(Flaw.RECORDS_TWICE)) {
            withdrawn.add(withdrawal);
        }
    }

    @Override
    public synchronized ConsentEvidence evidence(AccountId account, EmailAddress person) {
        Stream<ConsentRecord> consents =
                given.stream().filter(one -> isOf(one.account(), account) && is(one.person(), person));
        Stream<Withdrawal> ends =
                withdrawn.stream().filter(one -> isOf(one.account(), account) && is(one.person(), person));
        if (!has(Flaw.IN_ORDER_OF_RECORDING)) {
            consents = consents.sorted(Comparator.comparing(ConsentRecord::at).thenComparing(one -> name(one.list())));
            ends = ends.sorted(Comparator.comparing(Withdrawal::at).thenComparing(one -> name(one.list())));
        }
        return new ConsentEvidence(person, consents.toList(), ends.toList());
    }

    private static String name(Optional<Purpose> list) {
        return list.map(Purpose::value).orElse("");
    }

    @Override
    public synchronized List<EmailAddress> persons(AccountId account, String after, int limit) {
        Stream<EmailAddress> agreed = given.stream()
                .filter(one -> has(Flaw.LISTS_EVERY_ACCOUNT) || one.account().equals(account))
                .map(ConsentRecord::person);
        Stream<EmailAddress> withdrew = withdrawn.stream()
                .filter(one -> one.account().equals(account) && !has(Flaw.LISTS_WHO_AGREED))
                .map(Withdrawal::person);
        Map<String, EmailAddress> byPerson = new LinkedHashMap<>();
        Stream.concat(agreed, withdrew)
                .sorted(Comparator.comparing(EmailAddress::normalForm))
                .forEach(person ->
                        byPerson.put(has(Flaw.LISTS_SPELLINGS) ? person.toString() : person.normalForm(), person));
        int least = has(Flaw.PAGES_REPEAT_THE_LAST) ? 0 : 1;
        return byPerson.values().stream()
                .filter(person -> person.normalForm().compareTo(after) >= least)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized long erase(AccountId account, EmailAddress person, Instant withdrawnBefore) {
        boolean over = withdrawn.stream()
                .filter(end -> end.account().equals(account) && is(end.person(), person))
                .filter(end -> end.list().isEmpty() || has(Flaw.ERASES_BY_ANY_LIST))
                .filter(end -> end.at().isBefore(withdrawnBefore)
                        || (has(Flaw.ERASES_THE_LAST_MOMENT) && end.at().equals(withdrawnBefore)))
                .anyMatch(end -> has(Flaw.ERASES_WHAT_WAS_GIVEN_SINCE)
                        || given.stream()
                                .noneMatch(one -> one.account().equals(account)
                                        && is(one.person(), person)
                                        && one.at().isAfter(end.at())));
        if (!over && !has(Flaw.ERASES_AT_ONCE)) {
            return 0;
        }
        long before = (long) given.size() + withdrawn.size();
        given.removeIf(one -> one.account().equals(account) && is(one.person(), person));
        if (!has(Flaw.ERASES_CONSENTS_ONLY)) {
            withdrawn.removeIf(one -> one.account().equals(account) && is(one.person(), person));
        }
        return before - given.size() - withdrawn.size();
    }
}
