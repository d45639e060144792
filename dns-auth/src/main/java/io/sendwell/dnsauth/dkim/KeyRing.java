package io.sendwell.dnsauth.dkim;

import io.sendwell.account.AccountId;
import io.sendwell.account.ConfigurationException;
import io.sendwell.address.DomainName;
import io.sendwell.signing.SigningAlgorithm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The keys that sign now: a snapshot, taken before messages come. Immutable; threads share it.
 *
 * <p>A key that an account brought signs for that account only, whatever its domain: a record in the DNS proves who may be
 * believed, not who may use this application's key.
 */
public final class KeyRing {

    private static final KeyRing EMPTY = builder().build();

    /** @param account empty for the operator */
    private record Holder(Optional<AccountId> account, DomainName signingDomain) {}

    private final Map<Holder, List<DkimKey>> keys;

    private KeyRing(Map<Holder, List<DkimKey>> keys) {
        this.keys = keys;
    }

    /** A ring without keys: nothing is signed. */
    public static KeyRing empty() {
        return EMPTY;
    }

    /** Starts a ring. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The keys that answer for an author: those of the account for the author's domain or the nearest domain above it; when
     * there are none, the operator's, found the same way, for authors under a domain of the operator's.
     *
     * @return all of one domain, RSA first; empty when there are none
     */
    public List<DkimKey> keysFor(AccountId account, DomainName authorDomain) {
        List<DkimKey> own = nearest(Optional.of(account), authorDomain);
        return own.isEmpty() ? nearest(Optional.empty(), authorDomain) : own;
    }

    /** The operator's keys of exactly this signing domain, RSA first; empty when there are none. */
    public List<DkimKey> operatorKeys(DomainName signingDomain) {
        return keys.getOrDefault(new Holder(Optional.empty(), signingDomain), List.of());
    }

    private List<DkimKey> nearest(Optional<AccountId> account, DomainName authorDomain) {
        for (Optional<DomainName> domain = Optional.of(authorDomain);
                domain.isPresent();
                domain = domain.get().parent()) {
            List<DkimKey> found = keys.get(new Holder(account, domain.get()));
            if (found != null) {
                return found;
            }
        }
        return List.of();
    }

    /** The domains for which there are keys. */
    public Set<DomainName> signingDomains() {
        Set<DomainName> domains = new TreeSet<>(Comparator.comparing(DomainName::ascii));
        keys.keySet().forEach(holder -> domains.add(holder.signingDomain()));
        return domains;
    }

    /** Selectors and domains; nothing of the keys. */
    @Override
    public String toString() {
        return keys.values().stream().flatMap(Collection::stream).toList().toString();
    }

    /** Collects the keys of a ring. One thread at a time. */
    public static final class Builder {

        private final Map<Holder, List<DkimKey>> keys = new HashMap<>();
        private boolean ed25519Alone;

        private Builder() {}

        /** Adds a key that signs for this account and no other. A message is signed by all keys of its signing domain. */
        public Builder ofAccount(AccountId account, DkimKey key) {
            return add(Optional.of(account), key);
        }

        /**
         * Adds a key of the operator's: it signs for any account whose author is under its domain, such as the domain of
         * rewritten mailboxes, and beside any other key where {@link DkimSigner.Builder#alsoSigningAs} says so.
         */
        public Builder ofOperator(DkimKey key) {
            return add(Optional.empty(), key);
        }

        Builder add(Optional<AccountId> account, DkimKey key) {
            keys.computeIfAbsent(new Holder(account, key.signingDomain()), holder -> new ArrayList<>(2))
                    .add(key);
            return this;
        }

        /**
         * Admits domains that sign with Ed25519 and nothing else. Gmail and Microsoft ignore or fail such signatures (2026),
         * so this is for hops that are known to take them.
         */
        public Builder admitEd25519Alone() {
            ed25519Alone = true;
            return this;
        }

        /**
         * The ring.
         *
         * @throws ConfigurationException when a domain has an Ed25519 key and no RSA key, or two keys of one selector
         */
        public KeyRing build() {
            Map<Holder, List<DkimKey>> ring = new HashMap<>();
            keys.forEach((holder, added) -> {
                requireRsa(holder, added);
                requireDistinct(holder, added);
                ring.put(holder, rsaFirst(added));
            });
            return new KeyRing(Map.copyOf(ring));
        }

        // Receivers may look at the first signatures only, so what everybody verifies comes first.
        private static List<DkimKey> rsaFirst(List<DkimKey> added) {
            return added.stream()
                    .sorted(Comparator.comparing(DkimKey::algorithm))
                    .toList();
        }

        private void requireRsa(Holder holder, List<DkimKey> added) {
            if (!ed25519Alone && added.stream().noneMatch(key -> key.algorithm() == SigningAlgorithm.RSA_SHA256)) {
                throw new ConfigurationException(holder.signingDomain()
                        + " would sign with Ed25519 alone, which large receivers ignore or fail (RFC 8463 is young)."
                        + " Add an RSA key of 2048 bits; or call admitEd25519Alone().");
            }
        }

        private static void requireDistinct(Holder holder, List<DkimKey> added) {
            long selectors = added.stream().map(DkimKey::selector).distinct().count();
            if (selectors < added.size()) {
                throw new ConfigurationException("Two keys of " + holder.signingDomain()
                        + " have one selector, where only one record can stand. Give each its own.");
            }
        }
    }
}
