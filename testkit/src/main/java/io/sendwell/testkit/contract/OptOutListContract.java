package io.sendwell.testkit.contract;

import static io.sendwell.testkit.fixtures.Accounts.ACME;
import static io.sendwell.testkit.fixtures.Accounts.GLOBEX;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Purpose;
import io.sendwell.testkit.fixtures.HostileTexts;
import io.sendwell.testkit.fixtures.Mailboxes;
import io.sendwell.unsubscribe.EndedOptOut;
import io.sendwell.unsubscribe.OptIn;
import io.sendwell.unsubscribe.OptOut;
import io.sendwell.unsubscribe.OptOutList;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link OptOutList} keeps. */
public interface OptOutListContract {

    /** A time to the millisecond, which every store keeps. */
    Instant NOON = Instant.parse("2026-11-21T12:00:00.125Z");

    /** A list of broadcasts. */
    Optional<Purpose> NEWS = Optional.of(Purpose.of("newsletter"));

    /** Another one. */
    Optional<Purpose> EVENTS = Optional.of(Purpose.of("events"));

    /** Somebody who leaves. */
    EmailAddress GRACE = Mailboxes.GRACE.address();

    /** Makes a list with nothing in it; it is asked for one in each test. */
    OptOutList newOptOutList();

    /**
     * Opens a list once more, as another process would, so that it can be seen that opt-outs survive.
     *
     * @return empty, unless overridden, for a list that lives in this process alone; what survives is skipped then
     */
    default Optional<? extends OptOutList> reopen(OptOutList list) {
        return Optional.empty();
    }

    @Test
    default void who_has_not_left_is_not_found() {
        OptOutList list = newOptOutList();
        list.add(optOut(ACME, NEWS));

        assertEquals(Map.of(), list.find(ACME, NEWS, List.of(Mailboxes.ALAN.address())));
        assertEquals(Map.of(), list.find(ACME, NEWS, List.of()));
    }

    @Test
    default void an_opt_out_of_a_list_holds_for_this_list_and_is_found_as_it_was_added() {
        OptOutList list = newOptOutList();
        OptOut left = optOut(ACME, NEWS);
        list.add(left);

        assertEquals(Map.of(GRACE, left), list.find(ACME, NEWS, List.of(GRACE, Mailboxes.ALAN.address())));
        assertEquals(Map.of(), list.find(ACME, EVENTS, List.of(GRACE)));
        assertEquals(Map.of(), list.find(ACME, Optional.empty(), List.of(GRACE)), "broadcasts of no list");
        assertEquals(List.of(left), list.of(ACME, GRACE));
    }

    @Test
    default void an_opt_out_of_all_lists_holds_for_each_and_comes_first() {
        OptOutList list = newOptOutList();
        OptOut all = optOut(ACME, Optional.empty());
        list.add(optOut(ACME, NEWS));
        list.add(optOut(ACME, EVENTS));
        list.add(all);

        assertEquals(Map.of(GRACE, all), list.find(ACME, NEWS, List.of(GRACE)));
        assertEquals(Map.of(GRACE, all), list.find(ACME, Optional.of(Purpose.of("offers")), List.of(GRACE)));
        assertEquals(Map.of(GRACE, all), list.find(ACME, Optional.empty(), List.of(GRACE)));
        assertEquals(List.of(all, optOut(ACME, EVENTS), optOut(ACME, NEWS)), list.of(ACME, GRACE));
    }

    @Test
    default void nothing_of_one_account_is_seen_or_changed_by_another() {
        OptOutList list = newOptOutList();
        list.add(optOut(ACME, NEWS));
        list.end(GLOBEX, GRACE, NEWS, decision(1));
        list.erase(GLOBEX, GRACE);

        assertEquals(Map.of(), list.find(GLOBEX, NEWS, List.of(GRACE)));
        assertEquals(List.of(), list.of(GLOBEX, GRACE));
        assertEquals(List.of(), list.ended(GLOBEX, GRACE));
        assertEquals(List.of(optOut(ACME, NEWS)), list.of(ACME, GRACE));
        list.end(ACME, GRACE, NEWS, decision(2));
        assertEquals(List.of(), list.ended(GLOBEX, GRACE));
        list.add(optOut(GLOBEX, NEWS));
        assertEquals(1, list.of(GLOBEX, GRACE).size(), "another account's end holds nothing back");
    }

    @Test
    default void opt_outs_stand_under_each_address_as_it_was_asked_for() {
        OptOutList list = newOptOutList();
        list.add(new OptOut(ACME, EmailAddress.parse("Grace@bücher.example"), NEWS, "page", NOON, ""));
        list.add(new OptOut(ACME, EmailAddress.parse("grace+news@bücher.example"), EVENTS, "page", NOON, ""));
        EmailAddress lower = EmailAddress.parse("grace@xn--bcher-kva.example");
        EmailAddress upper = EmailAddress.parse("GRACE@bücher.example");

        assertEquals(
                java.util.Set.of(lower, upper),
                list.find(ACME, NEWS, List.of(lower, upper)).keySet());
        assertEquals(Map.of(), list.find(ACME, EVENTS, List.of(lower)), "an address with a tag is another one");
        assertEquals(1, list.of(ACME, upper).size());
    }

    @Test
    default void thousands_of_persons_are_asked_for_at_once() {
        OptOutList list = newOptOutList();
        EmailAddress last = EmailAddress.parse("person2999@example.net");
        list.add(new OptOut(ACME, last, NEWS, "page", NOON, ""));
        List<EmailAddress> asked = IntStream.range(0, 3000)
                .mapToObj(number -> EmailAddress.parse("person" + number + "@example.net"))
                .toList();

        assertEquals(java.util.Set.of(last), list.find(ACME, NEWS, asked).keySet());
    }

    @Test
    default void pages_give_each_opt_out_of_the_account_once_by_person_and_all_lists_first() {
        OptOutList list = newOptOutList();
        List<OptOut> expected = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            EmailAddress person = EmailAddress.parse("Person" + number + "@example.net");
            for (Optional<Purpose> purpose : List.of(NEWS, EVENTS, Optional.<Purpose>empty())) {
                list.add(new OptOut(ACME, person, purpose, "page", NOON, "x"));
            }
            expected.addAll(list.of(ACME, person));
        }
        list.add(new OptOut(GLOBEX, GRACE, NEWS, "page", NOON, "x"));

        for (int limit : List.of(1, 4, 15, 100)) {
            List<OptOut> paged = new ArrayList<>();
            List<OptOut> page = list.page(ACME, Optional.empty(), limit);
            while (!page.isEmpty()) {
                assertTrue(page.size() <= limit, "a page of " + page.size() + " where " + limit + " were asked for");
                paged.addAll(page);
                page = list.page(ACME, Optional.of(page.get(page.size() - 1)), limit);
            }
            assertEquals(expected, paged, "by " + limit);
        }
        list.end(ACME, expected.get(3).person(), expected.get(3).list(), decision(1));
        assertEquals(expected.subList(4, 6), list.page(ACME, Optional.of(expected.get(3)), 2), "after one that ended");
    }

    @Test
    default void the_first_opt_out_of_a_list_stays() {
        OptOutList list = newOptOutList();
        list.add(optOut(ACME, NEWS));
        list.add(new OptOut(ACME, GRACE, NEWS, "mailjet", NOON.plusSeconds(60), "said again"));
        list.add(new OptOut(ACME, GRACE, NEWS, "mailjet", NOON.minusSeconds(60), "said before"));

        assertEquals(List.of(optOut(ACME, NEWS)), list.of(ACME, GRACE));
    }

    @Test
    default void ending_an_opt_out_ends_this_one_and_keeps_a_record() {
        OptOutList list = newOptOutList();
        list.add(optOut(ACME, NEWS));
        list.add(optOut(ACME, Optional.empty()));

        assertEquals(
                Optional.of(optOut(ACME, NEWS)),
                list.end(ACME, EmailAddress.parse("GRACE@" + GRACE.domain()), NEWS, decision(1)));
        assertEquals(Optional.empty(), list.end(ACME, GRACE, NEWS, decision(2)), "ended again");
        assertEquals(List.of(optOut(ACME, Optional.empty())), list.of(ACME, GRACE));
        assertEquals(Optional.of(optOut(ACME, Optional.empty())), list.end(ACME, GRACE, Optional.empty(), decision(3)));
        assertEquals(Map.of(), list.find(ACME, NEWS, List.of(GRACE)));
        assertEquals(
                List.of(
                        new EndedOptOut(optOut(ACME, NEWS), decision(1)),
                        new EndedOptOut(optOut(ACME, Optional.empty()), decision(3))),
                list.ended(ACME, GRACE));
        assertEquals(List.of(), list.ended(ACME, Mailboxes.ALAN.address()));
    }

    @Test
    default void what_is_reported_late_of_the_time_before_an_end_changes_nothing() {
        OptOutList list = newOptOutList();
        list.add(optOut(ACME, NEWS));
        list.end(ACME, GRACE, NEWS, decision(60));
        list.add(optOut(ACME, NEWS));
        assertEquals(List.of(), list.of(ACME, GRACE));

        list.add(optOut(ACME, EVENTS));
        assertEquals(List.of(optOut(ACME, EVENTS)), list.of(ACME, GRACE), "nothing of this list had ended");
        OptOut atTheSameTime = new OptOut(ACME, GRACE, NEWS, "page", NOON.plusSeconds(60), "");
        list.add(atTheSameTime);
        assertEquals(
                Map.of(GRACE, atTheSameTime),
                list.find(ACME, NEWS, List.of(GRACE)),
                "who leaves at the moment of an end has left");
    }

    @Test
    default void erasing_keeps_that_somebody_left_and_forgets_the_rest() {
        OptOutList list = newOptOutList();
        list.add(optOut(ACME, NEWS));
        list.end(ACME, GRACE, NEWS, decision(1));
        list.add(optOut(ACME, EVENTS));
        list.add(new OptOut(ACME, GRACE, Optional.empty(), "page", NOON, ""));
        OptOut another = new OptOut(ACME, Mailboxes.ALAN.address(), NEWS, "page", NOON, "User-Agent");
        list.add(another);

        assertEquals(2, list.erase(ACME, GRACE), "a record and some evidence");
        assertEquals(0, list.erase(ACME, GRACE), "erased again");
        assertEquals(
                List.of(
                        new OptOut(ACME, GRACE, Optional.empty(), "page", NOON, ""),
                        optOut(ACME, EVENTS).withoutEvidence()),
                list.of(ACME, GRACE));
        assertEquals(List.of(), list.ended(ACME, GRACE));
        assertEquals(List.of(another), list.of(ACME, Mailboxes.ALAN.address()));
    }

    @Test
    default void text_of_any_kind_is_kept_as_text() {
        OptOutList list = newOptOutList();
        int number = 0;
        for (String text : HostileTexts.all()) {
            EmailAddress person = EmailAddress.parse("person" + number++ + "@example.net");
            OptOut left = new OptOut(ACME, person, NEWS, text, NOON, text);
            list.add(left);
            assertEquals(List.of(left), list.of(ACME, person));
            OptIn decision = new OptIn(NOON, "x" + text, text + "x");
            list.end(ACME, person, NEWS, decision);
            assertEquals(List.of(new EndedOptOut(left, decision)), list.ended(ACME, person));
        }
    }

    @Test
    default void an_opt_out_is_ended_by_one_of_two_threads() {
        OptOutList list = newOptOutList();
        list.add(optOut(ACME, NEWS));

        List<Optional<OptOut>> ended = Together.run(
                Collections.nCopies(2, (Callable<Optional<OptOut>>) () -> list.end(ACME, GRACE, NEWS, decision(1))));
        assertEquals(1, ended.stream().flatMap(Optional::stream).count());
        assertEquals(1, list.ended(ACME, GRACE).size());
    }

    @Test
    default void threads_that_add_the_same_at_the_same_time_add_it_once() {
        OptOutList list = newOptOutList();
        Together.run(Collections.nCopies(4, (Callable<Boolean>) () -> {
            for (int number = 0; number < 10; number++) {
                EmailAddress person = EmailAddress.parse("person" + number + "@example.net");
                list.add(new OptOut(ACME, person, NEWS, "page", NOON, ""));
            }
            return true;
        }));

        for (int number = 0; number < 10; number++) {
            EmailAddress person = EmailAddress.parse("person" + number + "@example.net");
            assertEquals(1, list.of(ACME, person).size(), person.toString());
        }
    }

    @Test
    default void opt_outs_and_their_ends_survive_the_process_that_made_them() {
        OptOutList list = newOptOutList();
        list.add(optOut(ACME, EVENTS));
        list.end(ACME, GRACE, EVENTS, decision(1));
        list.add(optOut(ACME, NEWS));

        Optional<? extends OptOutList> again = reopen(list);
        if (again.isEmpty()) {
            abort("This list lives in its process alone.");
        }
        OptOutList reopened = again.orElseThrow();
        assertEquals(List.of(optOut(ACME, NEWS)), reopened.of(ACME, GRACE));
        assertEquals(List.of(new EndedOptOut(optOut(ACME, EVENTS), decision(1))), reopened.ended(ACME, GRACE));
    }

    private static OptOut optOut(AccountId account, Optional<Purpose> list) {
        return new OptOut(account, GRACE, list, "one-click", NOON, "User-Agent \"Mail/1\"");
    }

    private static OptIn decision(int seconds) {
        return new OptIn(NOON.plusSeconds(seconds), "Rosa Lind", "agreed anew on the telephone");
    }
}
