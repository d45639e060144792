package io.sendwell.dnsauth.facts;

import io.sendwell.address.DomainName;
import io.sendwell.identity.AuthorDomainFacts;
import io.sendwell.identity.AuthorDomainFacts.Existence;
import io.sendwell.identity.DmarcPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What the DNS said of one domain, each part with the time when it was last found out.
 *
 * @param policy the stricter of what both generations of receivers find
 * @param strictAlignment whether one of them asks for equal domains
 * @param policyAt when these were found out; empty when they never were
 * @param organizationalDomain on which both agree; empty when they do not
 * @param organizationAt when that was found out; empty when it never was
 * @param existenceAt when the existence was found out; empty when it never was
 * @param refreshAt when to ask again
 */
record LearnedDomain(
        DmarcPolicy policy,
        boolean strictAlignment,
        Optional<Instant> policyAt,
        Optional<DomainName> organizationalDomain,
        Optional<Instant> organizationAt,
        Existence existence,
        Optional<Instant> existenceAt,
        Instant refreshAt) {

    /** Rule D32 of this library: so long an answer is believed while the DNS cannot be asked. */
    static final Duration LAST_GOOD = Duration.ofHours(24);

    /** What is still to be believed of it, for an account that has proved nothing. */
    AuthorDomainFacts facts(Instant now) {
        AuthorDomainFacts facts = AuthorDomainFacts.unknown();
        if (isBelieved(existenceAt, now)) {
            facts = facts.withExistence(existence);
        }
        if (isBelieved(policyAt, now)) {
            facts = facts.withPolicy(policy);
            facts = strictAlignment ? facts.withStrictAlignment() : facts;
        }
        return isBelieved(organizationAt, now) && organizationalDomain.isPresent()
                ? facts.withOrganizationalDomain(organizationalDomain.get())
                : facts;
    }

    /** The same with what an older answer knew and this one could not find out. */
    LearnedDomain orElse(LearnedDomain older) {
        LearnedDomain policySource = policyAt.isPresent() ? this : older;
        LearnedDomain organizationSource = organizationAt.isPresent() ? this : older;
        LearnedDomain existenceSource = existenceAt.isPresent() ? this : older;
        return new LearnedDomain(
                policySource.policy,
                policySource.strictAlignment,
                policySource.policyAt,
                organizationSource.organizationalDomain,
                organizationSource.organizationAt,
                existenceSource.existence,
                existenceSource.existenceAt,
                refreshAt);
    }

    private static boolean isBelieved(Optional<Instant> at, Instant now) {
        return at.isPresent() && now.isBefore(at.get().plus(LAST_GOOD));
    }
}
