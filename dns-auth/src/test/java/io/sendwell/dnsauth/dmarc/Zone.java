package io.sendwell.dnsauth.dmarc;

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
import java.util.Set;

/** The DNS as a map, which counts what it is asked: for rules that have nothing to do with the way to a server. */
final class Zone implements DnsResolver {

    static final Duration TTL = Duration.ofHours(1);

    private final Map<DnsQuestion, List<DnsRecord>> records = new HashMap<>();
    private final Map<DnsName, DnsName> aliases = new HashMap<>();
    private final Set<DnsName> broken = new HashSet<>();
    final List<DnsQuestion> asked = new ArrayList<>();

    Zone txt(String name, String... texts) {
        for (String text : texts) {
            add(name, DnsRecord.Text.of(text));
        }
        return this;
    }

    Zone mx(String name, String exchange) {
        return add(name, new DnsRecord.MailExchange(10, DnsName.parse(exchange)));
    }

    Zone address(String name, String address) {
        return add(name, new DnsRecord.Address(IpAddress.parse(address)));
    }

    Zone add(String name, DnsRecord record) {
        records.computeIfAbsent(DnsQuestion.of(name, record.type()), question -> new ArrayList<>())
                .add(record);
        return this;
    }

    Zone remove(String name, DnsType type) {
        records.remove(DnsQuestion.of(name, type));
        return this;
    }

    Zone alias(String name, String target) {
        aliases.put(DnsName.parse(name), DnsName.parse(target));
        return this;
    }

    Zone broken(String name) {
        broken.add(DnsName.parse(name));
        return this;
    }

    Zone repaired(String name) {
        broken.remove(DnsName.parse(name));
        return this;
    }

    List<String> askedTexts() {
        return asked.stream()
                .filter(question -> question.type() == DnsType.TXT)
                .map(question -> question.name().toString())
                .toList();
    }

    @Override
    public DnsAnswer resolve(DnsQuestion question, Duration patience) {
        asked.add(question);
        if (broken.contains(question.name())) {
            return new DnsAnswer.Unavailable(question, DnsAnswer.Trouble.SERVER_FAILURE, "broken for the test", "");
        }
        DnsName owner = question.name();
        List<DnsName> through = new ArrayList<>();
        while (aliases.containsKey(owner)) {
            owner = aliases.get(owner);
            through.add(owner);
        }
        List<DnsRecord> found = records.get(DnsQuestion.of(owner, question.type()));
        if (found != null) {
            return new DnsAnswer.Found(question, found, through, TTL, false, "zone");
        }
        DnsName name = owner;
        boolean exists =
                records.keySet().stream().anyMatch(known -> known.name().isSameOrBelow(name))
                        || aliases.keySet().stream().anyMatch(known -> known.isSameOrBelow(name));
        return exists
                ? new DnsAnswer.NoData(question, through, TTL, false, "zone")
                : new DnsAnswer.NoSuchName(question, through, TTL, false, "zone");
    }

    @Override
    public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
        return resolve(question, patience);
    }
}
