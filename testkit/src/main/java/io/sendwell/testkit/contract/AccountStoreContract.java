package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.account.AccountId;
import io.sendwell.account.AccountRecord;
import io.sendwell.account.AccountState;
import io.sendwell.account.AccountStore;
import io.sendwell.account.ProviderAccount;
import io.sendwell.account.RulesAcceptance;
import io.sendwell.account.StateChange;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.HostileTexts;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link AccountStore} keeps.
 *
 * <pre>{@code
 * class JdbcAccountStoreTest implements AccountStoreContract {
 *     @Override
 *     public AccountStore newAccountStore() {
 *         database.clear();
 *         return new JdbcAccountStore(database.dataSource());
 *     }
 * }
 * }</pre>
 */
public interface AccountStoreContract {

    /** A time to the millisecond, which every store keeps. */
    Instant CREATED_AT = Instant.parse("2026-11-21T09:15:30.125Z");

    /** Makes a store with nothing in it; it is asked for one in each test. */
    AccountStore newAccountStore();

    /**
     * Opens a store once more, as another process would, so that it can be seen that accounts survive.
     *
     * @return empty, unless overridden, for a store that lives in this process alone; what survives is skipped then
     */
    default Optional<? extends AccountStore> reopen(AccountStore store) {
        return Optional.empty();
    }

    @Test
    default void an_account_that_nobody_registered_is_not_found() {
        AccountStore store = newAccountStore();
        save(store, registered(Accounts.ACME));

        assertEquals(Optional.empty(), store.find(Accounts.GLOBEX));
        assertEquals(Optional.empty(), store.find(AccountId.of("ACME")), "in capitals");
    }

    @Test
    default void an_account_is_found_as_it_was_saved_and_one_version_on() {
        AccountStore store = newAccountStore();
        AccountRecord fresh = registered(Accounts.ACME);

        assertTrue(store.save(fresh));
        assertEquals(Optional.of(fresh.withVersion(1)), store.find(Accounts.ACME));

        AccountRecord complete = complete(fresh.withVersion(1));
        assertTrue(store.save(complete));
        assertEquals(Optional.of(complete.withVersion(2)), store.find(Accounts.ACME));
    }

    @Test
    default void a_second_life_keeps_evidence_and_nothing_of_the_provider() {
        AccountStore store = newAccountStore();
        AccountRecord first = save(store, complete(registered(Accounts.ACME)));
        AccountRecord second = first.registeredAgain("Acme again", CREATED_AT.plusSeconds(99));

        assertTrue(store.save(second));
        AccountRecord found = store.find(Accounts.ACME).orElseThrow();
        assertEquals(second.withVersion(2), found);
        assertEquals(2, found.life());
        assertEquals(Optional.empty(), found.provider());
        assertEquals(first.acceptances(), found.acceptances());
    }

    @Test
    default void every_state_is_kept() {
        AccountStore store = newAccountStore();
        AccountRecord account = save(store, registered(Accounts.ACME));
        for (AccountState state : AccountState.values()) {
            account = save(store, account.in(state, new StateChange(CREATED_AT, "Rosa Lind", "")));
            assertEquals(Optional.of(account), store.find(Accounts.ACME), state.name());
        }
    }

    @Test
    default void text_of_any_kind_is_kept_as_text() {
        AccountStore store = newAccountStore();
        AccountRecord account = save(store, registered(Accounts.ACME));
        for (String text : HostileTexts.all()) {
            String name = "x" + text;
            account = save(
                    store,
                    new AccountRecord(
                            Accounts.ACME,
                            1,
                            text,
                            CREATED_AT,
                            AccountState.SUSPENDED,
                            Optional.of(new StateChange(CREATED_AT, name, text)),
                            List.of(
                                    new RulesAcceptance(name, Locale.GERMAN, name, CREATED_AT),
                                    new RulesAcceptance("2", Locale.ENGLISH, name, CREATED_AT)),
                            Optional.of(new ProviderAccount(text, text, text, CREATED_AT)),
                            Locale.GERMAN,
                            account.version()));
            assertEquals(Optional.of(account), store.find(Accounts.ACME));
        }
    }

    @Test
    default void an_old_version_is_not_saved_over_a_newer_one() {
        AccountStore store = newAccountStore();
        AccountRecord first = save(store, registered(Accounts.ACME));
        AccountRecord second = save(store, complete(first));

        assertFalse(store.save(first), "the version before");
        assertFalse(store.save(registered(Accounts.ACME)), "a new one");
        assertFalse(store.save(second.withVersion(7)), "a version that is yet to come");
        assertFalse(store.save(registered(Accounts.GLOBEX).withVersion(3)), "a version of one that never was");
        assertEquals(Optional.of(second), store.find(Accounts.ACME));
        assertEquals(Optional.empty(), store.find(Accounts.GLOBEX));
    }

    @Test
    default void accounts_are_listed_by_their_ids_page_by_page() {
        AccountStore store = newAccountStore();
        List<String> ids = List.of("a.1", "b", "A-1", "a_1", "B", "a-1");
        ids.forEach(id -> save(store, registered(AccountId.of(id))));

        assertEquals(List.of("A-1", "B", "a-1", "a.1"), ids(store.list(Optional.empty(), 4)));
        assertEquals(List.of("a_1", "b"), ids(store.list(Optional.of(AccountId.of("a.1")), 4)));
        assertEquals(List.of(), ids(store.list(Optional.of(AccountId.of("b")), 4)));
        assertEquals(List.of("a-1"), ids(store.list(Optional.of(AccountId.of("Z-not-there")), 1)));
    }

    @Test
    default void hundreds_of_accounts_are_kept() {
        AccountStore store = newAccountStore();
        IntStream.range(100, 400).forEach(number -> save(store, registered(AccountId.of("a" + number))));

        assertEquals(300, store.list(Optional.empty(), 1_000).size());
    }

    @Test
    default void of_two_threads_that_save_the_same_version_one_does() {
        AccountStore store = newAccountStore();
        for (int round = 0; round < 20; round++) {
            AccountId id = AccountId.of("a" + round);
            Callable<Boolean> insert = () -> store.save(registered(id));
            assertEquals(1, saved(Together.run(List.of(insert, insert))), "threads that registered it");

            AccountRecord read = store.find(id).orElseThrow();
            Callable<Boolean> one = () -> store.save(complete(read));
            Callable<Boolean> other =
                    () -> store.save(read.in(AccountState.SUSPENDED, new StateChange(CREATED_AT, "Rosa", "why")));
            assertEquals(1, saved(Together.run(List.of(one, other))), "threads that changed it");
            assertEquals(2, store.find(id).orElseThrow().version());
        }
    }

    @Test
    default void accounts_survive_the_process_that_saved_them() {
        AccountStore store = newAccountStore();
        AccountRecord saved = save(store, complete(registered(Accounts.ACME)));
        Optional<? extends AccountStore> reopened = reopen(store);
        if (reopened.isEmpty()) {
            abort("This store cannot be opened a second time: reopen(...) is not overridden.");
        }

        assertEquals(Optional.of(saved), reopened.get().find(Accounts.ACME));
    }

    private static long saved(List<Boolean> results) {
        return results.stream().filter(result -> result).count();
    }

    private static List<String> ids(List<AccountRecord> accounts) {
        return accounts.stream().map(account -> account.id().value()).toList();
    }

    private static AccountRecord registered(AccountId id) {
        return AccountRecord.registered(id, "Your Company A/S", CREATED_AT);
    }

    /** Everything is set, and to a value of its own. */
    private static AccountRecord complete(AccountRecord account) {
        return account.accepted(new RulesAcceptance("2026-10", Locale.FRENCH, "Jo Berg", CREATED_AT.plusMillis(1)))
                .accepted(new RulesAcceptance("2026-11", Locale.GERMAN, "Kim Li", CREATED_AT.plusMillis(2)))
                .with(
                        Optional.of(new ProviderAccount("mailjet", "4711", "acme", CREATED_AT.plusMillis(3))),
                        Locale.forLanguageTag("es"))
                .in(AccountState.SUSPENDED, new StateChange(CREATED_AT.plusMillis(4), "Rosa Lind", "complaints"));
    }

    /** The account as the store should have it now. */
    private static AccountRecord save(AccountStore store, AccountRecord account) {
        assertTrue(store.save(account), "saved");
        return account.withVersion(account.version() + 1);
    }
}
