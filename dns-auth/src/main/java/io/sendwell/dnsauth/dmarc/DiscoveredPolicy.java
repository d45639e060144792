package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The DMARC policy of one author domain, as both generations of receivers find it.
 *
 * @param authorDomain the domain of From
 * @param rfc9989 by the walk up the tree
 * @param rfc7489 by the public suffix list
 * @param lookups every name that was looked at, the author domain's own first
 */
public record DiscoveredPolicy(
        DomainName authorDomain, DmarcView rfc9989, DmarcView rfc7489, List<DmarcLookup> lookups) {

    public DiscoveredPolicy {
        lookups = List.copyOf(lookups);
    }

    /** What receivers of this generation find. */
    public DmarcView view(DmarcGeneration generation) {
        return generation == DmarcGeneration.RFC9989 ? rfc9989 : rfc7489;
    }

    /** What lies at the author domain's own {@code _dmarc}. */
    public DmarcLookup own() {
        return lookups.get(0);
    }

    /** Whether the generations find another policy, or another organizational domain. */
    public boolean generationsDiffer() {
        return rfc9989.declared() != rfc7489.declared()
                || rfc9989.applied() != rfc7489.applied()
                || !rfc9989.organizationalDomain().equals(rfc7489.organizationalDomain());
    }

    /** The organizational domain on which both generations agree; empty when they do not, or one is not known. */
    public Optional<DomainName> agreedOrganizationalDomain() {
        return rfc9989.organizationalDomain()
                .filter(found -> rfc7489.organizationalDomain().equals(Optional.of(found)));
    }

    /** Whether some name could not be looked at. */
    public boolean isIncomplete() {
        return lookups.stream().anyMatch(DmarcLookup::isUnavailable);
    }

    /**
     * How long it may be kept: the shortest TTL of the author domain's own answer and of the records that apply; zero when
     * one is missing. That nothing lies at the names above is believed as long.
     */
    public Duration ttl() {
        return lookups.stream()
                .filter(lookup -> lookup.isUnavailable() || lookup.equals(own()) || isPolicyPlace(lookup))
                .map(lookup -> ttl(lookup.answer()))
                .min(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    private boolean isPolicyPlace(DmarcLookup lookup) {
        Optional<DomainName> domain = Optional.of(lookup.domain());
        return rfc9989.policyDomain().equals(domain) || rfc7489.policyDomain().equals(domain);
    }

    private static Duration ttl(DnsAnswer answer) {
        return answer.fold(
                DnsAnswer.Found::ttl, DnsAnswer.NoData::ttl, DnsAnswer.NoSuchName::ttl, unavailable -> Duration.ZERO);
    }
}
