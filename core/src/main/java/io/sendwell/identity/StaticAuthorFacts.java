package io.sendwell.identity;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Facts that the application states itself, for a first mail, for tests, and until domains are checked by DNS. What it
 * was not told is unknown. Immutable; threads may share it.
 */
public final class StaticAuthorFacts implements AuthorFacts {

    private record DomainOf(AccountId account, DomainName domain) {}

    private record MailboxOf(AccountId account, String normalForm) {}

    private final Map<DomainOf, AuthorDomainFacts> domains;
    private final Set<MailboxOf> confirmed;

    private StaticAuthorFacts(Builder builder) {
        domains = Map.copyOf(builder.domains);
        confirmed = Set.copyOf(builder.confirmed);
    }

    /** Starts with nothing known. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public AuthorDomainFacts domain(AccountId account, DomainName authorDomain) {
        return domains.getOrDefault(new DomainOf(account, authorDomain), AuthorDomainFacts.unknown());
    }

    @Override
    public boolean mailboxConfirmed(AccountId account, EmailAddress mailbox) {
        return confirmed.contains(new MailboxOf(account, mailbox.normalForm()));
    }

    /** Collects facts; one thread at a time. */
    public static final class Builder {

        private final Map<DomainOf, AuthorDomainFacts> domains = new HashMap<>();
        private final Set<MailboxOf> confirmed = new HashSet<>();

        private Builder() {}

        /** States what is known of a domain of this account's authors. */
        public Builder domain(String account, String domain, AuthorDomainFacts facts) {
            domains.put(new DomainOf(AccountId.of(account), DomainName.parse(domain)), facts);
            return this;
        }

        /** States that the owner of this mailbox confirmed it to this account. */
        public Builder confirmedMailbox(String account, String address) {
            confirmed.add(new MailboxOf(
                    AccountId.of(account), EmailAddress.parse(address).normalForm()));
            return this;
        }

        /** The facts. */
        public StaticAuthorFacts build() {
            return new StaticAuthorFacts(this);
        }
    }
}
