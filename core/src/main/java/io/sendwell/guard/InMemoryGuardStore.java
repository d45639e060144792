package io.sendwell.guard;

import io.sendwell.account.AccountId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the guard keeps, in this process's memory: for tests and for a first mail. It forgets everything when the process ends.
 *
 * <p>It is the executable specification of {@link GuardStore}. Threads may share it.
 */
public final class InMemoryGuardStore implements GuardStore {

    private final Map<GuardScope, GuardRecord> records = new HashMap<>();

    /** A store with nothing in it. */
    public InMemoryGuardStore() {}

    @Override
    public synchronized Optional<GuardRecord> find(GuardScope scope) {
        return Optional.ofNullable(records.get(scope));
    }

    @Override
    public synchronized boolean save(GuardRecord record) {
        GuardRecord stored = records.get(record.scope());
        if (record.version() != (stored == null ? 0 : stored.version())) {
            return false;
        }
        records.put(record.scope(), record.withVersion(record.version() + 1));
        return true;
    }

    @Override
    public synchronized List<GuardRecord> held(int limit) {
        return records.values().stream()
                .filter(record -> record.held().isPresent())
                .sorted(Comparator.comparing((GuardRecord record) ->
                                record.held().orElseThrow().at())
                        .reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized int forgetCampaigns(AccountId account) {
        int before = records.size();
        records.keySet()
                .removeIf(scope -> scope.campaign().isPresent()
                        && scope.account().filter(account::equals).isPresent());
        return before - records.size();
    }
}
