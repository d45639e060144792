package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Purpose;
import io.sendwell.unsubscribe.EndedOptOut;
import io.sendwell.unsubscribe.OptIn;
import io.sendwell.unsubscribe.OptOut;
import io.sendwell.unsubscribe.OptOutList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A list of opt-outs as somebody might write it, right but for one flaw. */
final class FlawedOptOutList implements OptOutList {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        ANSWERS_FOR_EVERYBODY("who_has_not_left_is_not_found"),
        HOLDS_FOR_EVERY_LIST("an_opt_out_of_a_list_holds_for_this_list_and_is_found_as_it_was_added"),
        HOLDS_FOR_BROADCASTS_OF_NO_LIST("an_opt_out_of_a_list_holds_for_this_list_and_is_found_as_it_was_added"),
        FORGETS_THE_EVIDENCE("an_opt_out_of_a_list_holds_for_this_list_and_is_found_as_it_was_added"),
        MISSES_THAT_OF_ALL_LISTS("an_opt_out_of_all_lists_holds_for_each_and_comes_first"),
        GIVES_ANY_OF_TWO("an_opt_out_of_all_lists_holds_for_each_and_comes_first"),
        MIXES_ACCOUNTS_WHEN_ASKED("nothing_of_one_account_is_seen_or_changed_by_another"),
        ENDS_FOR_EVERY_ACCOUNT("nothing_of_one_account_is_seen_or_changed_by_another"),
        SHOWS_ENDS_OF_OTHERS("nothing_of_one_account_is_seen_or_changed_by_another"),
        ERASES_FOR_EVERY_ACCOUNT("nothing_of_one_account_is_seen_or_changed_by_another"),
        HELD_BACK_BY_ENDS_OF_OTHERS("nothing_of_one_account_is_seen_or_changed_by_another"),
        COMPARES_EXACTLY("opt_outs_stand_under_each_address_as_it_was_asked_for"),
        IGNORES_TAGS("opt_outs_stand_under_each_address_as_it_was_asked_for"),
        ASKS_FOR_A_THOUSAND("thousands_of_persons_are_asked_for_at_once"),
        PAGES_EVERY_ACCOUNT("pages_give_each_opt_out_of_the_account_once_by_person_and_all_lists_first"),
        PAGES_PERSONS_ONCE("pages_give_each_opt_out_of_the_account_once_by_person_and_all_lists_first"),
        PAGES_WITHOUT_A_LIMIT("pages_give_each_opt_out_of_the_account_once_by_person_and_all_lists_first"),
        PAGES_IN_ORDER_OF_ARRIVAL("pages_give_each_opt_out_of_the_account_once_by_person_and_all_lists_first"),
        LOSES_ITS_PLACE_WHEN_ONE_ENDS("pages_give_each_opt_out_of_the_account_once_by_person_and_all_lists_first"),
        OVERWRITES("the_first_opt_out_of_a_list_stays"),
        ADDS_TWICE("the_first_opt_out_of_a_list_stays"),
        ENDS_ALL_LISTS("ending_an_opt_out_ends_this_one_and_keeps_a_record"),
        KEEPS_NO_RECORD("ending_an_opt_out_ends_this_one_and_keeps_a_record"),
        FORGETS_WHO_DECIDED("ending_an_opt_out_ends_this_one_and_keeps_a_record"),
        TAKES_LATE_REPORTS("what_is_reported_late_of_the_time_before_an_end_changes_nothing"),
        TAKES_THE_END_OF_ANY_LIST("what_is_reported_late_of_the_time_before_an_end_changes_nothing"),
        DROPS_WHO_LEAVES_AT_THE_END("what_is_reported_late_of_the_time_before_an_end_changes_nothing"),
        ERASES_THE_OPT_OUT("erasing_keeps_that_somebody_left_and_forgets_the_rest"),
        ERASES_RECORDS_ONLY("erasing_keeps_that_somebody_left_and_forgets_the_rest"),
        ERASES_EVIDENCE_ONLY("erasing_keeps_that_somebody_left_and_forgets_the_rest"),
        ERASES_EVERYBODY("erasing_keeps_that_somebody_left_and_forgets_the_rest"),
        TRIMS_TEXT("text_of_any_kind_is_kept_as_text"),
        READS_THEN_ENDS("an_opt_out_is_ended_by_one_of_two_threads");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private final Flaw flaw;
    private final Meeting meeting;
    private final List<OptOut> optOuts = new CopyOnWriteArrayList<>();
    private final List<EndedOptOut> ended = new CopyOnWriteArrayList<>();

    FlawedOptOutList(Flaw flaw) {
        this.flaw = flaw;
        this.meeting = Meeting.when(flaw == Flaw.READS_THEN_ENDS);
    }

    @Override
    public Map<EmailAddress, OptOut> find(AccountId account, Optional<Purpose> list, Collection<EmailAddress> persons) {
        Map<EmailAddress, OptOut> found = new LinkedHashMap<>();
        persons.stream()
                .limit(has(Flaw.ASKS_FOR_A_THOUSAND) ? 1000 : Long.MAX_VALUE)
                .forEach(person -> optOuts.stream()
                        .filter(optOut -> has(Flaw.MIXES_ACCOUNTS_WHEN_ASKED)
                                || optOut.account().equals(account))
                        .filter(optOut -> has(Flaw.ANSWERS_FOR_EVERYBODY) || isSame(optOut.person(), person))
                        .filter(optOut -> holds(optOut, list))
                        .min(has(Flaw.GIVES_ANY_OF_TWO) ? allLists().reversed() : allLists())
                        .ifPresent(optOut -> found.put(person, optOut)));
        return found;
    }

    private boolean holds(OptOut optOut, Optional<Purpose> list) {
        return switch (flaw) {
            case HOLDS_FOR_EVERY_LIST -> true;
            case HOLDS_FOR_BROADCASTS_OF_NO_LIST -> list.isEmpty() || optOut.holdsFor(list);
            case MISSES_THAT_OF_ALL_LISTS -> optOut.list().equals(list);
            default -> optOut.holdsFor(list);
        };
    }

    private static Comparator<OptOut> allLists() {
        return Comparator.comparing(optOut -> optOut.list().map(Purpose::value).orElse(""));
    }

    @Override
    public List<OptOut> of(AccountId account, EmailAddress person) {
        return those(account, person).sorted(allLists()).toList();
    }

    @Override
    public List<OptOut> page(AccountId account, Optional<OptOut> after, int limit) {
        Comparator<OptOut> byPerson =
                Comparator.comparing(optOut -> optOut.person().normalForm());
        Comparator<OptOut> order = has(Flaw.PAGES_PERSONS_ONCE) ? byPerson : byPerson.thenComparing(allLists());
        boolean lost = has(Flaw.LOSES_ITS_PLACE_WHEN_ONE_ENDS)
                && after.filter(optOuts::contains).isEmpty();
        Stream<OptOut> following = optOuts.stream()
                .filter(optOut ->
                        has(Flaw.PAGES_EVERY_ACCOUNT) || optOut.account().equals(account))
                .filter(optOut -> after.isEmpty() || lost || order.compare(optOut, after.get()) > 0);
        return (has(Flaw.PAGES_IN_ORDER_OF_ARRIVAL) ? following : following.sorted(order))
                .limit(has(Flaw.PAGES_WITHOUT_A_LIMIT) ? Long.MAX_VALUE : limit)
                .toList();
    }

    private Stream<OptOut> those(AccountId account, EmailAddress person) {
        return optOuts.stream().filter(optOut -> optOut.account().equals(account) && isSame(optOut.person(), person));
    }

    @Override
    public synchronized void add(OptOut optOut) {
        boolean endedSince = ended.stream()
                .filter(record -> has(Flaw.HELD_BACK_BY_ENDS_OF_OTHERS)
                        || record.optOut().account().equals(optOut.account()))
                .filter(record -> isSame(record.optOut().person(), optOut.person()))
                .filter(record -> has(Flaw.TAKES_THE_END_OF_ANY_LIST)
                        || record.optOut().list().equals(optOut.list()))
                .anyMatch(record -> record.by().at().isAfter(optOut.at())
                        || has(Flaw.DROPS_WHO_LEAVES_AT_THE_END)
                                && record.by().at().equals(optOut.at()));
        if (endedSince && !has(Flaw.TAKES_LATE_REPORTS)) {
            return;
        }
        Optional<OptOut> known = those(optOut.account(), optOut.person())
                .filter(other -> other.list().equals(optOut.list()))
                .findFirst();
        if (known.isPresent() && has(Flaw.OVERWRITES)) {
            optOuts.remove(known.get());
            known = Optional.empty();
        }
        if (known.isEmpty() || has(Flaw.ADDS_TWICE)) {
            optOuts.add(stored(optOut));
        }
    }

    private OptOut stored(OptOut optOut) {
        String evidence = optOut.evidence();
        return switch (flaw) {
            case FORGETS_THE_EVIDENCE -> optOut.withoutEvidence();
            case TRIMS_TEXT ->
                new OptOut(
                        optOut.account(),
                        optOut.person(),
                        optOut.list(),
                        optOut.source(),
                        optOut.at(),
                        evidence.strip());
            default -> optOut;
        };
    }

    @Override
    public Optional<OptOut> end(AccountId account, EmailAddress person, Optional<Purpose> list, OptIn decision) {
        List<OptOut> read = wanted(account, person, list);
        meeting.await();
        synchronized (this) {
            List<OptOut> held = has(Flaw.READS_THEN_ENDS) ? read : wanted(account, person, list);
            held.forEach(optOut -> {
                optOuts.remove(optOut);
                if (!has(Flaw.KEEPS_NO_RECORD)) {
                    ended.add(new EndedOptOut(
                            optOut,
                            has(Flaw.FORGETS_WHO_DECIDED)
                                    ? OptIn.byPerson(decision.at(), decision.reason())
                                    : decision));
                }
            });
            return held.stream().filter(optOut -> optOut.list().equals(list)).findFirst();
        }
    }

    private List<OptOut> wanted(AccountId account, EmailAddress person, Optional<Purpose> list) {
        return optOuts.stream()
                .filter(optOut ->
                        has(Flaw.ENDS_FOR_EVERY_ACCOUNT) || optOut.account().equals(account))
                .filter(optOut -> isSame(optOut.person(), person))
                .filter(optOut -> has(Flaw.ENDS_ALL_LISTS) || optOut.list().equals(list))
                .toList();
    }

    @Override
    public List<EndedOptOut> ended(AccountId account, EmailAddress person) {
        return ended.stream()
                .filter(record -> has(Flaw.SHOWS_ENDS_OF_OTHERS)
                        || record.optOut().account().equals(account))
                .filter(record -> isSame(record.optOut().person(), person))
                .toList();
    }

    @Override
    public synchronized long erase(AccountId account, EmailAddress person) {
        long forgotten = 0;
        if (!has(Flaw.ERASES_EVIDENCE_ONLY)) {
            List<EndedOptOut> records = ended(account, person);
            ended.removeAll(records);
            forgotten += records.size();
        }
        if (!has(Flaw.ERASES_RECORDS_ONLY)) {
            List<OptOut> shown = optOuts.stream()
                    .filter(optOut -> has(Flaw.ERASES_FOR_EVERY_ACCOUNT)
                            || optOut.account().equals(account))
                    .filter(optOut -> has(Flaw.ERASES_EVERYBODY) || isSame(optOut.person(), person))
                    .filter(optOut -> !optOut.evidence().isEmpty())
                    .toList();
            optOuts.removeAll(shown);
            if (!has(Flaw.ERASES_THE_OPT_OUT)) {
                shown.forEach(optOut -> optOuts.add(optOut.withoutEvidence()));
            }
            forgotten += shown.size();
        }
        return forgotten;
    }

    private boolean isSame(EmailAddress one, EmailAddress other) {
        return person(one).equals(person(other));
    }

    private String person(EmailAddress address) {
        return switch (flaw) {
            case COMPARES_EXACTLY -> address.toString();
            case IGNORES_TAGS -> address.normalForm().replaceAll("\\+[^@]*", "");
            default -> address.normalForm();
        };
    }

    private boolean has(Flaw wanted) {
        return flaw == wanted;
    }
}
