package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsType;
import io.sendwell.identity.DmarcPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What one check finds out about domains, each name looked at once. For one thread. */
final class DiscoverySession {

    private final Questions questions;
    private final PublicSuffixList suffixes;
    private final Map<DomainName, DmarcLookup> lookups = new LinkedHashMap<>();

    DiscoverySession(Questions questions, PublicSuffixList suffixes) {
        this.questions = questions;
        this.suffixes = suffixes;
    }

    Questions questions() {
        return questions;
    }

    DiscoveredPolicy policyOf(DomainName author) {
        DmarcLookup own = at(author);
        TreeWalk walk = TreeWalk.from(author, this::at);
        DmarcView byTree = byTree(author, walk);
        Optional<DmarcLookup> registered = Optional.empty();
        DomainName organizational = registeredDomain(author);
        // RFC 7489 section 6.6.3: several records at the author domain end the search, unlike today.
        if (own.records().isEmpty() && !own.isUnavailable() && !organizational.equals(author)) {
            registered = Optional.of(at(organizational));
        }
        List<DmarcLookup> looked = new ArrayList<>(walk.lookups());
        registered.filter(lookup -> !looked.contains(lookup)).ifPresent(looked::add);
        return new DiscoveredPolicy(author, byTree, bySuffixList(own, registered, organizational), looked);
    }

    /** The organizational domain as receivers of this generation find it; empty when the DNS could not be asked. */
    Optional<DomainName> organizationalDomain(DomainName domain, DmarcGeneration generation) {
        return generation == DmarcGeneration.RFC7489
                ? Optional.of(registeredDomain(domain))
                : TreeWalk.from(domain, this::at).organizationalDomain();
    }

    /** What lies at {@code _dmarc.} of a domain. */
    DmarcLookup at(DomainName domain) {
        DmarcLookup known = lookups.get(domain);
        if (known != null) {
            return known;
        }
        DmarcLookup lookup = DmarcLookup.of(domain, textAt(domain));
        lookups.put(domain, lookup);
        return lookup;
    }

    private DnsAnswer textAt(DomainName domain) {
        Optional<DnsName> name = DnsName.tryParse(DmarcLookup.LABEL + "." + domain.ascii());
        if (name.isEmpty() || domain.isAddressLiteral()) {
            // Longer than a name can be, so that nobody can have published anything there.
            DnsQuestion nearest =
                    DnsQuestion.of(domain.isAddressLiteral() ? DnsName.ROOT : DnsName.of(domain), DnsType.TXT);
            return new DnsAnswer.NoSuchName(nearest, List.of(), Duration.ofDays(1), false, "");
        }
        return questions.ask(DnsQuestion.of(name.get(), DnsType.TXT));
    }

    private DomainName registeredDomain(DomainName domain) {
        return suffixes.registeredDomain(domain).orElse(domain);
    }

    private DmarcView byTree(DomainName author, TreeWalk walk) {
        Optional<DmarcLookup> place = walk.policyPlace();
        if (place.isEmpty()) {
            return nothing(DmarcGeneration.RFC9989, walk.isBroken(), walk.organizationalDomain());
        }
        DmarcRecord record = place.get().record().orElseThrow();
        PolicyScope scope = PolicyScope.OWN;
        boolean uncertain = false;
        if (!place.get().domain().equals(author)) {
            scope = PolicyScope.SUBDOMAIN;
            // Only np makes a difference between what exists and what does not.
            if (record.nonexistentPolicy().isPresent()) {
                DnsAnswer answer = questions.ask(DnsQuestion.of(author, DnsType.MX));
                uncertain = answer instanceof DnsAnswer.Unavailable;
                scope = denies(answer) ? PolicyScope.NONEXISTENT_SUBDOMAIN : PolicyScope.SUBDOMAIN;
            }
        }
        return view(DmarcGeneration.RFC9989, place.get(), scope, uncertain, walk.organizationalDomain());
    }

    /** RFC 8020; an alias exists even where its target does not. */
    private static boolean denies(DnsAnswer answer) {
        return answer instanceof DnsAnswer.NoSuchName denied && denied.aliases().isEmpty();
    }

    private static DmarcView bySuffixList(
            DmarcLookup own, Optional<DmarcLookup> registered, DomainName organizational) {
        DmarcGeneration generation = DmarcGeneration.RFC7489;
        if (own.record().isPresent()) {
            return view(generation, own, PolicyScope.OWN, false, Optional.of(organizational));
        }
        if (registered.isPresent() && registered.get().record().isPresent()) {
            return view(generation, registered.get(), PolicyScope.SUBDOMAIN, false, Optional.of(organizational));
        }
        boolean unknown = own.isUnavailable()
                || registered.filter(DmarcLookup::isUnavailable).isPresent();
        return nothing(generation, unknown, Optional.of(organizational));
    }

    private static DmarcView view(
            DmarcGeneration generation,
            DmarcLookup place,
            PolicyScope scope,
            boolean uncertain,
            Optional<DomainName> organizational) {
        DmarcRecord record = place.record().orElseThrow();
        DmarcPolicy declared = record.declaredPolicy(generation, scope);
        DmarcPolicy applied = record.appliedPolicy(generation, scope);
        if (uncertain && declared != record.declaredPolicy(generation, PolicyScope.NONEXISTENT_SUBDOMAIN)) {
            declared = DmarcPolicy.UNKNOWN;
            applied = DmarcPolicy.UNKNOWN;
        }
        return new DmarcView(
                generation, Optional.of(place.domain()), Optional.of(record), scope, declared, applied, organizational);
    }

    private static DmarcView nothing(DmarcGeneration generation, boolean unknown, Optional<DomainName> organizational) {
        DmarcPolicy policy = unknown ? DmarcPolicy.UNKNOWN : DmarcPolicy.ABSENT;
        return new DmarcView(
                generation, Optional.empty(), Optional.empty(), PolicyScope.OWN, policy, policy, organizational);
    }
}
