package io.sendwell.account;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The accounts in this process's memory: for tests and for a first mail. It forgets everything when the process ends.
 *
 * <p>It is the executable specification of {@link AccountStore}. Threads may share it.
 */
public final class InMemoryAccountStore implements AccountStore {

    private final TreeMap<AccountId, AccountRecord> accounts = new TreeMap<>();

    /** A store with nothing in it. */
    public InMemoryAccountStore() {}

    @Override
    public synchronized Optional<AccountRecord> find(AccountId account) {
        return Optional.ofNullable(accounts.get(account));
    }

    @Override
    public synchronized List<AccountRecord> list(Optional<AccountId> after, int limit) {
        return after.map(last -> accounts.tailMap(last, false)).orElse(accounts).values().stream()
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized boolean save(AccountRecord account) {
        AccountRecord stored = accounts.get(account.id());
        if (account.version() != (stored == null ? 0 : stored.version())) {
            return false;
        }
        accounts.put(account.id(), account.withVersion(account.version() + 1));
        return true;
    }
}
