package io.sendwell.dnsauth.spf;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records in memory, for tests that are not about the DNS. */
final class MapResolver implements DnsResolver {

    private static final Duration TTL = Duration.ofMinutes(5);

    private final Map<DnsName, List<DnsRecord>> zone = new HashMap<>();
    private final Set<DnsQuestion> silent = new HashSet<>();
    private final List<DnsQuestion> asked = new ArrayList<>();

    /** The same records, to which more can be added. */
    MapResolver copy() {
        MapResolver copy = new MapResolver();
        zone.forEach((name, records) -> copy.zone.put(name, new ArrayList<>(records)));
        copy.silent.addAll(silent);
        return copy;
    }

    MapResolver txt(String name, String text) {
        return add(name, DnsRecord.Text.of(text));
    }

    MapResolver host(String name, String... addresses) {
        for (String address : addresses) {
            add(name, new DnsRecord.Address(IpAddress.parse(address)));
        }
        return this;
    }

    MapResolver mx(String name, String... exchanges) {
        for (String exchange : exchanges) {
            add(name, new DnsRecord.MailExchange(10, DnsName.parse(exchange)));
        }
        return this;
    }

    MapResolver add(String name, DnsRecord record) {
        zone.computeIfAbsent(DnsName.parse(name), key -> new ArrayList<>()).add(record);
        return this;
    }

    MapResolver silent(String name, DnsType type) {
        zone.computeIfAbsent(DnsName.parse(name), key -> new ArrayList<>());
        silent.add(DnsQuestion.of(name, type));
        return this;
    }

    synchronized List<DnsQuestion> asked() {
        return List.copyOf(asked);
    }

    @Override
    public synchronized DnsAnswer resolve(DnsQuestion question, Duration patience) {
        asked.add(question);
        List<DnsName> aliases = new ArrayList<>();
        DnsName name = question.name();
        while (true) {
            if (silent.contains(new DnsQuestion(name, question.type()))) {
                return new DnsAnswer.Unavailable(question, DnsAnswer.Trouble.SERVER_FAILURE, "SERVFAIL", "");
            }
            List<DnsRecord> records = zone.get(name);
            if (records == null) {
                return new DnsAnswer.NoSuchName(question, aliases, TTL, false, "");
            }
            List<DnsRecord> found = records.stream()
                    .filter(record -> record.type() == question.type())
                    .toList();
            if (!found.isEmpty()) {
                return new DnsAnswer.Found(question, found, aliases, TTL, false, "");
            }
            Optional<DnsRecord> alias =
                    records.stream().filter(DnsRecord.Alias.class::isInstance).findFirst();
            if (alias.isEmpty()) {
                return new DnsAnswer.NoData(question, aliases, TTL, false, "");
            }
            name = ((DnsRecord.Alias) alias.get()).target();
            if (aliases.contains(name)) {
                return new DnsAnswer.Unavailable(question, DnsAnswer.Trouble.MALFORMED, "Aliases in a circle.", "");
            }
            aliases.add(name);
        }
    }

    @Override
    public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
        return resolve(question, patience);
    }
}
