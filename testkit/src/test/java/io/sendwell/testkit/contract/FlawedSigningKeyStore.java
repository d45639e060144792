package io.sendwell.testkit.contract;

import io.sendwell.account.AccountId;
import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.signing.InMemorySigningKeyStore;
import io.sendwell.signing.SigningKey;
import io.sendwell.signing.SigningKeyStore;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A store of keys that gets one thing wrong, as an application's own table might. */
final class FlawedSigningKeyStore implements SigningKeyStore {

    /** What somebody may get wrong, and the sentence of the contract that says so. */
    enum Flaw {
        NONE(""),
        WHOLE_SECONDS("a_key_is_found_as_it_was_saved_and_one_version_on"),
        RETURNS_WHAT_IT_WAS_GIVEN("a_key_is_found_as_it_was_saved_and_one_version_on"),
        TRIMS_KEYS("a_private_key_is_kept_character_by_character"),
        IN_REVERSE_ORDER("the_keys_of_a_domain_stand_in_order_and_are_of_one_owner"),
        OPERATOR_SEES_EVERYTHING("the_keys_of_a_domain_stand_in_order_and_are_of_one_owner"),
        A_HUNDRED_ROWS("all_keys_are_given_to_who_asks_for_all"),
        LAST_WRITE_WINS("an_old_version_is_not_saved_over_a_newer_one"),
        REMOVES_ANY_VERSION("a_removed_key_is_gone_and_does_not_come_back"),
        REMOVES_NOTHING("a_removed_key_is_gone_and_does_not_come_back"),
        INSERTS_ANY_VERSION("a_removed_key_is_gone_and_does_not_come_back");

        final String caughtBy;

        Flaw(String caughtBy) {
            this.caughtBy = caughtBy;
        }
    }

    private final InMemorySigningKeyStore store = new InMemorySigningKeyStore();
    private final Flaw flaw;

    FlawedSigningKeyStore(Flaw flaw) {
        this.flaw = flaw;
    }

    @Override
    public List<SigningKey> find(Optional<AccountId> account, DomainName signingDomain) {
        if (flaw == Flaw.OPERATOR_SEES_EVERYTHING && account.isEmpty()) {
            return store.all().stream()
                    .filter(key -> key.signingDomain().equals(signingDomain))
                    .toList();
        }
        List<SigningKey> found = new ArrayList<>(store.find(account, signingDomain));
        if (flaw == Flaw.IN_REVERSE_ORDER) {
            Collections.reverse(found);
        }
        return found;
    }

    @Override
    public List<SigningKey> all() {
        return flaw == Flaw.A_HUNDRED_ROWS ? store.all().stream().limit(100).toList() : store.all();
    }

    @Override
    public Optional<SigningKey> save(SigningKey key) {
        SigningKey written = switch (flaw) {
            case WHOLE_SECONDS -> key.in(key.state(), key.stateSince().truncatedTo(ChronoUnit.SECONDS));
            case TRIMS_KEYS -> trimmed(key);
            case LAST_WRITE_WINS ->
                stored(key).map(found -> key.withVersion(found.version())).orElse(key);
            case INSERTS_ANY_VERSION -> stored(key).isEmpty() ? key.withVersion(0) : key;
            default -> key;
        };
        Optional<SigningKey> saved = store.save(written);
        return flaw == Flaw.RETURNS_WHAT_IT_WAS_GIVEN ? saved.map(found -> key) : saved;
    }

    @Override
    public boolean remove(SigningKey key) {
        return switch (flaw) {
            case REMOVES_NOTHING -> true;
            case REMOVES_ANY_VERSION -> stored(key).filter(store::remove).isPresent();
            default -> store.remove(key);
        };
    }

    private Optional<SigningKey> stored(SigningKey key) {
        return store.find(key.account(), key.signingDomain()).stream()
                .filter(found -> found.selector().equals(key.selector()))
                .findFirst();
    }

    private static SigningKey trimmed(SigningKey key) {
        return new SigningKey(
                key.account(),
                key.signingDomain(),
                key.selector(),
                key.algorithm(),
                Secret.of(key.privateKey().reveal().strip()),
                key.state(),
                key.stateSince(),
                key.createdAt(),
                key.visibleSince(),
                key.lastSeenAt(),
                key.version());
    }
}
