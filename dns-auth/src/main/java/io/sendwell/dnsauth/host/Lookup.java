package io.sendwell.dnsauth.host;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.internal.time.Deadline;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The questions of one check, and what went wrong with them. For one thread. */
final class Lookup {

    private final DnsResolver resolver;
    private final Deadline deadline;
    private final List<DomainFinding> troubles = new ArrayList<>();

    Lookup(DnsResolver resolver, Deadline deadline) {
        this.resolver = resolver;
        this.deadline = deadline;
    }

    Deadline deadline() {
        return deadline;
    }

    DnsAnswer ask(DnsName name, DnsType type) {
        DnsAnswer answer = resolver.resolve(DnsQuestion.of(name, type), deadline.left());
        if (answer instanceof DnsAnswer.Unavailable trouble) {
            troubles.add(DomainFinding.notChecked(HostFinding.HOST_DNS_UNAVAILABLE)
                    .with("question", answer.question())
                    .with("trouble", trouble.trouble()));
        }
        return answer;
    }

    /** The texts at a name that begin with this version, up to a semicolon, blank or end. */
    List<String> texts(DnsName name, String version) {
        return ask(name, DnsType.TXT).records(DnsRecord.Text.class).stream()
                .map(DnsRecord.Text::joined)
                .filter(text -> FieldList.hasVersion(text, version))
                .toList();
    }

    /** Both kinds of addresses of a name; empty and {@link #failed()} when they could not be asked for. */
    Addresses addresses(DnsName name) {
        List<IpAddress> found = new ArrayList<>();
        Optional<DnsName> alias = Optional.empty();
        for (DnsType type : List.of(DnsType.A, DnsType.AAAA)) {
            DnsAnswer answer = ask(name, type);
            answer.records(DnsRecord.Address.class).forEach(record -> found.add(record.address()));
            if (!aliases(answer).isEmpty()) {
                alias = Optional.of(aliases(answer).get(aliases(answer).size() - 1));
            }
        }
        return new Addresses(found, alias);
    }

    /**
     * Where a name leads.
     *
     * @param alias the last name that aliases led to; empty when the name is none
     */
    record Addresses(List<IpAddress> all, Optional<DnsName> alias) {}

    private static List<DnsName> aliases(DnsAnswer answer) {
        return answer.fold(
                DnsAnswer.Found::aliases,
                DnsAnswer.NoData::aliases,
                DnsAnswer.NoSuchName::aliases,
                unavailable -> List.of());
    }

    /** Whether a question stayed without an answer, so that what was not found may still be there. */
    boolean failed() {
        return !troubles.isEmpty();
    }

    /** How many questions stayed without an answer so far. */
    int failures() {
        return troubles.size();
    }

    /** What could not be asked, the first of it; empty when everything was answered. */
    List<DomainFinding> troubles() {
        return troubles.isEmpty() ? List.of() : List.of(troubles.get(0));
    }
}
