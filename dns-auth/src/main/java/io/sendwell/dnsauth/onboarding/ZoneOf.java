package io.sendwell.dnsauth.onboarding;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.internal.time.Deadline;
import java.util.Optional;

/** Finds the zone that a domain's records lie in: a provider's form asks for names without it. Threads may share it. */
final class ZoneOf {

    // A customer's domain lies one or two levels below its zone; beyond that the form is somebody else's.
    private static final int MAX_LEVELS = 4;

    private final DnsResolver resolver;

    ZoneOf(DnsResolver resolver) {
        this.resolver = resolver;
    }

    /** The nearest name with a SOA record (RFC 1035 section 3.3.13); the domain itself where that cannot be found. */
    DnsName domain(DomainName domain, Deadline deadline) {
        DnsName own = DnsName.of(domain);
        Optional<DnsName> name = Optional.of(own);
        for (int level = 0; level < MAX_LEVELS && name.isPresent(); level++) {
            DnsName candidate = name.get();
            if (candidate.labels().size() < 2) {
                break;
            }
            DnsAnswer answer = resolver.resolve(DnsQuestion.of(candidate, DnsType.SOA), deadline.left());
            if (answer instanceof DnsAnswer.Found found && found.aliases().isEmpty()) {
                return candidate;
            }
            name = candidate.parent();
        }
        return own;
    }
}
