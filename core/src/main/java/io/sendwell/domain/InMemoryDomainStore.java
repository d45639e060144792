package io.sendwell.domain;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The domains in this process's memory: for tests and for a first mail. It forgets everything when the process ends.
 *
 * <p>It is the executable specification of {@link DomainStore}. Threads may share it.
 */
public final class InMemoryDomainStore implements DomainStore {

    private static final Comparator<DomainRegistration> BY_DOMAIN_AND_ACCOUNT = Comparator.comparing(
                    (DomainRegistration registration) -> registration.domain().ascii())
            .thenComparing(DomainRegistration::account);

    private record Key(AccountId account, DomainName domain) {}

    private final Map<Key, DomainRegistration> registrations = new HashMap<>();

    /** A store with nothing in it. */
    public InMemoryDomainStore() {}

    @Override
    public synchronized Optional<DomainRegistration> find(AccountId account, DomainName domain) {
        return Optional.ofNullable(registrations.get(new Key(account, domain)));
    }

    @Override
    public synchronized List<DomainRegistration> ofAccount(AccountId account) {
        return sorted().filter(registration -> registration.account().equals(account))
                .toList();
    }

    @Override
    public synchronized List<DomainRegistration> ofDomain(DomainName domain) {
        return sorted().filter(registration -> registration.domain().equals(domain))
                .toList();
    }

    @Override
    public synchronized Saved save(DomainRegistration registration) {
        Key key = new Key(registration.account(), registration.domain());
        DomainRegistration stored = registrations.get(key);
        if (registration.version() != (stored == null ? 0 : stored.version())) {
            return Saved.CHANGED_MEANWHILE;
        }
        if (registration.state().isVerified() && isVerifiedByAnother(registration)) {
            return Saved.VERIFIED_BY_ANOTHER_ACCOUNT;
        }
        registrations.put(key, registration.withVersion(registration.version() + 1));
        return Saved.SAVED;
    }

    private boolean isVerifiedByAnother(DomainRegistration registration) {
        return registrations.values().stream()
                .anyMatch(other -> other.domain().equals(registration.domain())
                        && !other.account().equals(registration.account())
                        && other.state().isVerified());
    }

    @Override
    public synchronized List<DomainRegistration> due(Instant until, int limit) {
        return registrations.values().stream()
                .filter(registration -> registration
                        .nextCheckAt()
                        .map(due -> !due.isAfter(until))
                        .orElse(false))
                .sorted(Comparator.comparing((DomainRegistration registration) ->
                                registration.nextCheckAt().orElse(Instant.MAX))
                        .thenComparing(BY_DOMAIN_AND_ACCOUNT))
                .limit(limit)
                .toList();
    }

    private Stream<DomainRegistration> sorted() {
        return registrations.values().stream().sorted(BY_DOMAIN_AND_ACCOUNT);
    }
}
