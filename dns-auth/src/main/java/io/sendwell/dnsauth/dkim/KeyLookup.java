package io.sendwell.dnsauth.dkim;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.internal.time.Deadline;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks for the keys of one message, each once, all within one deadline. For one thread. */
final class KeyLookup {

    /**
     * What was found under one name.
     *
     * @param fault why there is no key; empty when there is a record that can be read
     */
    record Answer(Optional<DkimVerdict> fault, Optional<PublishedKey> key) {

        private static Answer none(DkimReason reason, String detail) {
            return new Answer(Optional.of(new DkimVerdict(reason, detail)), Optional.empty());
        }
    }

    private final DnsResolver resolver;
    private final Deadline deadline;
    private final Map<DnsName, Answer> answers = new HashMap<>();

    KeyLookup(DnsResolver resolver, Duration patience) {
        this.resolver = resolver;
        this.deadline = Deadline.in(patience);
    }

    Answer key(DnsName name) {
        return answers.computeIfAbsent(name, this::ask);
    }

    private Answer ask(DnsName name) {
        if (deadline.isOver()) {
            return Answer.none(DkimReason.KEY_UNAVAILABLE, "No time was left to ask for " + name + ".");
        }
        DnsAnswer answer = resolver.resolve(DnsQuestion.of(name, DnsType.TXT), deadline.left());
        return answer.fold(
                found -> read(name, found),
                noData -> Answer.none(DkimReason.NO_KEY_RECORD, "There is no TXT record at " + name + "."),
                noName -> Answer.none(DkimReason.NO_KEY_RECORD, "There is no name " + name + "."),
                trouble -> Answer.none(
                        DkimReason.KEY_UNAVAILABLE, trouble.trouble() + " at " + name + ": " + trouble.detail()));
    }

    private static Answer read(DnsName name, DnsAnswer.Found found) {
        List<DkimRecord> records = found.records(DnsRecord.Text.class).stream()
                .map(text -> DkimRecord.parse(text.joined()))
                .toList();
        // RFC 6376 section 3.6.1: records of another version, such as SPF below a wildcard, are as good as not there.
        List<DkimRecord> candidates = records.stream()
                .filter(record -> !record.faults().contains(KeyRecordFault.UNKNOWN_VERSION))
                .toList();
        if (records.isEmpty()) {
            return Answer.none(DkimReason.NO_KEY_RECORD, "There is no TXT record at " + name + ".");
        }
        if (candidates.isEmpty()) {
            return Answer.none(DkimReason.KEY_RECORD_VERSION, records.get(0).text());
        }
        if (candidates.size() > 1) {
            return Answer.none(
                    DkimReason.SEVERAL_KEY_RECORDS, "There are " + candidates.size() + " records at " + name + ".");
        }
        return new Answer(
                Optional.empty(),
                Optional.of(
                        new PublishedKey(name, candidates.get(0), found.server(), found.ttl(), found.authenticated())));
    }
}
