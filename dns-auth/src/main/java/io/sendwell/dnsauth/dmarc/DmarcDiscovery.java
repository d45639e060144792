package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dnsauth.internal.time.Deadline;
import java.time.Duration;

/**
 * Finds the DMARC policy of a domain, as both generations of receivers do. Threads share it.
 *
 * <p>It asks the DNS at most ten questions: eight for the walk up the tree (RFC 9989 section 4.10), one for the
 * organizational domain of RFC 7489 where the walk did not pass it, one for whether the domain exists where that decides.
 * Add a cache by handing in a resolver that has one.
 */
public final class DmarcDiscovery {

    private final DnsResolver resolver;
    private final PublicSuffixList suffixes;

    /** Asks this resolver, and this list for receivers of RFC 7489. */
    public DmarcDiscovery(DnsResolver resolver, PublicSuffixList suffixes) {
        this.resolver = resolver;
        this.suffixes = suffixes;
    }

    /** Asks this resolver, and {@link PublicSuffixList#bundled()}. */
    public static DmarcDiscovery with(DnsResolver resolver) {
        return new DmarcDiscovery(resolver, PublicSuffixList.bundled());
    }

    /**
     * The policy that applies to an author domain.
     *
     * @param patience for all questions together; more than zero
     * @return what was found; trouble with the DNS is {@link io.sendwell.identity.DmarcPolicy#UNKNOWN} in it, never 'absent'
     */
    public DiscoveredPolicy discover(DomainName authorDomain, Duration patience) {
        return begin(patience).policyOf(authorDomain);
    }

    DiscoverySession begin(Duration patience) {
        return new DiscoverySession(new Questions(resolver, Deadline.in(patience)), suffixes);
    }
}
