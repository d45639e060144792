package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainState;
import io.sendwell.domain.DomainStore;
import io.sendwell.domain.DomainStore.Saved;
import io.sendwell.domain.DomainVerdict;
import io.sendwell.domain.RecordedCheck;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.HostileTexts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link DomainStore} keeps.
 *
 * <pre>{@code
 * class JdbcDomainStoreTest implements DomainStoreContract {
 *     @Override
 *     public DomainStore newDomainStore() {
 *         database.clear();
 *         return new JdbcDomainStore(database.dataSource());
 *     }
 * }
 * }</pre>
 */
public interface DomainStoreContract {

    /** A time to the millisecond, which every store keeps. */
    Instant BEGUN_AT = Instant.parse("2026-11-21T09:15:30.125Z");

    /** The domain that most of these tests are about. */
    DomainName DOMAIN = DomainName.parse("acme.example");

    /** Makes a store with nothing in it; it is asked for one in each test. */
    DomainStore newDomainStore();

    /**
     * Opens a store once more, as another process would, so that it can be seen that registrations survive.
     *
     * @return empty, unless overridden, for a store that lives in this process alone; what survives is skipped then
     */
    default Optional<? extends DomainStore> reopen(DomainStore store) {
        return Optional.empty();
    }

    @Test
    default void what_nobody_began_is_not_found() {
        DomainStore store = newDomainStore();
        save(store, begun(Accounts.ACME, "acme.example"));

        assertEquals(Optional.empty(), store.find(Accounts.ACME, DomainName.parse("globex.example")));
        assertEquals(Optional.empty(), store.find(Accounts.GLOBEX, DOMAIN));
        assertEquals(List.of(), store.ofAccount(Accounts.GLOBEX));
        assertEquals(List.of(), store.ofDomain(DomainName.parse("globex.example")));
    }

    @Test
    default void a_registration_is_found_as_it_was_saved_and_one_version_on() {
        DomainStore store = newDomainStore();
        DomainRegistration fresh = begun(Accounts.ACME, "acme.example");

        assertEquals(Saved.SAVED, store.save(fresh));
        assertEquals(Optional.of(fresh.withVersion(1)), store.find(Accounts.ACME, DOMAIN));

        DomainRegistration complete = complete(fresh.withVersion(1));
        assertEquals(Saved.SAVED, store.save(complete));
        assertEquals(Optional.of(complete.withVersion(2)), store.find(Accounts.ACME, DOMAIN));
    }

    @Test
    default void what_was_known_can_be_unknown_again() {
        DomainStore store = newDomainStore();
        DomainRegistration complete = save(store, complete(begun(Accounts.ACME, "acme.example")));
        DomainRegistration bare = begun(Accounts.ACME, "acme.example").withVersion(complete.version());

        assertEquals(Saved.SAVED, store.save(bare));
        assertEquals(Optional.of(bare.withVersion(2)), store.find(Accounts.ACME, DOMAIN));
    }

    @Test
    default void every_state_and_every_verdict_is_kept() {
        DomainStore store = newDomainStore();
        List<DomainRegistration> saved = new ArrayList<>();
        for (DomainState state : DomainState.values()) {
            for (DomainVerdict verdict : DomainVerdict.values()) {
                saved.add(save(
                        store,
                        begun(Accounts.ACME, "d" + (char) ('a' + saved.size()) + ".example")
                                .change()
                                .state(state)
                                .lastCheck(new RecordedCheck(BEGUN_AT, verdict, "", List.of()))
                                .done()));
            }
        }

        assertEquals(saved, store.ofAccount(Accounts.ACME));
    }

    @Test
    default void text_of_any_kind_is_kept_as_text() {
        DomainStore store = newDomainStore();
        List<String> texts = HostileTexts.all();
        List<String> kept = new ArrayList<>();
        List<List<String>> findings = new ArrayList<>();
        for (String text : texts) {
            DomainRegistration registration = begun(Accounts.ACME, "d" + kept.size() + ".example")
                    .change()
                    .lastCheck(new RecordedCheck(BEGUN_AT, DomainVerdict.FAILED, text, List.of(text, "", text)))
                    .done();
            save(store, registration);
            RecordedCheck check = store.find(Accounts.ACME, registration.domain())
                    .flatMap(DomainRegistration::lastCheck)
                    .orElseThrow();
            kept.add(check.line());
            findings.add(check.findings());
        }

        assertEquals(texts, kept);
        assertEquals(texts.stream().map(text -> List.of(text, "", text)).toList(), findings);
    }

    @Test
    default void the_domains_of_an_account_stand_in_order_and_are_its_own() {
        DomainStore store = newDomainStore();
        AccountId capitals = AccountId.of("ACME");
        for (String domain :
                List.of("b.example", "a.b.example", "a-b.example", "xn--bcher-kva.example", "a1.example")) {
            save(store, begun(Accounts.ACME, domain));
        }
        save(store, begun(capitals, "c.example"));

        assertEquals(
                List.of("a-b.example", "a.b.example", "a1.example", "b.example", "xn--bcher-kva.example"),
                store.ofAccount(Accounts.ACME).stream()
                        .map(registration -> registration.domain().ascii())
                        .toList());
        assertEquals(1, store.ofAccount(capitals).size(), "domains of the account in capitals");
    }

    @Test
    default void the_accounts_of_a_domain_stand_in_order_without_its_neighbours() {
        DomainStore store = newDomainStore();
        for (String account : List.of("b", "a_1", "B", "a.1")) {
            save(store, begun(AccountId.of(account), "acme.example"));
        }
        save(store, begun(Accounts.ACME, "news.acme.example"));
        save(store, begun(Accounts.ACME, "example"));

        assertEquals(
                List.of("B", "a.1", "a_1", "b"),
                store.ofDomain(DOMAIN).stream()
                        .map(registration -> registration.account().value())
                        .toList());
    }

    @Test
    default void a_domain_is_found_in_either_of_its_spellings() {
        DomainStore store = newDomainStore();
        save(store, begun(Accounts.ACME, "bücher.example"));
        DomainName aLabels = DomainName.parse("XN--BCHER-KVA.example");

        assertEquals(
                Optional.of(aLabels),
                store.find(Accounts.ACME, aLabels).map(DomainRegistration::domain),
                "asked for in A-labels");
        assertEquals(1, store.ofDomain(aLabels).size());
    }

    @Test
    default void an_old_version_is_not_saved_over_a_newer_one() {
        DomainStore store = newDomainStore();
        DomainRegistration first = save(store, begun(Accounts.ACME, "acme.example"));
        DomainRegistration second = save(store, complete(first));

        assertEquals(Saved.CHANGED_MEANWHILE, store.save(first));
        assertEquals(Saved.CHANGED_MEANWHILE, store.save(begun(Accounts.ACME, "acme.example")));
        assertEquals(Saved.CHANGED_MEANWHILE, store.save(second.withVersion(7)), "a version that is yet to come");
        assertEquals(Optional.of(second), store.find(Accounts.ACME, DOMAIN));
    }

    @Test
    default void a_version_of_a_domain_that_the_store_never_had_is_not_saved() {
        DomainStore store = newDomainStore();

        assertEquals(
                Saved.CHANGED_MEANWHILE,
                store.save(begun(Accounts.ACME, "acme.example").withVersion(3)));
        assertEquals(Optional.empty(), store.find(Accounts.ACME, DOMAIN));
    }

    @Test
    default void a_domain_is_verified_for_one_account_only() {
        for (DomainState held : List.of(DomainState.ACTIVE, DomainState.GRACE)) {
            for (DomainState wanted : List.of(DomainState.ACTIVE, DomainState.GRACE)) {
                DomainStore store = newDomainStore();
                save(store, in(held, begun(Accounts.ACME, "acme.example")));
                DomainRegistration second = save(store, begun(Accounts.GLOBEX, "acme.example"));

                assertEquals(
                        Saved.VERIFIED_BY_ANOTHER_ACCOUNT,
                        store.save(in(wanted, second)),
                        wanted + " while it is " + held + " for another account");
                assertEquals(Optional.of(second), store.find(Accounts.GLOBEX, DOMAIN));
            }
        }
    }

    @Test
    default void a_new_registration_cannot_take_a_verified_domain_either() {
        DomainStore store = newDomainStore();
        save(store, in(DomainState.ACTIVE, begun(Accounts.ACME, "acme.example")));

        assertEquals(
                Saved.VERIFIED_BY_ANOTHER_ACCOUNT,
                store.save(in(DomainState.ACTIVE, begun(Accounts.GLOBEX, "acme.example"))));
        assertEquals(Optional.empty(), store.find(Accounts.GLOBEX, DOMAIN));
    }

    @Test
    default void accounts_may_try_to_prove_one_domain_beside_each_other() {
        for (DomainState state : EnumSet.complementOf(EnumSet.of(DomainState.ACTIVE, DomainState.GRACE))) {
            DomainStore store = newDomainStore();
            save(store, in(DomainState.ACTIVE, begun(Accounts.ACME, "acme.example")));

            assertEquals(Saved.SAVED, store.save(in(state, begun(Accounts.GLOBEX, "acme.example"))), state.name());
        }
    }

    @Test
    default void what_one_account_loses_another_can_have() {
        DomainStore store = newDomainStore();
        DomainRegistration first = save(store, in(DomainState.ACTIVE, begun(Accounts.ACME, "acme.example")));
        save(store, in(DomainState.LOST, first));

        assertEquals(Saved.SAVED, store.save(in(DomainState.ACTIVE, begun(Accounts.GLOBEX, "acme.example"))));
    }

    @Test
    default void an_account_may_save_its_verified_domain_again_and_verify_others() {
        DomainStore store = newDomainStore();
        DomainRegistration first = save(store, in(DomainState.ACTIVE, begun(Accounts.ACME, "acme.example")));

        assertEquals(Saved.SAVED, store.save(in(DomainState.GRACE, first)));
        assertEquals(Saved.SAVED, store.save(in(DomainState.ACTIVE, begun(Accounts.ACME, "news.acme.example"))));
        assertEquals(Saved.SAVED, store.save(in(DomainState.ACTIVE, begun(Accounts.GLOBEX, "shop.acme.example"))));
    }

    @Test
    default void what_is_due_comes_earliest_first_and_to_the_very_instant() {
        DomainStore store = newDomainStore();
        DomainRegistration late = save(store, due(begun(Accounts.ACME, "a.example"), BEGUN_AT));
        save(store, due(begun(Accounts.ACME, "b.example"), BEGUN_AT.plusMillis(1)));
        save(store, begun(Accounts.ACME, "c.example"));
        DomainRegistration early = save(store, due(begun(Accounts.GLOBEX, "d.example"), BEGUN_AT.minusMillis(1)));

        assertEquals(List.of(early, late), store.due(BEGUN_AT, 10));
        assertEquals(List.of(), store.due(BEGUN_AT.minusMillis(2), 10));
    }

    @Test
    default void no_more_than_the_limit_are_due_and_those_are_the_earliest() {
        DomainStore store = newDomainStore();
        for (int number : new int[] {3, 1, 4, 0, 2}) {
            save(store, due(begun(Accounts.ACME, "d" + number + ".example"), BEGUN_AT.plusSeconds(number)));
        }

        assertEquals(
                List.of("d0.example", "d1.example"),
                store.due(BEGUN_AT.plus(Duration.ofDays(1)), 2).stream()
                        .map(registration -> registration.domain().ascii())
                        .toList());
    }

    @Test
    default void of_one_instant_the_order_is_that_of_domain_and_account() {
        DomainStore store = newDomainStore();
        save(store, due(begun(Accounts.GLOBEX, "b.example"), BEGUN_AT));
        save(store, due(begun(Accounts.GLOBEX, "a.example"), BEGUN_AT));
        save(store, due(begun(Accounts.ACME, "b.example"), BEGUN_AT));

        assertEquals(
                List.of("a.example globex", "b.example acme", "b.example globex"),
                store.due(BEGUN_AT, 10).stream()
                        .map(registration -> registration.domain() + " " + registration.account())
                        .toList());
    }

    @Test
    default void what_is_due_stays_due_until_it_is_saved_with_a_later_time() {
        DomainStore store = newDomainStore();
        DomainRegistration saved = save(store, due(begun(Accounts.ACME, "acme.example"), BEGUN_AT));

        assertEquals(List.of(saved), store.due(BEGUN_AT, 10));
        assertEquals(List.of(saved), store.due(BEGUN_AT, 10), "asked for again");

        DomainRegistration later = save(store, due(saved, BEGUN_AT.plusSeconds(60)));
        assertEquals(List.of(), store.due(BEGUN_AT, 10));
        save(store, later.change().nextCheckAt(Optional.empty()).done());
        assertEquals(List.of(), store.due(BEGUN_AT.plus(Duration.ofDays(999)), 10));
    }

    @Test
    default void hundreds_of_domains_are_kept_and_found() {
        DomainStore store = newDomainStore();
        IntStream.range(100, 600)
                .forEach(number ->
                        save(store, due(begun(Accounts.ACME, "d" + number + ".example"), BEGUN_AT.plusMillis(number))));

        assertEquals(500, store.ofAccount(Accounts.ACME).size());
        assertEquals(500, store.due(BEGUN_AT.plusSeconds(1), 1000).size());
    }

    @Test
    default void of_two_threads_that_save_the_same_version_one_does() {
        DomainStore store = newDomainStore();
        for (int round = 0; round < 20; round++) {
            String domain = "d" + round + ".example";
            Callable<Saved> insert = () -> store.save(begun(Accounts.ACME, domain));
            assertEquals(1, savedBy(Together.run(List.of(insert, insert))), "threads that inserted");

            DomainRegistration read =
                    store.find(Accounts.ACME, DomainName.parse(domain)).orElseThrow();
            Callable<Saved> pending = () -> store.save(in(DomainState.PENDING, read));
            Callable<Saved> ready = () -> store.save(in(DomainState.READY, read));
            assertEquals(1, savedBy(Together.run(List.of(pending, ready))), "threads that changed it");
            assertEquals(
                    2,
                    store.find(Accounts.ACME, DomainName.parse(domain))
                            .orElseThrow()
                            .version());
        }
    }

    @Test
    default void of_two_accounts_that_verify_a_domain_at_the_same_time_one_does() {
        DomainStore store = newDomainStore();
        for (int round = 0; round < 20; round++) {
            DomainRegistration acme = save(store, begun(Accounts.ACME, "d" + round + ".example"));
            DomainRegistration globex = save(store, begun(Accounts.GLOBEX, "d" + round + ".example"));
            Callable<Saved> first = () -> store.save(in(DomainState.ACTIVE, acme));
            Callable<Saved> second = () -> store.save(in(DomainState.ACTIVE, globex));

            assertEquals(1, savedBy(Together.run(List.of(first, second))), "accounts that verified it");
            assertEquals(
                    1,
                    store.ofDomain(acme.domain()).stream()
                            .filter(registration -> registration.state().isVerified())
                            .count(),
                    "accounts for which it is verified");
        }
    }

    @Test
    default void registrations_survive_the_process_that_saved_them() {
        DomainStore store = newDomainStore();
        DomainRegistration saved = save(store, complete(begun(Accounts.ACME, "acme.example")));
        Optional<? extends DomainStore> reopened = reopen(store);
        if (reopened.isEmpty()) {
            abort("This store cannot be opened a second time: reopen(...) is not overridden.");
        }

        assertEquals(Optional.of(saved), reopened.get().find(Accounts.ACME, DOMAIN));
    }

    private static long savedBy(List<Saved> results) {
        return results.stream().filter(result -> result == Saved.SAVED).count();
    }

    private static DomainRegistration begun(AccountId account, String domain) {
        return DomainRegistration.begun(account, DomainName.parse(domain), "uX8-challenge_of." + account, BEGUN_AT);
    }

    private static DomainRegistration in(DomainState state, DomainRegistration registration) {
        return registration.change().state(state).done();
    }

    private static DomainRegistration due(DomainRegistration registration, Instant at) {
        return registration.change().nextCheckAt(Optional.of(at)).done();
    }

    /** Everything is set, and to a value of its own. */
    private static DomainRegistration complete(DomainRegistration registration) {
        return registration
                .change()
                .state(DomainState.GRACE)
                .challenge("another-Challenge")
                .bounceDomain(Optional.of(DomainName.parse("bounce.bücher.example")))
                .begunAt(BEGUN_AT.plusSeconds(1))
                .pendingSince(Optional.of(BEGUN_AT.plusSeconds(2)))
                .lastCheck(new RecordedCheck(
                        BEGUN_AT.plusSeconds(7),
                        DomainVerdict.FAILED,
                        "Failed: (21-11-2026 10:15) @acme.example",
                        List.of("DKIM_NO_RECORD", "SPF_TWO_RECORDS")))
                .passedAt(Optional.of(BEGUN_AT.plusSeconds(3)))
                .activatedAt(Optional.of(BEGUN_AT.plusSeconds(4)))
                .failingSince(Optional.of(BEGUN_AT.plusSeconds(5)))
                .failures(2)
                .graceUntil(Optional.of(BEGUN_AT.plusSeconds(6)))
                .nextCheckAt(Optional.of(BEGUN_AT.plusMillis(8_888)))
                .done();
    }

    /** The registration as the store should have it now. */
    private static DomainRegistration save(DomainStore store, DomainRegistration registration) {
        assertEquals(Saved.SAVED, store.save(registration));
        return registration.withVersion(registration.version() + 1);
    }
}
