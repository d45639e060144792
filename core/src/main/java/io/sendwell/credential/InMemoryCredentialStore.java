package io.sendwell.credential;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The logins in this process's memory: for tests and for a first mail. It forgets everything when the process ends.
 *
 * <p>It is the executable specification of {@link CredentialStore}. Threads may share it.
 */
public final class InMemoryCredentialStore implements CredentialStore {

    private final TreeMap<CredentialName, SealedCredential> credentials = new TreeMap<>();

    /** A store with nothing in it. */
    public InMemoryCredentialStore() {}

    @Override
    public synchronized Optional<SealedCredential> find(CredentialName name) {
        return Optional.ofNullable(credentials.get(name));
    }

    @Override
    public synchronized boolean save(SealedCredential credential, Optional<SealedCredential> instead) {
        if (!find(credential.name()).equals(instead)) {
            return false;
        }
        credentials.put(credential.name(), credential);
        return true;
    }

    @Override
    public synchronized boolean remove(CredentialName name) {
        return credentials.remove(name) != null;
    }

    @Override
    public synchronized List<SealedCredential> list(Optional<CredentialName> after, int limit) {
        return after.map(last -> credentials.tailMap(last, false)).orElse(credentials).values().stream()
                .limit(limit)
                .toList();
    }
}
