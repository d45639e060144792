package io.sendwell.dnsauth.facts;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.dmarc.AlignmentMode;
import io.sendwell.dnsauth.dmarc.DiscoveredPolicy;
import io.sendwell.dnsauth.dmarc.DmarcDiscovery;
import io.sendwell.dnsauth.dmarc.DmarcView;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.identity.AuthorDomainFacts.Existence;
import io.sendwell.identity.DmarcPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Asks the DNS for everything that is to be known of one author domain. Threads share it. */
final class DomainLearner {

    /** Rule D32 of this library: an answer is kept for as long as its TTL says, within these bounds. */
    static final Duration SHORTEST = Duration.ofMinutes(5);

    static final Duration LONGEST = Duration.ofHours(24);
    static final Duration LONGEST_NEGATIVE = Duration.ofMinutes(15);

    private final DnsResolver resolver;
    private final DmarcDiscovery discovery;

    DomainLearner(DnsResolver resolver, DmarcDiscovery discovery) {
        this.resolver = resolver;
        this.discovery = discovery;
    }

    LearnedDomain learn(DomainName domain, Duration patience, Instant now) {
        Deadline deadline = Deadline.in(patience);
        DiscoveredPolicy found = discovery.discover(domain, deadline.left());
        DmarcPolicy policy =
                stricter(found.rfc9989().declared(), found.rfc7489().declared());
        Existence existence = existence(domain, deadline);
        return new LearnedDomain(
                policy,
                asksForEqualDomains(found.rfc9989()) || asksForEqualDomains(found.rfc7489()),
                at(now, policy != DmarcPolicy.UNKNOWN),
                found.agreedOrganizationalDomain(),
                at(now, found.rfc9989().organizationalDomain().isPresent()),
                existence,
                at(now, existence != Existence.UNKNOWN),
                now.plus(kept(found, policy, existence)));
    }

    private static Optional<Instant> at(Instant now, boolean known) {
        return known ? Optional.of(now) : Optional.empty();
    }

    private static DmarcPolicy stricter(DmarcPolicy one, DmarcPolicy other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static boolean asksForEqualDomains(DmarcView view) {
        return view.dkimAlignment() == AlignmentMode.STRICT || view.spfAlignment() == AlignmentMode.STRICT;
    }

    private static Duration kept(DiscoveredPolicy found, DmarcPolicy policy, Existence existence) {
        if (found.isIncomplete() || existence == Existence.UNKNOWN) {
            return SHORTEST;
        }
        Duration longest = policy == DmarcPolicy.ABSENT || existence == Existence.DEAD ? LONGEST_NEGATIVE : LONGEST;
        Duration ttl = found.ttl();
        if (ttl.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return ttl.compareTo(longest) > 0 ? longest : ttl;
    }

    /** Whether mail could be sent there: a mail server, or an address in its place (RFC 5321 section 5.1), and no null MX. */
    private Existence existence(DomainName domain, Deadline deadline) {
        DnsAnswer servers = ask(domain, DnsType.MX, deadline);
        if (servers instanceof DnsAnswer.Unavailable) {
            return Existence.UNKNOWN;
        }
        List<DnsRecord.MailExchange> exchanges = servers.records(DnsRecord.MailExchange.class);
        if (!exchanges.isEmpty()) {
            boolean refuses =
                    exchanges.stream().allMatch(server -> server.exchange().isRoot());
            return refuses ? Existence.DEAD : Existence.EXISTS;
        }
        if (servers instanceof DnsAnswer.NoSuchName) {
            return Existence.DEAD;
        }
        List<DnsAnswer> addresses = Stream.of(DnsType.A, DnsType.AAAA)
                .map(type -> ask(domain, type, deadline))
                .toList();
        if (addresses.stream().anyMatch(DnsAnswer.Found.class::isInstance)) {
            return Existence.EXISTS;
        }
        return addresses.stream().allMatch(DnsAnswer::isNegative) ? Existence.DEAD : Existence.UNKNOWN;
    }

    private DnsAnswer ask(DomainName domain, DnsType type, Deadline deadline) {
        DnsQuestion question = DnsQuestion.of(domain, type);
        return deadline.isOver()
                ? new DnsAnswer.Unavailable(
                        question, DnsAnswer.Trouble.TIMEOUT, "The time for the whole check was over.", "")
                : resolver.resolve(question, deadline.left());
    }
}
