package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dnsauth.finding.DomainFinding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How far a record has come: "published at 3 of 4, your resolver will see it in 41 minutes".
 *
 * @param question what was asked
 * @param zone the zone of the name; empty when it was not found
 * @param servers what each name server says, by address
 * @param resolverAnswer what the resolver says
 * @param visibleIn when the resolver will say what was wanted: zero when it does so now, empty when that cannot be said
 * @param everywhereIn when resolvers all over the world will, as far as they keep to TTLs: the longest time that what was
 *     there before may be remembered; empty when it is not published at all servers that tell
 * @param findings the same for people
 */
public record PropagationReport(
        DnsQuestion question,
        Optional<Zone> zone,
        List<ServerView> servers,
        DnsAnswer resolverAnswer,
        Optional<Duration> visibleIn,
        Optional<Duration> everywhereIn,
        List<DomainFinding> findings) {

    public PropagationReport {
        servers = List.copyOf(servers);
        findings = List.copyOf(findings);
    }

    /** The same report, told with these findings. */
    PropagationReport with(List<DomainFinding> other) {
        return new PropagationReport(question, zone, servers, resolverAnswer, visibleIn, everywhereIn, other);
    }

    /** How many servers, by address, have what was wanted. */
    public int publishedAt() {
        return count(servers, view -> view.state() == ServerView.State.WANTED);
    }

    /** How many servers, by address, said what they have. */
    public int telling() {
        return count(servers, ServerView::isTelling);
    }

    /** Whether every server that tells has it, and at least one does. */
    public boolean isPublished() {
        return isPublished(servers);
    }

    static boolean isPublished(List<ServerView> servers) {
        int wanted = count(servers, view -> view.state() == ServerView.State.WANTED);
        return wanted > 0 && wanted == count(servers, ServerView::isTelling);
    }

    private static int count(List<ServerView> servers, Predicate<ServerView> which) {
        return (int) servers.stream().filter(which).count();
    }
}
