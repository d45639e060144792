package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.account.AccountId;
import io.sendwell.credential.CredentialName;
import io.sendwell.credential.CredentialStore;
import io.sendwell.credential.SealedCredential;
import io.sendwell.testkit.fixtures.Accounts;
import io.sendwell.testkit.fixtures.HostileTexts;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link CredentialStore} keeps.
 *
 * <pre>{@code
 * class JdbcCredentialStoreTest implements CredentialStoreContract {
 *     @Override
 *     public CredentialStore newCredentialStore() {
 *         database.clear();
 *         return new JdbcCredentialStore(database.dataSource());
 *     }
 * }
 * }</pre>
 */
public interface CredentialStoreContract {

    /** Makes a store with nothing in it; it is asked for one in each test. */
    CredentialStore newCredentialStore();

    /**
     * Opens a store once more, as another process would, so that it can be seen that logins survive.
     *
     * @return empty, unless overridden, for a store that lives in this process alone; what survives is skipped then
     */
    default Optional<? extends CredentialStore> reopen(CredentialStore store) {
        return Optional.empty();
    }

    @Test
    default void a_login_is_found_under_its_name_and_no_other() {
        CredentialStore store = newCredentialStore();
        SealedCredential saved = add(store, login(Accounts.ACME, "mailjet", "sealed"));

        assertEquals(Optional.of(saved), store.find(saved.name()));
        assertEquals(Optional.empty(), store.find(new CredentialName(Accounts.GLOBEX, "mailjet")), "another account");
        assertEquals(Optional.empty(), store.find(new CredentialName(Accounts.ACME, "smtp")), "another transport");
        assertEquals(Optional.empty(), store.find(new CredentialName(Accounts.ACME, "Mailjet")), "in capitals");
        assertEquals(
                Optional.empty(),
                store.find(new CredentialName(AccountId.of("ACME"), "mailjet")),
                "account in capitals");
    }

    @Test
    default void each_account_has_its_own_for_each_transport() {
        CredentialStore store = newCredentialStore();
        List<SealedCredential> all = List.of(
                add(store, login(Accounts.ACME, "mailjet", "one")),
                add(store, login(Accounts.ACME, "smtp", "two")),
                add(store, login(Accounts.GLOBEX, "mailjet", "three")));

        all.forEach(one -> assertEquals(Optional.of(one), store.find(one.name())));
    }

    @Test
    default void text_of_any_kind_is_kept_as_text() {
        CredentialStore store = newCredentialStore();
        CredentialName name = new CredentialName(Accounts.ACME, "smtp");
        Optional<SealedCredential> before = Optional.empty();
        for (String text : HostileTexts.all()) {
            SealedCredential login = new SealedCredential(name, text, "x" + text);
            assertTrue(store.save(login, before), text);
            assertEquals(Optional.of(login), store.find(name));
            before = Optional.of(login);
        }
    }

    @Test
    default void a_login_takes_the_place_of_the_one_that_was_read_alone() {
        CredentialStore store = newCredentialStore();
        SealedCredential first = add(store, login(Accounts.ACME, "mailjet", "first"));
        SealedCredential second = login(Accounts.ACME, "mailjet", "second");
        SealedCredential third = login(Accounts.ACME, "mailjet", "third");

        assertTrue(store.save(second, Optional.of(first)));
        assertFalse(store.save(third, Optional.of(first)), "one that is not there any more");
        assertFalse(store.save(third, Optional.empty()), "as if there were none");
        SealedCredential otherUser = new SealedCredential(second.name(), "another user", second.sealed());
        assertFalse(store.save(third, Optional.of(otherUser)), "one with another user");
        assertEquals(Optional.of(second), store.find(second.name()));

        SealedCredential nobodys = login(Accounts.GLOBEX, "mailjet", "first");
        assertFalse(store.save(nobodys, Optional.of(nobodys)), "one that never was");
        assertEquals(Optional.empty(), store.find(nobodys.name()));
    }

    @Test
    default void the_user_is_saved_with_the_secret() {
        CredentialStore store = newCredentialStore();
        SealedCredential first = add(store, login(Accounts.ACME, "smtp", "sealed"));
        SealedCredential renamed = new SealedCredential(first.name(), "another user", "sealed anew");

        assertTrue(store.save(renamed, Optional.of(first)));
        assertEquals(Optional.of(renamed), store.find(first.name()));
    }

    @Test
    default void what_is_removed_is_gone_and_nothing_else() {
        CredentialStore store = newCredentialStore();
        SealedCredential gone = add(store, login(Accounts.ACME, "mailjet", "one"));
        SealedCredential sameAccount = add(store, login(Accounts.ACME, "smtp", "two"));
        SealedCredential sameTransport = add(store, login(Accounts.GLOBEX, "mailjet", "three"));

        assertTrue(store.remove(gone.name()));
        assertFalse(store.remove(gone.name()), "it is gone already");
        assertEquals(Optional.empty(), store.find(gone.name()));
        assertEquals(List.of(sameAccount, sameTransport), store.list(Optional.empty(), 10));

        assertFalse(store.save(login(Accounts.ACME, "mailjet", "four"), Optional.of(gone)), "instead of what is gone");
        add(store, login(Accounts.ACME, "mailjet", "four"));
    }

    @Test
    default void logins_are_listed_by_their_names_page_by_page() {
        CredentialStore store = newCredentialStore();
        for (String account : List.of("b", "B", "a.1", "A-1", "a-1")) {
            for (String transport : List.of("smtp", "mailjet", "Smtp")) {
                add(store, login(AccountId.of(account), transport, "sealed"));
            }
        }

        assertEquals(
                List.of("Smtp of A-1", "mailjet of A-1", "smtp of A-1", "Smtp of B"),
                names(store.list(Optional.empty(), 4)));
        assertEquals(
                List.of("mailjet of B", "smtp of B", "Smtp of a-1", "mailjet of a-1", "smtp of a-1"),
                names(store.list(Optional.of(new CredentialName(AccountId.of("B"), "Smtp")), 5)));
        assertEquals(List.of(), names(store.list(Optional.of(new CredentialName(AccountId.of("b"), "smtp")), 4)));
        assertEquals(
                List.of("Smtp of a-1"),
                names(store.list(Optional.of(new CredentialName(AccountId.of("Z"), "not-there")), 1)));
    }

    @Test
    default void hundreds_of_logins_are_kept() {
        CredentialStore store = newCredentialStore();
        IntStream.range(100, 400).forEach(number -> add(store, login(AccountId.of("a" + number), "mailjet", "sealed")));

        assertEquals(300, store.list(Optional.empty(), 1_000).size());
    }

    @Test
    default void of_two_threads_that_save_in_the_place_of_the_same_one_does() {
        CredentialStore store = newCredentialStore();
        for (int round = 0; round < 20; round++) {
            AccountId account = AccountId.of("a" + round);
            SealedCredential one = login(account, "mailjet", "one");
            SealedCredential other = login(account, "mailjet", "other");
            Callable<Boolean> adding = () -> store.save(one, Optional.empty());
            Callable<Boolean> addingToo = () -> store.save(other, Optional.empty());
            assertEquals(1, saved(Together.run(List.of(adding, addingToo))), "threads that added one");

            Optional<SealedCredential> read = store.find(one.name());
            Callable<Boolean> changing = () -> store.save(login(account, "mailjet", "three"), read);
            Callable<Boolean> changingToo = () -> store.save(login(account, "mailjet", "four"), read);
            assertEquals(1, saved(Together.run(List.of(changing, changingToo))), "threads that changed it");
        }
    }

    @Test
    default void logins_survive_the_process_that_saved_them() {
        CredentialStore store = newCredentialStore();
        SealedCredential saved = add(store, login(Accounts.ACME, "mailjet", "sealed"));
        Optional<? extends CredentialStore> reopened = reopen(store);
        if (reopened.isEmpty()) {
            abort("This store cannot be opened a second time: reopen(...) is not overridden.");
        }

        assertEquals(Optional.of(saved), reopened.get().find(saved.name()));
    }

    private static long saved(List<Boolean> results) {
        return results.stream().filter(result -> result).count();
    }

    private static List<String> names(List<SealedCredential> logins) {
        return logins.stream().map(login -> login.name().toString()).toList();
    }

    private static SealedCredential login(AccountId account, String transport, String sealed) {
        return new SealedCredential(new CredentialName(account, transport), "shop", sealed);
    }

    private static SealedCredential add(CredentialStore store, SealedCredential login) {
        assertTrue(store.save(login, Optional.empty()), "added");
        return login;
    }
}
