package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsAnswer.Trouble;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dns.PublicAddresses;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.dnsauth.publish.DnsEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Looks at a record from each of its zone's name servers, at IPv4 and IPv6, and from the resolver that everybody here
 * uses: whether it is published, where not yet, and when it will be seen. Threads may share it.
 *
 * <p>Who the name servers are, the owner of the zone says, so that is hostile until proven: their number and the time are
 * limited, and a server at an address that is not public (RFC 6890) is not asked.
 */
public final class Propagation {

    private final DnsResolver resolver;
    private final NameServers nameServers;
    private final int maxServers;
    private final Duration serverPatience;
    private final Predicate<IpAddress> permitted;

    private Propagation(Builder builder) {
        this.resolver = builder.resolver;
        this.nameServers = builder.nameServers;
        this.maxServers = builder.maxServers;
        this.serverPatience = builder.serverPatience;
        this.permitted = builder.permitted;
    }

    /** Looks by way of this resolver, whose own view is reported too, with up to 16 servers and 3 seconds for each. */
    public static Propagation of(DnsResolver resolver) {
        return builder(resolver).build();
    }

    /** Settings for another look. */
    public static Builder builder(DnsResolver resolver) {
        return new Builder(resolver);
    }

    /**
     * Looks for a record that somebody was asked to publish.
     *
     * @param patience for all questions together
     */
    public PropagationReport check(DnsEntry entry, Duration patience) {
        DnsQuestion question = DnsQuestion.of(entry.name(), entry.type());
        Predicate<DnsAnswer> wanted = answer -> answer instanceof DnsAnswer.Found found
                && found.records().stream()
                        .anyMatch(record -> PublishedValue.of(record).equals(entry.value()));
        return check(question, wanted, Optional.of(entry), Deadline.in(patience));
    }

    /**
     * Looks for an answer.
     *
     * @param wanted whether an answer is the wanted one; it is asked for answers of every kind but {@link
     *     DnsAnswer.Unavailable}
     * @param patience for all questions together
     */
    public PropagationReport check(DnsQuestion question, Predicate<DnsAnswer> wanted, Duration patience) {
        return check(question, wanted, Optional.empty(), Deadline.in(patience));
    }

    private PropagationReport check(
            DnsQuestion question, Predicate<DnsAnswer> wanted, Optional<DnsEntry> entry, Deadline deadline) {
        DnsAnswer seen = resolve(question, deadline);
        ZoneSearch search = nameServers.find(question.name(), deadline.share(2, deadline.left()));
        boolean visible = isWanted(seen, wanted);
        Optional<Duration> now = visible ? Optional.of(Duration.ZERO) : Optional.empty();
        if (!(search instanceof ZoneSearch.Found found)) {
            List<DomainFinding> findings = List.of(PropagationFindings.withoutZone(question, search));
            return new PropagationReport(question, Optional.empty(), List.of(), seen, now, Optional.empty(), findings);
        }
        Zone zone = found.zone();
        List<ServerView> views = views(zone, question, wanted, deadline);
        boolean published = PropagationReport.isPublished(views);
        PropagationReport report = new PropagationReport(
                question,
                Optional.of(zone),
                views,
                seen,
                visible || !published ? now : rememberedFor(seen),
                published ? Optional.of(longestMemory(zone, views)) : Optional.empty(),
                List.of());
        return report.with(PropagationFindings.of(report, entry));
    }

    private static boolean isWanted(DnsAnswer answer, Predicate<DnsAnswer> wanted) {
        return !(answer instanceof DnsAnswer.Unavailable) && wanted.test(answer);
    }

    /** Until the resolver asks again; nobody knows that of one that is in trouble. */
    private static Optional<Duration> rememberedFor(DnsAnswer seen) {
        return seen instanceof DnsAnswer.Unavailable ? Optional.empty() : Optional.of(Ttls.of(seen));
    }

    /** What was there before is unknown by now: a denial, or a record with the TTL that its successor has. */
    private static Duration longestMemory(Zone zone, List<ServerView> views) {
        Duration longest = zone.negativeTtl();
        for (ServerView view : views) {
            Duration ttl = Ttls.of(view.answer());
            longest = ttl.compareTo(longest) > 0 ? ttl : longest;
        }
        return longest;
    }

    private List<ServerView> views(Zone zone, DnsQuestion question, Predicate<DnsAnswer> wanted, Deadline deadline) {
        List<ServerView> views = new ArrayList<>();
        int toCome = (int) Math.min(
                maxServers,
                zone.nameServers().stream()
                        .mapToLong(server -> server.addresses().size())
                        .sum());
        for (NameServer server : zone.nameServers()) {
            for (IpAddress address : server.addresses()) {
                if (toCome == 0) {
                    return views;
                }
                views.add(view(server.name(), address, question, wanted, deadline.share(toCome, serverPatience)));
                toCome--;
            }
        }
        return views;
    }

    private ServerView view(
            DnsName server, IpAddress address, DnsQuestion question, Predicate<DnsAnswer> wanted, Deadline deadline) {
        if (!permitted.test(address)) {
            return new ServerView(
                    server, address, ServerView.State.NOT_PUBLIC, unavailable(question, "not asked: not public"));
        }
        DnsAnswer answer = ask(address, question, deadline);
        if (answer instanceof DnsAnswer.Unavailable unavailable) {
            return new ServerView(server, address, troubled(address, unavailable, deadline), answer);
        }
        ServerView.State state = wanted.test(answer)
                ? ServerView.State.WANTED
                : answer.isNegative() ? ServerView.State.NOTHING : ServerView.State.OTHER_VALUE;
        return new ServerView(server, address, state, answer);
    }

    /** A refusal may be about the target of an alias, which is somebody else's to answer for. */
    private ServerView.State troubled(IpAddress address, DnsAnswer.Unavailable answer, Deadline deadline) {
        if (answer.trouble() != Trouble.REFUSED) {
            return ServerView.State.NO_ANSWER;
        }
        DnsQuestion alias = DnsQuestion.of(answer.question().name(), DnsType.CNAME);
        boolean elsewhere = answer.question().type() != DnsType.CNAME
                && !ask(address, alias, deadline).records(DnsRecord.Alias.class).isEmpty();
        return elsewhere ? ServerView.State.ALIAS_ELSEWHERE : ServerView.State.LAME;
    }

    private DnsAnswer resolve(DnsQuestion question, Deadline deadline) {
        return deadline.isOver()
                ? unavailable(question, "no time was left to ask")
                : resolver.resolve(question, deadline.share(3, deadline.left()).left());
    }

    private DnsAnswer ask(IpAddress address, DnsQuestion question, Deadline deadline) {
        return deadline.isOver()
                ? unavailable(question, "no time was left to ask")
                : resolver.ask(address, question, deadline.left());
    }

    private static DnsAnswer unavailable(DnsQuestion question, String detail) {
        return new DnsAnswer.Unavailable(question, Trouble.TIMEOUT, detail, "");
    }

    /** Settings of a {@link Propagation}. Not for several threads. */
    public static final class Builder {

        private static final int MOST_SERVERS = 52;

        private final DnsResolver resolver;
        private NameServers nameServers;
        private int maxServers = 16;
        private Duration serverPatience = Duration.ofSeconds(3);
        private Predicate<IpAddress> permitted = isPublic();

        private Builder(DnsResolver resolver) {
            this.resolver = resolver;
            this.nameServers = NameServers.of(resolver);
        }

        /**
         * Who finds the name servers; the resolver itself. One that does not judge by DNSSEC ({@link
         * DnsClient#withoutValidation()}) finds them even for a zone whose signatures are broken.
         */
        public Builder nameServers(NameServers nameServers) {
            this.nameServers = nameServers;
            return this;
        }

        private static Predicate<IpAddress> isPublic() {
            PublicAddresses addresses = PublicAddresses.shipped();
            return address -> addresses.objectionTo(address).isEmpty();
        }

        /** How many addresses of name servers are asked, from 1 to 52; 16. */
        public Builder maxServers(int servers) {
            if (servers < 1 || servers > MOST_SERVERS) {
                throw new IllegalArgumentException(
                        "Servers to ask are 1 to " + MOST_SERVERS + "; found " + servers + ".");
            }
            this.maxServers = servers;
            return this;
        }

        /** How long one server may take; 3 seconds, and never more than its share of the patience. */
        public Builder serverPatience(Duration patience) {
            if (patience.isNegative() || patience.isZero()) {
                throw new IllegalArgumentException("A server is given more than no time; found " + patience + ".");
            }
            this.serverPatience = patience;
            return this;
        }

        /**
         * Which addresses may be asked; the public ones (RFC 6890). For tests, and for operators whose name servers are
         * in their own network.
         */
        public Builder permitting(Predicate<IpAddress> addresses) {
            this.permitted = addresses;
            return this;
        }

        /** The look. */
        public Propagation build() {
            return new Propagation(this);
        }
    }
}
