package io.sendwell.testkit.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.signing.Selector;
import io.sendwell.signing.SigningAlgorithm;
import io.sendwell.signing.SigningKey;
import io.sendwell.signing.SigningKeyState;
import io.sendwell.signing.SigningKeyStore;
import io.sendwell.testkit.fixtures.Accounts;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What every {@link SigningKeyStore} keeps. */
public interface SigningKeyStoreContract {

    /** A time to the millisecond, which every store keeps. */
    Instant CREATED_AT = Instant.parse("2026-11-21T09:15:30.125Z");

    /** Makes a store with nothing in it; it is asked for one in each test. */
    SigningKeyStore newSigningKeyStore();

    /**
     * Opens a store once more, as another process would, so that it can be seen that keys survive.
     *
     * @return empty, unless overridden, for a store that lives in this process alone; what survives is skipped then
     */
    default Optional<? extends SigningKeyStore> reopen(SigningKeyStore store) {
        return Optional.empty();
    }

    @Test
    default void a_key_is_found_as_it_was_saved_and_one_version_on() {
        SigningKeyStore store = newSigningKeyStore();
        SigningKey created = key(Optional.of(Accounts.ACME), "acme.example", "s1");

        assertEquals(Optional.of(created.withVersion(1)), store.save(created));
        assertEquals(List.of(created.withVersion(1)), ofAcme(store));

        SigningKey seen = created.withVersion(1)
                .seenAt(CREATED_AT.plusMillis(1))
                .in(SigningKeyState.PUBLISHED, CREATED_AT.plusMillis(2));
        assertEquals(Optional.of(seen.withVersion(2)), store.save(seen));
        assertEquals(List.of(seen.withVersion(2)), ofAcme(store));
    }

    @Test
    default void what_was_visible_can_be_invisible_again() {
        SigningKeyStore store = newSigningKeyStore();
        SigningKey seen = save(
                store, key(Optional.of(Accounts.ACME), "acme.example", "s1").seenAt(CREATED_AT));
        SigningKey missing = save(store, seen.missing());

        assertEquals(List.of(missing), ofAcme(store));
        assertEquals(Optional.of(CREATED_AT), ofAcme(store).get(0).lastSeenAt());
    }

    @Test
    default void every_state_and_algorithm_is_kept() {
        SigningKeyStore store = newSigningKeyStore();
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            SigningKey key = save(
                    store,
                    SigningKey.created(
                            Optional.of(Accounts.ACME),
                            DomainName.parse("acme.example"),
                            Selector.of(algorithm.token()),
                            algorithm,
                            Secret.of("PEM"),
                            CREATED_AT));
            for (SigningKeyState state : SigningKeyState.values()) {
                key = save(store, key.in(state, CREATED_AT));
                assertTrue(ofAcme(store).contains(key), state.name());
            }
        }
    }

    @Test
    default void a_private_key_is_kept_character_by_character() {
        SigningKeyStore store = newSigningKeyStore();
        String pem = "-----BEGIN PRIVATE KEY-----\r\n" + "Ab+/".repeat(1_000) + "\n\n-----END PRIVATE KEY-----\n ";
        save(
                store,
                SigningKey.created(
                        Optional.of(Accounts.ACME),
                        DomainName.parse("acme.example"),
                        Selector.of("s1"),
                        SigningAlgorithm.RSA_SHA256,
                        Secret.of(pem),
                        CREATED_AT));

        assertEquals(pem, ofAcme(store).get(0).privateKey().reveal());
    }

    @Test
    default void the_keys_of_a_domain_stand_in_order_and_are_of_one_owner() {
        SigningKeyStore store = newSigningKeyStore();
        for (String selector : List.of("s2", "s10", "e1", "s1")) {
            save(store, key(Optional.of(Accounts.ACME), "acme.example", selector));
        }
        save(store, key(Optional.of(Accounts.GLOBEX), "acme.example", "s1"));
        save(store, key(Optional.empty(), "acme.example", "s1"));
        save(store, key(Optional.of(Accounts.ACME), "news.acme.example", "s1"));
        save(store, key(Optional.of(AccountId.of("ACME")), "acme.example", "s1"));

        assertEquals(
                List.of("e1", "s1", "s10", "s2"),
                ofAcme(store).stream().map(key -> key.selector().value()).toList());
        assertEquals(
                List.of(Optional.empty()),
                store.find(Optional.empty(), DomainName.parse("acme.example")).stream()
                        .map(SigningKey::account)
                        .toList(),
                "the operator's own");
    }

    @Test
    default void all_keys_are_given_to_who_asks_for_all() {
        SigningKeyStore store = newSigningKeyStore();
        Set<SigningKey> saved = new HashSet<>();
        for (int number = 0; number < 300; number++) {
            saved.add(save(store, key(Optional.of(Accounts.ACME), "d" + number + ".example", "s1")));
        }
        saved.add(save(store, key(Optional.empty(), "vendor.example", "s1")));

        assertEquals(saved, new HashSet<>(store.all()));
        assertEquals(saved.size(), store.all().size());
    }

    @Test
    default void an_old_version_is_not_saved_over_a_newer_one() {
        SigningKeyStore store = newSigningKeyStore();
        SigningKey first = save(store, key(Optional.of(Accounts.ACME), "acme.example", "s1"));
        SigningKey second = save(store, first.seenAt(CREATED_AT));

        assertEquals(Optional.empty(), store.save(first.missing()));
        assertEquals(Optional.empty(), store.save(first.withVersion(0)), "made anew");
        assertEquals(Optional.empty(), store.save(second.withVersion(7)), "a version that is yet to come");
        assertEquals(List.of(second), ofAcme(store));
    }

    @Test
    default void a_removed_key_is_gone_and_does_not_come_back() {
        SigningKeyStore store = newSigningKeyStore();
        SigningKey first = save(store, key(Optional.of(Accounts.ACME), "acme.example", "s1"));
        SigningKey second = save(store, first.seenAt(CREATED_AT));
        SigningKey other = save(store, key(Optional.of(Accounts.ACME), "acme.example", "s2"));

        assertFalse(store.remove(first), "an old version");
        assertTrue(store.remove(second));
        assertFalse(store.remove(second), "twice");
        assertEquals(Optional.empty(), store.save(second), "saved by who did not know");
        assertEquals(List.of(other), ofAcme(store));
    }

    @Test
    default void of_two_threads_that_save_the_same_version_one_does() {
        SigningKeyStore store = newSigningKeyStore();
        for (int round = 0; round < 20; round++) {
            SigningKey created = key(Optional.of(Accounts.ACME), "d" + round + ".example", "s1");
            Callable<Optional<SigningKey>> save = () -> store.save(created);
            List<Optional<SigningKey>> saved = Together.run(List.of(save, save));

            assertEquals(1, saved.stream().filter(Optional::isPresent).count(), "threads that saved it");
        }
    }

    @Test
    default void keys_survive_the_process_that_saved_them() {
        SigningKeyStore store = newSigningKeyStore();
        SigningKey saved = save(store, key(Optional.of(Accounts.ACME), "acme.example", "s1"));
        Optional<? extends SigningKeyStore> reopened = reopen(store);
        if (reopened.isEmpty()) {
            abort("This store cannot be opened a second time: reopen(...) is not overridden.");
        }

        assertEquals(List.of(saved), ofAcme(reopened.get()));
    }

    private static List<SigningKey> ofAcme(SigningKeyStore store) {
        return store.find(Optional.of(Accounts.ACME), DomainName.parse("acme.example"));
    }

    private static SigningKey key(Optional<AccountId> account, String domain, String selector) {
        return SigningKey.created(
                account,
                DomainName.parse(domain),
                Selector.of(selector),
                SigningAlgorithm.RSA_SHA256,
                Secret.of("PEM of " + selector),
                CREATED_AT);
    }

    private static SigningKey save(SigningKeyStore store, SigningKey key) {
        return store.save(key).orElseThrow();
    }
}
