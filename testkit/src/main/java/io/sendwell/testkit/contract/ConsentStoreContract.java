package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.consent.ConsentEvidence;
import io.sendwell.consent.ConsentRecord;
import io.sendwell.consent.ConsentRecord.Confirmation;
import io.sendwell.consent.ConsentStore;
import io.sendwell.consent.Withdrawal;
import io.sendwell.message.Purpose;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.HostileTexts;
import io.sendwell.testkit.fixtures.Mailboxes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ConsentStore} keeps.
 *
 * <pre>{@code
 * class JdbcConsentStoreTest implements ConsentStoreContract {
 *     @Override
 *     public ConsentStore newConsentStore() {
 *         database.clear();
 *         return new JdbcConsentStore(database.dataSource());
 *     }
 * }
 * }</pre>
 */
public interface ConsentStoreContract {

    /** A time to the millisecond, which every store keeps. */
    Instant AT = Instant.parse("2026-11-21T09:15:30.125Z");

    /** The person that most of these tests are about. */
    EmailAddress GRACE = Mailboxes.GRACE.address();

    /** The list that most of these tests are about. */
    Optional<Purpose> NEWS = Optional.of(Purpose.of("news"));

    /** Makes a store with nothing in it; it is asked for one in each test. */
    ConsentStore newConsentStore();

    /**
     * Opens a store once more, as another process would, so that it can be seen that consents survive.
     *
     * @return empty, unless overridden, for a store that lives in this process alone; what survives is skipped then
     */
    default Optional<? extends ConsentStore> reopen(ConsentStore store) {
        return Optional.empty();
    }

    @Test
    default void who_never_agreed_is_not_found() {
        ConsentStore store = newConsentStore();
        add(store, given());

        assertEquals(Map.of(), store.find(Accounts.ACME, NEWS, List.of(Mailboxes.ALAN.address())));
        assertEquals(Map.of(), store.find(Accounts.GLOBEX, NEWS, List.of(GRACE)), "by another account");
        assertEquals(Map.of(), store.find(AccountId.of("ACME"), NEWS, List.of(GRACE)), "by one in capitals");
        assertEquals(Map.of(), store.find(Accounts.ACME, NEWS, List.of()));
    }

    @Test
    default void a_consent_is_found_as_it_was_given() {
        ConsentStore store = newConsentStore();
        ConsentRecord complete = complete();
        add(store, complete);

        assertEquals(Map.of(GRACE, complete), store.find(Accounts.ACME, NEWS, List.of(GRACE)));
        assertEquals(new ConsentEvidence(GRACE, List.of(complete), List.of()), store.evidence(Accounts.ACME, GRACE));
    }

    @Test
    default void a_person_is_found_in_any_spelling_and_under_the_one_that_was_asked_for() {
        ConsentStore store = newConsentStore();
        add(store, given());
        EmailAddress other = EmailAddress.parse("Grace@EXAMPLE.net");

        assertEquals(
                List.of(GRACE, other),
                List.copyOf(store.find(Accounts.ACME, NEWS, List.of(GRACE, other, Mailboxes.ALAN.address()))
                        .keySet()));
        assertEquals(1, store.evidence(Accounts.ACME, other).given().size());
    }

    @Test
    default void thousands_are_asked_for_at_once() {
        ConsentStore store = newConsentStore();
        List<EmailAddress> persons = IntStream.range(0, 3_000)
                .mapToObj(number -> EmailAddress.parse("p" + number + "@example.net"))
                .toList();
        for (int number : new int[] {0, 1_500, 2_999}) {
            add(store, ConsentRecord.given(Accounts.ACME, persons.get(number), AT));
        }

        assertEquals(3, store.find(Accounts.ACME, NEWS, persons).size());
    }

    @Test
    default void a_list_of_hundreds_is_recorded_whole_and_an_empty_one_changes_nothing() {
        ConsentStore store = newConsentStore();
        List<ConsentRecord> all = IntStream.range(0, 1_000)
                .mapToObj(number -> ConsentRecord.given(
                        number % 2 == 0 ? Accounts.ACME : Accounts.GLOBEX,
                        EmailAddress.parse("p" + number + "@example.net"),
                        AT))
                .toList();
        store.add(List.of());
        store.add(all);
        store.add(all);

        assertEquals(500, store.persons(Accounts.ACME, "", 1_000).size());
        assertEquals(500, store.persons(Accounts.GLOBEX, "", 1_000).size());
    }

    @Test
    default void of_a_list_that_cannot_be_recorded_nothing_is() {
        ConsentStore store = newConsentStore();

        assertThrows(RuntimeException.class, () -> store.add(Arrays.asList(given(), null)));
        assertEquals(0, found(store, NEWS));
    }

    @Test
    default void a_consent_to_one_list_is_none_to_another() {
        ConsentStore store = newConsentStore();
        add(store, given().list("news"));

        assertEquals(1, found(store, NEWS));
        assertEquals(0, found(store, Optional.of(Purpose.of("new"))));
        assertEquals(0, found(store, Optional.empty()), "all broadcasts");
        add(store, given());
        assertEquals(1, found(store, Optional.of(Purpose.of("new"))), "by the consent to all");
        assertEquals(1, found(store, Optional.empty()));
    }

    @Test
    default void the_confirmed_one_is_found_and_of_these_the_last() {
        ConsentStore store = newConsentStore();
        ConsentRecord first = given().confirmed(new Confirmation(AT, "link"));
        ConsentRecord second =
                given(AT.plusMillis(1)).list("news").confirmed(new Confirmation(AT.plusMillis(2), "link"));
        add(store, given(AT.plusMillis(9)));
        assertEquals(AT.plusMillis(9), only(store).at());
        add(store, first);
        assertEquals(first, only(store));
        add(store, second);
        assertEquals(second, only(store));
        assertEquals(3, store.evidence(Accounts.ACME, GRACE).given().size());
    }

    @Test
    default void a_consent_that_comes_again_stays_as_it_is_but_for_its_confirmation() {
        ConsentStore store = newConsentStore();
        add(store, given().by("form", "page one"));
        add(store, given().by("form", "page two"));
        assertEquals(given().by("form", "page one"), only(store));

        add(store, given().by("form", "page two").confirmed(new Confirmation(AT.plusMillis(5), "link")));
        ConsentRecord confirmed = given().by("form", "page one").confirmed(new Confirmation(AT.plusMillis(5), "link"));
        assertEquals(confirmed, only(store));

        add(store, given().confirmed(new Confirmation(AT.plusMillis(7), "another link")));
        add(store, given());
        assertEquals(confirmed, only(store));
        assertEquals(1, store.evidence(Accounts.ACME, GRACE).given().size());
    }

    @Test
    default void a_withdrawal_ends_what_was_given_until_then_to_the_very_instant() {
        ConsentStore store = newConsentStore();
        add(store, given().list("news"));
        store.withdraw(withdrawn(AT.minusMillis(1), NEWS));
        assertEquals(1, found(store, NEWS), "given after it");
        store.withdraw(withdrawn(AT, NEWS));
        assertEquals(0, found(store, NEWS), "given at the same time");

        add(store, given(AT.plusMillis(1)).list("news"));
        assertEquals(1, found(store, NEWS), "given anew");
        assertEquals(0, store.find(Accounts.GLOBEX, NEWS, List.of(GRACE)).size());
    }

    @Test
    default void a_withdrawal_from_one_list_leaves_the_others() {
        ConsentStore store = newConsentStore();
        add(store, given());
        add(store, given().list("offers"));
        store.withdraw(withdrawn(AT.plusMillis(1), NEWS));

        assertEquals(0, found(store, NEWS), "although a consent to all covers it");
        assertEquals(1, found(store, Optional.of(Purpose.of("offers"))));
        assertEquals(1, found(store, Optional.empty()));
        store.withdraw(withdrawn(AT.plusMillis(2), Optional.empty()));
        assertEquals(0, found(store, Optional.of(Purpose.of("offers"))));
        assertEquals(0, found(store, Optional.empty()));
    }

    @Test
    default void a_withdrawal_is_of_one_account_and_one_person() {
        ConsentStore store = newConsentStore();
        add(store, given());
        add(store, ConsentRecord.given(Accounts.ACME, Mailboxes.ALAN.address(), AT));
        add(store, ConsentRecord.given(Accounts.GLOBEX, GRACE, AT));
        store.withdraw(new Withdrawal(
                Accounts.ACME, EmailAddress.parse("GRACE@example.NET"), Optional.empty(), AT, "by phone"));

        assertEquals(0, found(store, NEWS));
        assertEquals(
                1,
                store.find(Accounts.ACME, NEWS, List.of(Mailboxes.ALAN.address()))
                        .size());
        assertEquals(1, store.find(Accounts.GLOBEX, NEWS, List.of(GRACE)).size());
    }

    @Test
    default void evidence_stands_in_its_order_and_once() {
        ConsentStore store = newConsentStore();
        ConsentRecord later = given(AT.plusSeconds(1));
        Withdrawal first = withdrawn(AT, Optional.empty());
        Withdrawal second = withdrawn(AT, NEWS);
        add(store, later);
        add(store, given().list("news"));
        add(store, given());
        store.withdraw(second);
        store.withdraw(first);
        store.withdraw(new Withdrawal(Accounts.ACME, GRACE, NEWS, AT, "the same in other words"));

        assertEquals(
                new ConsentEvidence(GRACE, List.of(given(), given().list("news"), later), List.of(first, second)),
                store.evidence(Accounts.ACME, GRACE));
        assertEquals(new ConsentEvidence(GRACE, List.of(), List.of()), store.evidence(Accounts.GLOBEX, GRACE));
    }

    @Test
    default void text_of_any_kind_is_kept_as_text() {
        ConsentStore store = newConsentStore();
        int number = 0;
        for (String text : HostileTexts.all()) {
            EmailAddress person = EmailAddress.parse("p" + number++ + "@example.net");
            ConsentRecord consent = ConsentRecord.given(Accounts.ACME, person, AT)
                    .by(text, text)
                    .wording(text, text)
                    .recordedBy(text)
                    .confirmed(new Confirmation(AT, text));
            Withdrawal withdrawal = new Withdrawal(Accounts.ACME, person, Optional.empty(), AT, text);
            add(store, consent);
            store.withdraw(withdrawal);

            assertEquals(
                    new ConsentEvidence(person, List.of(consent), List.of(withdrawal)),
                    store.evidence(Accounts.ACME, person));
        }
    }

    @Test
    default void the_same_is_held_in_whatever_order_it_becomes_known() {
        List<ConsentRecord> given = List.of(
                given(),
                given(AT.plusMillis(2)).list("news"),
                given(AT.plusMillis(4)),
                given(AT.plusMillis(6)).list("news"));
        List<Withdrawal> withdrawn =
                List.of(withdrawn(AT.plusMillis(1), NEWS), withdrawn(AT.plusMillis(5), Optional.empty()));
        for (int seed = 0; seed < 10; seed++) {
            ConsentStore store = newConsentStore();
            List<Runnable> steps = new ArrayList<>();
            given.forEach(one -> steps.add(() -> add(store, one)));
            withdrawn.forEach(one -> steps.add(() -> store.withdraw(one)));
            Collections.shuffle(steps, new Random(seed));
            steps.forEach(Runnable::run);

            assertEquals(given.get(3), only(store), "seed " + seed);
            assertEquals(0, found(store, Optional.empty()), "seed " + seed);
        }
    }

    @Test
    default void persons_are_listed_once_by_their_normal_forms_page_by_page() {
        ConsentStore store = newConsentStore();
        for (String person :
                List.of("b@example.net", "a@example.org", "A@example.net", "a@EXAMPLE.net", "c@example.net")) {
            Instant at = AT.plusMillis(store.persons(Accounts.ACME, "", 9).size());
            add(store, ConsentRecord.given(Accounts.ACME, EmailAddress.parse(person), at));
            add(store, ConsentRecord.given(Accounts.ACME, EmailAddress.parse(person), at.plusSeconds(1)));
        }
        store.withdraw(new Withdrawal(
                Accounts.ACME, EmailAddress.parse("d@example.net"), Optional.empty(), AT, "never agreed"));
        add(store, ConsentRecord.given(Accounts.GLOBEX, EmailAddress.parse("aa@example.net"), AT));
        List<String> all = List.of("a@example.net", "a@example.org", "b@example.net", "c@example.net", "d@example.net");

        assertEquals(all.subList(0, 2), persons(store.persons(Accounts.ACME, "", 2)));
        assertEquals(all.subList(2, 5), persons(store.persons(Accounts.ACME, "a@example.org", 9)));
        assertEquals(List.of(), persons(store.persons(Accounts.ACME, "d@example.net", 9)));
    }

    @Test
    default void evidence_is_erased_only_when_all_of_it_ended_long_ago() {
        ConsentStore store = newConsentStore();
        Instant limit = AT.plusSeconds(10);
        add(store, given());
        assertEquals(0, store.erase(Accounts.ACME, GRACE, limit), "it holds");
        store.withdraw(withdrawn(AT.plusSeconds(1), NEWS));
        assertEquals(0, store.erase(Accounts.ACME, GRACE, limit), "it holds for other lists");
        store.withdraw(withdrawn(limit, Optional.empty()));
        assertEquals(0, store.erase(Accounts.ACME, GRACE, limit), "withdrawn at the time, not before it");
        add(store, given(limit.plusMillis(2)));
        assertEquals(0, store.erase(Accounts.ACME, GRACE, limit.plusMillis(1)), "given since");
        store.withdraw(withdrawn(limit.plusMillis(2), Optional.empty()));
        assertEquals(0, store.erase(Accounts.GLOBEX, GRACE, limit.plusSeconds(1)), "of another account");

        assertEquals(5, store.erase(Accounts.ACME, EmailAddress.parse("Grace@EXAMPLE.net"), limit.plusSeconds(1)));
        assertEquals(0, store.erase(Accounts.ACME, GRACE, limit.plusSeconds(1)), "the second time");
        assertEquals(new ConsentEvidence(GRACE, List.of(), List.of()), store.evidence(Accounts.ACME, GRACE));
    }

    @Test
    default void a_consent_that_several_threads_bring_at_once_is_there_once() {
        ConsentStore store = newConsentStore();
        for (int round = 0; round < 10; round++) {
            Instant at = AT.plusMillis(round);
            Callable<Boolean> bare = () -> {
                add(store, given(at));
                return true;
            };
            Callable<Boolean> confirmed = () -> {
                add(store, given(at).confirmed(new Confirmation(at, "link")));
                return true;
            };
            Together.run(List.of(bare, confirmed));

            List<ConsentRecord> given = store.evidence(Accounts.ACME, GRACE).given();
            assertEquals(round + 1, given.size());
            assertEquals(
                    Optional.of(new Confirmation(at, "link")), given.get(round).confirmation());
        }
    }

    @Test
    default void everything_survives_the_process_that_recorded_it() {
        ConsentStore store = newConsentStore();
        add(store, complete());
        store.withdraw(withdrawn(AT, NEWS));
        Optional<? extends ConsentStore> reopened = reopen(store);
        if (reopened.isEmpty()) {
            abort("This store cannot be opened a second time: reopen(...) is not overridden.");
        }

        assertEquals(store.evidence(Accounts.ACME, GRACE), reopened.get().evidence(Accounts.ACME, GRACE));
        assertEquals(1, reopened.get().evidence(Accounts.ACME, GRACE).given().size());
    }

    private static void add(ConsentStore store, ConsentRecord consent) {
        store.add(List.of(consent));
    }

    private static ConsentRecord given() {
        return given(AT);
    }

    private static ConsentRecord given(Instant at) {
        return ConsentRecord.given(Accounts.ACME, GRACE, at);
    }

    private static Withdrawal withdrawn(Instant at, Optional<Purpose> list) {
        return new Withdrawal(Accounts.ACME, GRACE, list, at, "by phone");
    }

    /** Everything is set, and to a value of its own. */
    private static ConsentRecord complete() {
        return given().list("news")
                .by("form", "https://acme.example/news, 192.0.2.7")
                .wording("2026-10", "Yes, please.")
                .recordedBy("the website")
                .confirmed(new Confirmation(AT.plusMillis(61_001), "link, 192.0.2.9"));
    }

    private static int found(ConsentStore store, Optional<Purpose> list) {
        return store.find(Accounts.ACME, list, List.of(GRACE)).size();
    }

    private static ConsentRecord only(ConsentStore store) {
        return Objects.requireNonNull(
                store.find(Accounts.ACME, NEWS, List.of(GRACE)).get(GRACE), "a consent that holds");
    }

    private static List<String> persons(List<EmailAddress> addresses) {
        return addresses.stream().map(EmailAddress::normalForm).toList();
    }
}
