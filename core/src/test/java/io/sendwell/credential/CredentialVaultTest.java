package io.sendwell.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.credential.CredentialException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CredentialVaultTest {

    private static final AccountId ACME = AccountId.of("acme");
    private static final AccountId GLOBEX = AccountId.of("globex");
    private static final CredentialName MAILJET = new CredentialName(ACME, "mailjet");
    private static final String SECRET = "no-one-sees-this";

    private final CountingStore store = new CountingStore();
    private final AesCredentialCipher cipher = AesCredentialCipher.of("k1", AesCredentialCipherTest.key(1));
    private Instant now = Instant.parse("2026-11-22T09:00:00Z");
    private final CredentialVault vault = CredentialVault.of(store, cipher, () -> now);
    private final CredentialVault otherNode = CredentialVault.of(store, cipher, () -> now);

    private static Credential login(CredentialName name, String secret) {
        return new Credential(name, "shop", Secret.of(secret));
    }

    private static CredentialName smtp(int number) {
        return new CredentialName(AccountId.of("a" + number), "smtp");
    }

    private Optional<String> secret(CredentialName name) {
        return vault.find(name).map(login -> login.secret().reveal());
    }

    private Optional<SealedCredential> row(CredentialName name) {
        return store.rows.find(name);
    }

    @Test
    void a_login_is_stored_sealed_and_comes_back_open() {
        vault.save(login(MAILJET, SECRET));

        assertThat(vault.find(MAILJET)).hasValue(login(MAILJET, SECRET));
        assertThat(vault.user(MAILJET)).hasValue("shop");
        assertThat(row(MAILJET).orElseThrow().sealed()).startsWith("aes1.k1.").doesNotContain(SECRET);
        assertThat(vault.find(new CredentialName(GLOBEX, "mailjet"))).isEmpty();
        assertThat(vault.find(new CredentialName(ACME, "smtp"))).isEmpty();
    }

    @Test
    void nothing_of_it_is_shown() {
        vault.save(login(MAILJET, SECRET));

        assertThat(vault.find(MAILJET).orElseThrow()).hasToString("Credential[mailjet of acme, ***]");
        assertThat(row(MAILJET).orElseThrow()).hasToString("SealedCredential[mailjet of acme, ***]");
    }

    @Test
    void a_row_that_was_copied_to_another_account_or_user_does_not_open() {
        vault.save(login(MAILJET, SECRET));
        String sealed = row(MAILJET).orElseThrow().sealed();
        List<SealedCredential> copies = List.of(
                new SealedCredential(new CredentialName(GLOBEX, "mailjet"), "shop", sealed),
                new SealedCredential(new CredentialName(ACME, "smtp"), "shop", sealed),
                new SealedCredential(new CredentialName(AccountId.of("umbrella"), "mailjet"), "other", sealed));

        for (SealedCredential copy : copies) {
            store.rows.save(copy, Optional.empty());
            assertThatThrownBy(() -> vault.find(copy.name()))
                    .isInstanceOfSatisfying(
                            CredentialException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.NOT_OPENED))
                    .hasMessageContaining(copy.name().toString())
                    .hasMessageNotContainingAny(SECRET, sealed);
        }
    }

    @Test
    void a_login_is_added_once_and_saved_again_and_again() {
        assertThat(vault.add(login(MAILJET, "first"))).isTrue();
        assertThat(otherNode.add(login(MAILJET, "second"))).isFalse();
        assertThat(secret(MAILJET)).hasValue("first");

        vault.save(login(MAILJET, "third"));
        assertThat(secret(MAILJET)).hasValue("third");
    }

    @Test
    void what_was_used_just_now_is_at_hand_and_what_changed_on_this_node_is_seen_at_once() {
        vault.save(login(MAILJET, "first"));
        vault.find(MAILJET);
        int reads = store.reads;
        assertThat(secret(MAILJET)).hasValue("first");
        assertThat(store.reads).isEqualTo(reads);

        vault.save(login(MAILJET, "second"));
        assertThat(secret(MAILJET)).hasValue("second");
        vault.remove(MAILJET);
        assertThat(vault.find(MAILJET)).isEmpty();
    }

    @Test
    void a_change_on_another_node_is_seen_after_five_minutes_or_once_the_login_was_refused() {
        vault.save(login(MAILJET, "first"));
        vault.find(MAILJET);
        otherNode.save(login(MAILJET, "second"));
        now = now.plus(CredentialVault.AT_HAND_FOR).minusMillis(1);
        assertThat(secret(MAILJET)).hasValue("first");

        now = now.plusMillis(1);
        assertThat(secret(MAILJET)).hasValue("second");

        otherNode.remove(MAILJET);
        assertThat(secret(MAILJET)).hasValue("second");
        vault.recheck(MAILJET);
        assertThat(vault.find(MAILJET)).isEmpty();
    }

    @Test
    void a_change_while_another_thread_reads_is_not_undone_by_what_that_one_read() {
        vault.save(login(MAILJET, "first"));
        store.afterRead = () -> {
            store.afterRead = () -> {};
            vault.save(login(MAILJET, "second"));
        };

        assertThat(secret(MAILJET)).hasValue("first");
        assertThat(secret(MAILJET)).hasValue("second");
    }

    @Test
    void a_thousand_logins_are_at_hand_and_the_one_that_was_not_used_longest_gives_way() {
        for (int number = 0; number <= 1_000; number++) {
            vault.save(login(smtp(number), "secret" + number));
            vault.find(smtp(number));
            vault.find(smtp(1));
        }
        int reads = store.reads;

        vault.find(smtp(1));
        vault.find(smtp(1_000));
        assertThat(store.reads).isEqualTo(reads);
        vault.find(smtp(0));
        assertThat(store.reads).isEqualTo(reads + 1);
    }

    @Test
    void a_new_key_seals_everything_anew_and_the_old_one_is_dispensable_then() {
        for (int number = 0; number < 450; number++) {
            vault.save(login(smtp(number), "secret" + number));
        }
        AesCredentialCipher newer = AesCredentialCipher.of("k2", AesCredentialCipherTest.key(2));
        CredentialVault rotated =
                CredentialVault.of(store, newer.formerly("k1", AesCredentialCipherTest.key(1)), () -> now);
        rotated.save(login(MAILJET, SECRET));

        assertThat(rotated.reseal()).isEqualTo(new Resealing(450, 1, List.of()));
        assertThat(rotated.reseal()).isEqualTo(new Resealing(0, 451, List.of()));

        CredentialVault withoutOldKey = CredentialVault.of(store, newer, () -> now);
        for (int number = 0; number < 450; number++) {
            assertThat(withoutOldKey.find(smtp(number))).hasValue(login(smtp(number), "secret" + number));
        }
    }

    @Test
    void what_no_key_opens_is_told_when_everything_is_sealed_anew_and_the_rest_goes_on() {
        vault.save(login(smtp(1), "one"));
        vault.save(login(smtp(3), "three"));
        CredentialVault.of(store, AesCredentialCipher.of("lost", AesCredentialCipherTest.key(9)), () -> now)
                .save(login(smtp(2), "two"));
        AesCredentialCipher newer = AesCredentialCipher.of("k2", AesCredentialCipherTest.key(2))
                .formerly("k1", AesCredentialCipherTest.key(1));

        Resealing done = CredentialVault.of(store, newer, () -> now).reseal();

        assertThat(done).isEqualTo(new Resealing(2, 0, List.of(smtp(2))));
        assertThat(done.isComplete()).isFalse();
    }

    @Test
    void a_login_that_is_changed_while_it_is_sealed_anew_stays_changed() {
        vault.save(login(MAILJET, "first"));
        AesCredentialCipher newer = AesCredentialCipher.of("k2", AesCredentialCipherTest.key(2))
                .formerly("k1", AesCredentialCipherTest.key(1));
        CredentialVault rotated = CredentialVault.of(store, newer, () -> now);
        store.afterRead = () -> {
            store.afterRead = () -> {};
            vault.save(login(MAILJET, "second"));
        };

        assertThat(rotated.reseal()).isEqualTo(new Resealing(1, 0, List.of()));
        assertThat(rotated.find(MAILJET)).hasValue(login(MAILJET, "second"));
        assertThat(row(MAILJET).orElseThrow().sealed()).startsWith("aes1.k2.");
    }

    @Test
    void a_login_that_is_removed_while_it_is_sealed_anew_stays_removed() {
        vault.save(login(MAILJET, "first"));
        CredentialVault rotated = CredentialVault.of(
                store,
                AesCredentialCipher.of("k2", AesCredentialCipherTest.key(2))
                        .formerly("k1", AesCredentialCipherTest.key(1)),
                () -> now);
        store.afterRead = () -> vault.remove(MAILJET);

        assertThat(rotated.reseal().resealed()).isZero();
        assertThat(row(MAILJET)).isEmpty();
    }

    @Test
    void it_is_told_who_has_a_login() {
        vault.save(new Credential(MAILJET, "key", Secret.of("one")));
        vault.save(new Credential(new CredentialName(GLOBEX, "mailjet"), "key", Secret.of("two")));
        vault.save(new Credential(new CredentialName(GLOBEX, "smtp"), "key", Secret.of("three")));

        assertThat(vault.holders("mailjet", "key")).containsExactly(MAILJET, new CredentialName(GLOBEX, "mailjet"));
        assertThat(vault.holders("mailjet", "other")).isEmpty();
    }

    @Test
    void a_key_service_takes_the_place_of_the_keys() {
        KeyService service = new KeyService();
        CredentialVault there = CredentialVault.of(store, service, () -> now);
        there.save(login(MAILJET, SECRET));
        assertThat(there.find(MAILJET)).hasValue(login(MAILJET, SECRET));

        service.away = true;
        now = now.plus(Duration.ofHours(1));
        assertThatThrownBy(() -> there.find(MAILJET))
                .isInstanceOfSatisfying(
                        CredentialException.class, e -> assertThat(e.reason()).isEqualTo(Reason.AWAY))
                .hasMessageContaining("mailjet of acme");
        assertThatThrownBy(there::reseal).isInstanceOf(CredentialException.class);
    }

    /** Keeps the secrets itself and gives out tickets, as a key service might. */
    private static final class KeyService implements CredentialCipher {

        private final List<String> bound = new ArrayList<>();
        private final List<Secret> secrets = new ArrayList<>();
        private boolean away;

        @Override
        public String seal(Secret secret, String boundTo) {
            bound.add(boundTo);
            secrets.add(secret);
            return "ticket " + (secrets.size() - 1);
        }

        @Override
        public Secret open(String sealed, String boundTo) {
            int ticket = Integer.parseInt(sealed.substring("ticket ".length()));
            if (away) {
                throw new CredentialException(Reason.AWAY, "The key service does not answer.", null);
            }
            assertThat(bound.get(ticket)).isEqualTo(boundTo);
            return secrets.get(ticket);
        }

        @Override
        public boolean isCurrent(String sealed) {
            return false;
        }
    }

    /** Counts how often it is read, and lets something happen right after. */
    private static final class CountingStore implements CredentialStore {

        private final InMemoryCredentialStore rows = new InMemoryCredentialStore();
        private int reads;
        private Runnable afterRead = () -> {};

        @Override
        public Optional<SealedCredential> find(CredentialName name) {
            reads++;
            Optional<SealedCredential> found = rows.find(name);
            afterRead.run();
            return found;
        }

        @Override
        public boolean save(SealedCredential credential, Optional<SealedCredential> instead) {
            return rows.save(credential, instead);
        }

        @Override
        public boolean remove(CredentialName name) {
            return rows.remove(name);
        }

        @Override
        public List<SealedCredential> list(Optional<CredentialName> after, int limit) {
            List<SealedCredential> found = rows.list(after, limit);
            afterRead.run();
            return found;
        }
    }
}
