package io.sendwell.dnsauth.web;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Answers that change from question to question, which no zone file can say: a name that points elsewhere the second time
 * it is asked for. The last answer stays.
 */
public final class ScriptedDns implements DnsResolver {

    private static final Duration TTL = Duration.ofMinutes(5);
    private static final String SERVER = "192.0.2.53:53";

    private final Map<DnsQuestion, Deque<DnsAnswer>> answers = new HashMap<>();
    private final List<DnsQuestion> asked = new ArrayList<>();

    /** Knows no name at first. */
    public ScriptedDns() {}

    /** The next answer for a name: these addresses, of both families. */
    public ScriptedDns address(String name, String... addresses) {
        for (DnsType type : List.of(DnsType.A, DnsType.AAAA)) {
            List<DnsRecord> records = new ArrayList<>();
            for (String address : addresses) {
                DnsRecord record = new DnsRecord.Address(IpAddress.parse(address));
                if (record.type() == type) {
                    records.add(record);
                }
            }
            add(DnsQuestion.of(name, type), records);
        }
        return this;
    }

    /** The next answer for a name: these texts. */
    public ScriptedDns text(DnsName name, String... texts) {
        return add(
                DnsQuestion.of(name, DnsType.TXT),
                List.of(texts).stream().<DnsRecord>map(DnsRecord.Text::of).toList());
    }

    /** The next answer for a name: none, for reasons that may pass. */
    public ScriptedDns unavailable(DnsName name, DnsType type) {
        DnsQuestion question = DnsQuestion.of(name, type);
        return answer(
                new DnsAnswer.Unavailable(question, DnsAnswer.Trouble.SERVER_FAILURE, "The server failed.", SERVER));
    }

    /** The next answer to its question. */
    public ScriptedDns answer(DnsAnswer answer) {
        answers.computeIfAbsent(answer.question(), question -> new ArrayDeque<>())
                .add(answer);
        return this;
    }

    /** Every question so far. */
    public List<DnsQuestion> asked() {
        return List.copyOf(asked);
    }

    private ScriptedDns add(DnsQuestion question, List<DnsRecord> records) {
        return answer(
                records.isEmpty()
                        ? new DnsAnswer.NoData(question, List.of(), TTL, false, SERVER)
                        : new DnsAnswer.Found(question, records, List.of(), TTL, false, SERVER));
    }

    @Override
    public DnsAnswer resolve(DnsQuestion question, Duration patience) {
        asked.add(question);
        Deque<DnsAnswer> script = answers.getOrDefault(question, new ArrayDeque<>());
        if (script.isEmpty()) {
            return new DnsAnswer.NoSuchName(question, List.of(), TTL, false, SERVER);
        }
        return script.size() > 1 ? script.remove() : script.element();
    }

    @Override
    public DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience) {
        return resolve(question, patience);
    }
}
