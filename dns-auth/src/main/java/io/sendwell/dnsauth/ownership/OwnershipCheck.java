package io.sendwell.dnsauth.ownership;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dnsauth.dmarc.PublicSuffixList;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.dnsauth.ownership.OwnershipResult.NotProven;
import io.sendwell.dnsauth.ownership.OwnershipResult.Proven;
import io.sendwell.dnsauth.ownership.OwnershipResult.Undecided;
import io.sendwell.dnsauth.web.WebReader;
import io.sendwell.identity.ReceiverLists;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Finds out whether a challenge is met. It reads only; what follows from a result is the caller's. Threads may share it.
 *
 * <pre>{@code
 * OwnershipCheck check = OwnershipCheck.using(resolver, WebReader.using(resolver).build(), clock).build();
 * OwnershipResult result = check.check(challenge, Duration.ofSeconds(10));
 * }</pre>
 */
public final class OwnershipCheck {

    /** How long a website has to show the file at most, all requests together. */
    public static final Duration WEB_PATIENCE = Duration.ofSeconds(5);

    private final InstantSource clock;
    private final ReceiverLists receivers;
    private final PublicSuffixList suffixes;
    private final TextProof textProof;
    private final FileProof fileProof;

    private OwnershipCheck(Builder builder) {
        RandomNames randomNames = new RandomNames(builder.random);
        clock = builder.clock;
        receivers = builder.receivers;
        suffixes = builder.suffixes;
        textProof = new TextProof(builder.resolver, randomNames);
        fileProof = new FileProof(builder.reader, randomNames);
    }

    /** Starts a check that asks these. */
    public static Builder using(DnsResolver resolver, WebReader reader, InstantSource clock) {
        return new Builder(resolver, reader, clock);
    }

    /**
     * Why nobody can prove this domain: it is a mailbox provider's, or one below which anybody can register names. Asks
     * nobody; worth calling before a challenge is made.
     */
    public Optional<DomainFinding> objectionTo(DomainName domain) {
        if (receivers.isProviderOwned(domain)) {
            return Optional.of(DomainFinding.fail(OwnershipFinding.OWNERSHIP_PROVIDER_DOMAIN)
                    .with("domain", domain));
        }
        if (domain.parent().isEmpty() || suffixes.registeredDomain(domain).isEmpty()) {
            return Optional.of(
                    DomainFinding.fail(OwnershipFinding.OWNERSHIP_PUBLIC_SUFFIX).with("domain", domain));
        }
        return Optional.empty();
    }

    /**
     * Looks whether a domain is proven for the first time. The DNS is asked first, and the website, for up to {@link
     * #WEB_PATIENCE}, only when the DNS proves nothing.
     *
     * @param patience how long to wait at most, for all questions together; more than zero
     */
    public OwnershipResult check(OwnershipChallenge challenge, Duration patience) {
        if (challenge.isExpiredAt(clock.instant())) {
            return new NotProven(List.of(DomainFinding.fail(OwnershipFinding.OWNERSHIP_EXPIRED)
                    .with("domain", challenge.domain())
                    .with("time", challenge.expiresAt())));
        }
        return look(challenge, patience);
    }

    /**
     * Looks whether a domain that was proven with this challenge still is. When it is not, {@link
     * OwnershipFinding#OWNERSHIP_LOST} comes first among the findings.
     *
     * @param patience as of {@link #check}
     */
    public OwnershipResult recheck(OwnershipChallenge challenge, Duration patience) {
        OwnershipResult result = look(challenge, patience);
        if (!(result instanceof NotProven lost)) {
            return result;
        }
        DomainFinding loss = DomainFinding.fail(OwnershipFinding.OWNERSHIP_LOST).with("domain", challenge.domain());
        List<DomainFinding> findings = new ArrayList<>(List.of(loss));
        findings.addAll(lost.findings());
        return new NotProven(findings);
    }

    private OwnershipResult look(OwnershipChallenge challenge, Duration patience) {
        Optional<DomainFinding> objection = objectionTo(challenge.domain());
        if (objection.isPresent()) {
            return new NotProven(List.of(objection.get()));
        }
        Deadline deadline = Deadline.in(patience);
        Observation text = textProof.look(challenge, deadline);
        if (text.isProof()) {
            return proven(OwnershipMethod.DNS_TEXT, text);
        }
        Observation file = fileProof.look(challenge, deadline.leftAtMost(WEB_PATIENCE));
        if (file.isProof()) {
            return proven(OwnershipMethod.WEB_FILE, file);
        }
        List<DomainFinding> findings = List.of(text.finding(), file.finding());
        return text.isUndecided() || file.isUndecided() ? new Undecided(findings) : new NotProven(findings);
    }

    private Proven proven(OwnershipMethod method, Observation proof) {
        return new Proven(method, proof.where(), proof.server(), clock.instant(), List.of(proof.finding()));
    }

    /** Describes a check; one thread at a time. */
    public static final class Builder {

        private final DnsResolver resolver;
        private final WebReader reader;
        private final InstantSource clock;
        private ReceiverLists receivers = ReceiverLists.shipped();
        private PublicSuffixList suffixes = PublicSuffixList.bundled();
        private RandomGenerator random = new SecureRandom();

        private Builder(DnsResolver resolver, WebReader reader, InstantSource clock) {
            this.resolver = resolver;
            this.reader = reader;
            this.clock = clock;
        }

        /** Whose domains are mailbox providers'; those that come with Sendwell unless said otherwise. */
        public Builder receivers(ReceiverLists lists) {
            receivers = lists;
            return this;
        }

        /** Below which domains anybody can register names; {@link PublicSuffixList#bundled()} unless said otherwise. */
        public Builder publicSuffixes(PublicSuffixList list) {
            suffixes = list;
            return this;
        }

        /** Where the names come from that nobody has published; unpredictable unless said otherwise. */
        public Builder random(RandomGenerator source) {
            random = source;
            return this;
        }

        /** The check. */
        public OwnershipCheck build() {
            return new OwnershipCheck(this);
        }
    }
}
