package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsAnswer.Trouble;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.internal.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the zone of a name and who answers for it: from the name upwards, to the first that has NS records of its own.
 * Threads may share it.
 */
public final class NameServers {

    /** Names that are asked for NS records: {@code ip6.arpa} has 34 labels, and nothing deeper is a zone in practice. */
    private static final int MOST_LEVELS = 40;

    /** The root has 13 name servers, and hardly a zone has more. */
    private static final int MOST_NAME_SERVERS = 13;

    private static final int MOST_ADDRESSES = 4;

    private final DnsResolver resolver;

    private NameServers(DnsResolver resolver) {
        this.resolver = resolver;
    }

    /** Searches by way of this resolver. */
    public static NameServers of(DnsResolver resolver) {
        return new NameServers(resolver);
    }

    /**
     * Searches the zone of a name. Asks up to 40 questions on the way up, and 27 for the zone itself.
     *
     * @param patience for all of it
     */
    public ZoneSearch find(DnsName name, Duration patience) {
        return find(name, Deadline.in(patience));
    }

    ZoneSearch find(DnsName name, Deadline deadline) {
        DnsName level = name;
        while (level.labels().size() > MOST_LEVELS) {
            level = level.parent().orElse(DnsName.ROOT);
        }
        while (level.labels().size() > 1) {
            DnsAnswer answer = resolve(level, DnsType.NS, deadline);
            if (answer instanceof DnsAnswer.Unavailable unavailable) {
                return new ZoneSearch.Unknown(unavailable);
            }
            if (answer instanceof DnsAnswer.Found found && found.aliases().isEmpty()) {
                return new ZoneSearch.Found(zone(level, found, deadline));
            }
            level = level.parent().orElse(DnsName.ROOT);
        }
        return new ZoneSearch.NotRegistered(name, level);
    }

    private Zone zone(DnsName apex, DnsAnswer.Found found, Deadline deadline) {
        List<NameServer> servers = new ArrayList<>();
        for (DnsRecord.NameServer record : found.records(DnsRecord.NameServer.class)) {
            if (servers.size() < MOST_NAME_SERVERS) {
                List<IpAddress> addresses = new ArrayList<>(addresses(record.server(), DnsType.A, deadline));
                addresses.addAll(addresses(record.server(), DnsType.AAAA, deadline));
                servers.add(new NameServer(record.server(), addresses));
            }
        }
        DnsAnswer start = resolve(apex, DnsType.SOA, deadline);
        Duration negativeTtl = start.records(DnsRecord.StartOfAuthority.class).stream()
                .map(DnsRecord.StartOfAuthority::negativeTtl)
                .findFirst()
                .orElse(Duration.ZERO);
        return new Zone(apex, servers, negativeTtl);
    }

    private List<IpAddress> addresses(DnsName server, DnsType type, Deadline deadline) {
        return resolve(server, type, deadline).records(DnsRecord.Address.class).stream()
                .map(DnsRecord.Address::address)
                .limit(MOST_ADDRESSES)
                .toList();
    }

    private DnsAnswer resolve(DnsName name, DnsType type, Deadline deadline) {
        DnsQuestion question = DnsQuestion.of(name, type);
        return deadline.isOver()
                ? new DnsAnswer.Unavailable(question, Trouble.TIMEOUT, "no time was left to ask", "")
                : resolver.resolve(question, deadline.left());
    }
}
