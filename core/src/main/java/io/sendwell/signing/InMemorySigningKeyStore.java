package io.sendwell.signing;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signing keys in this process's memory: for tests and for a first mail. It forgets everything when the process ends, so
 * what was published then belongs to no key any more.
 *
 * <p>It is the executable specification of {@link SigningKeyStore}. Threads may share it.
 */
public final class InMemorySigningKeyStore implements SigningKeyStore {

    private record Key(Optional<AccountId> account, DomainName signingDomain, Selector selector) {
        static Key of(SigningKey key) {
            return new Key(key.account(), key.signingDomain(), key.selector());
        }
    }

    private final Map<Key, SigningKey> keys = new HashMap<>();

    /** A store with nothing in it. */
    public InMemorySigningKeyStore() {}

    @Override
    public synchronized List<SigningKey> find(Optional<AccountId> account, DomainName signingDomain) {
        return keys.values().stream()
                .filter(key ->
                        key.account().equals(account) && key.signingDomain().equals(signingDomain))
                .sorted(Comparator.comparing(SigningKey::selector))
                .toList();
    }

    @Override
    public synchronized List<SigningKey> all() {
        return List.copyOf(keys.values());
    }

    @Override
    public synchronized Optional<SigningKey> save(SigningKey key) {
        if (!isNewest(key)) {
            return Optional.empty();
        }
        SigningKey stored = key.withVersion(key.version() + 1);
        keys.put(Key.of(key), stored);
        return Optional.of(stored);
    }

    @Override
    public synchronized boolean remove(SigningKey key) {
        return key.version() > 0 && isNewest(key) && keys.remove(Key.of(key)) != null;
    }

    private boolean isNewest(SigningKey key) {
        SigningKey stored = keys.get(Key.of(key));
        return key.version() == (stored == null ? 0 : stored.version());
    }
}
