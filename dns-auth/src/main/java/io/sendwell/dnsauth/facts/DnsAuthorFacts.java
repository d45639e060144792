package io.sendwell.dnsauth.facts;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dnsauth.dmarc.DmarcDiscovery;
import io.sendwell.dnsauth.dmarc.PublicSuffixList;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainStore;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.AuthorDomainFacts.Verification;
import io.sendwell.identity.AuthorFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiPredicate;

/**
 * Facts about authors from the DNS and from the application's {@link DomainStore}. Threads share it.
 *
 * <p>Of policy and existence it answers from what it learned ahead and never asks the DNS while mail waits: call {@link
 * #learn} when an author's domain is met the first time, such as when a mail is composed, and {@link #refreshDue} from a
 * timer. What it has not learned is unknown, so that mail without a proven signature leaves under the operator's name.
 *
 * <p>An answer is kept for its TTL, at least 5 minutes and at most 24 hours, 15 minutes when it is a denial. While the DNS
 * cannot be asked the last good answer is believed for up to 24 hours. Where the two generations of DMARC receivers find
 * different policies the stricter counts, as declared and not as softened by {@code t=y}; where they find different
 * organizational domains, only equal domains count as aligned.
 *
 * <p>Proof is read from the store each time, so that a domain that was activated or lost counts as such at once, on every
 * node; that is one look-up by key in the application's database, beside the blocklist's.
 */
public final class DnsAuthorFacts implements AuthorFacts {

    private final LearnedDomains learned;
    private final DomainLearner learner;
    private final DomainStore store;
    private final BiPredicate<AccountId, EmailAddress> confirmedMailboxes;
    private final InstantSource clock;
    private final Duration patience;
    private final Optional<Executor> background;
    private final Set<DomainName> beingLearned = ConcurrentHashMap.newKeySet();

    private DnsAuthorFacts(Builder builder) {
        learned = new LearnedDomains(builder.capacity);
        learner = new DomainLearner(builder.resolver, new DmarcDiscovery(builder.resolver, builder.suffixes));
        store = builder.store;
        confirmedMailboxes = builder.confirmedMailboxes;
        clock = builder.clock;
        patience = builder.patience;
        background = builder.background;
    }

    /**
     * Starts with what it cannot do without.
     *
     * @param resolver asks the DNS; one without a cache will do
     * @param store where the proofs of domains are
     */
    public static Builder builder(DnsResolver resolver, DomainStore store) {
        return new Builder(resolver, store);
    }

    /**
     * {@inheritDoc}
     *
     * @throws io.sendwell.domain.DomainStoreException when the store is out of reach
     */
    @Override
    public AuthorDomainFacts domain(AccountId account, DomainName authorDomain) {
        Instant now = clock.instant();
        Optional<LearnedDomain> known = learned.use(authorDomain, now);
        if (known.isEmpty() || !known.get().refreshAt().isAfter(now)) {
            learnInBackground(authorDomain);
        }
        return withProof(
                account, authorDomain, known.map(domain -> domain.facts(now)).orElseGet(AuthorDomainFacts::unknown));
    }

    @Override
    public boolean mailboxConfirmed(AccountId account, EmailAddress mailbox) {
        return confirmedMailboxes.test(account, mailbox);
    }

    /**
     * Asks the DNS about a domain now, for as long as {@linkplain Builder#patience one patience}. For the moment when a mail
     * is composed, not when it is sent.
     *
     * @return what is known of it now, for whoever has proved nothing
     */
    public AuthorDomainFacts learn(DomainName authorDomain) {
        Instant now = clock.instant();
        return learned.put(authorDomain, learner.learn(authorDomain, patience, now), now)
                .facts(now);
    }

    /**
     * Asks again about domains whose answers have expired, one after the other, the longest overdue first. For a timer of
     * the application, every few minutes. Domains that nobody asked about for seven days are forgotten instead.
     *
     * @param limit how many at the most; 1 or more
     * @return how many were asked about; as many as the limit when there may be more
     */
    public int refreshDue(int limit) {
        List<DomainName> due = learned.due(clock.instant(), limit);
        due.forEach(this::learn);
        return due.size();
    }

    private void learnInBackground(DomainName domain) {
        if (background.isEmpty() || !beingLearned.add(domain)) {
            return;
        }
        try {
            background.get().execute(() -> {
                try {
                    learn(domain);
                } finally {
                    beingLearned.remove(domain);
                }
            });
        } catch (RejectedExecutionException busy) {
            // The next question about the domain tries again.
            beingLearned.remove(domain);
        }
    }

    private AuthorDomainFacts withProof(AccountId account, DomainName domain, AuthorDomainFacts facts) {
        Verification verification = Verification.UNVERIFIED;
        Optional<DomainName> bounceDomain = Optional.empty();
        for (DomainRegistration registration : store.ofDomain(domain)) {
            if (registration.state().isVerified()) {
                if (registration.account().equals(account)) {
                    verification = Verification.VERIFIED;
                    bounceDomain = registration.bounceDomain();
                    break;
                }
                verification = Verification.OF_ANOTHER_ACCOUNT;
            }
        }
        AuthorDomainFacts proven = facts.withVerification(verification);
        return bounceDomain.map(proven::withBounceDomain).orElse(proven);
    }

    /** Sets up the facts; one thread at a time. */
    public static final class Builder {

        /** Some 5 MB of memory. */
        private static final int DEFAULT_CAPACITY = 10_000;

        private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);

        private final DnsResolver resolver;
        private final DomainStore store;
        private PublicSuffixList suffixes = PublicSuffixList.bundled();
        private BiPredicate<AccountId, EmailAddress> confirmedMailboxes = (account, mailbox) -> false;
        private InstantSource clock = InstantSource.system();
        private Duration patience = DEFAULT_PATIENCE;
        private int capacity = DEFAULT_CAPACITY;
        private Optional<Executor> background = Optional.empty();

        private Builder(DnsResolver resolver, DomainStore store) {
            this.resolver = resolver;
            this.store = store;
        }

        /**
         * Sets who knows which mailboxes were confirmed, as {@link AuthorFacts#mailboxConfirmed} asks for it; nobody is by
         * default.
         *
         * @param value answers at once; shared by threads
         */
        public Builder confirmedMailboxes(BiPredicate<AccountId, EmailAddress> value) {
            confirmedMailboxes = value;
            return this;
        }

        /** Sets the list by which receivers of RFC 7489 find organizational domains; the bundled one by default. */
        public Builder publicSuffixes(PublicSuffixList value) {
            suffixes = value;
            return this;
        }

        /** Sets who asks the DNS by itself when something is not known or has expired; nobody does by default. */
        public Builder background(Executor value) {
            background = Optional.of(value);
            return this;
        }

        /** Sets how long to ask the DNS about one domain at most; 10 seconds by default. */
        public Builder patience(Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(
                        "The patience for one domain is more than zero; found " + value + ".");
            }
            patience = value;
            return this;
        }

        /** Sets how many domains are remembered; 10,000 by default. The least used is forgotten first. */
        public Builder capacity(int value) {
            if (value < 1) {
                throw new IllegalArgumentException("At least 1 domain has to be remembered; found " + value + ".");
            }
            capacity = value;
            return this;
        }

        /** Sets the clock; the system's by default. */
        public Builder clock(InstantSource value) {
            clock = value;
            return this;
        }

        /** The facts, with nothing learned yet. */
        public DnsAuthorFacts build() {
            return new DnsAuthorFacts(this);
        }
    }
}
