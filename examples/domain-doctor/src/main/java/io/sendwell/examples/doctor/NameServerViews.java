package io.sendwell.examples.doctor;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingCode;
import io.sendwell.dnsauth.resolver.DnsFinding;
import io.sendwell.dnsauth.resolver.Propagation;
import io.sendwell.dnsauth.resolver.PropagationReport;
import io.sendwell.dnsauth.resolver.ServerView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a domain's name servers say one by one, where that is not the same everywhere. For one thread. */
final class NameServerViews {

    /** Of one server, and found again at every question to it. */
    private static final Set<FindingCode> OF_SERVERS =
            Set.of(DnsFinding.DNS_SERVER_LAME, DnsFinding.DNS_SERVER_SILENT, DnsFinding.DNS_SERVER_NOT_PUBLIC);

    private final Propagation propagation;
    private final List<String> facts = new ArrayList<>();
    private final Map<FindingCode, DomainFinding> ofServers = new LinkedHashMap<>();
    private final List<DomainFinding> ofRecords = new ArrayList<>();

    NameServerViews(Propagation propagation) {
        this.propagation = propagation;
    }

    /**
     * Compares the name servers with each other, and with what the resolver says.
     *
     * @param seen what the resolver says
     */
    void compare(DnsAnswer seen, Duration patience) {
        if (seen instanceof DnsAnswer.Unavailable) {
            return;
        }
        DnsQuestion question = seen.question();
        PropagationReport report =
                propagation.check(question, answer -> !said(answer).equals(said(seen)), patience);
        List<ServerView> telling =
                report.servers().stream().filter(ServerView::isTelling).toList();
        if (telling.stream().map(view -> said(view.answer())).distinct().count() > 1) {
            ofRecords.add(DomainFinding.fail(DnsFinding.DNS_SERVERS_DISAGREE)
                    .with("name", question.name())
                    .with("type", question.type()));
            telling.forEach(view -> facts.add(view.where() + " says of " + question + ": " + shown(view.answer())));
        }
        for (DomainFinding finding : report.findings()) {
            if (OF_SERVERS.contains(finding.code())) {
                ofServers.putIfAbsent(finding.code(), finding);
            } else if (finding.code() == DnsFinding.DNS_NOT_YET_VISIBLE) {
                ofRecords.add(finding);
            }
        }
    }

    private static Set<DnsRecord> said(DnsAnswer answer) {
        return new HashSet<>(answer.records(DnsRecord.class));
    }

    private static String shown(DnsAnswer answer) {
        List<String> shown = new ArrayList<>();
        for (DnsRecord record : answer.records(DnsRecord.class)) {
            if (record instanceof DnsRecord.Text text) {
                shown.add(text.joined());
            } else if (record instanceof DnsRecord.MailExchange mail) {
                shown.add(mail.preference() + " " + mail.exchange());
            } else {
                shown.add(record.toString());
            }
        }
        return shown.isEmpty() ? "nothing" : String.join(" | ", shown);
    }

    /** Where servers differ, who says what. */
    List<String> facts() {
        return facts;
    }

    /** What is wrong with servers, and where they differ; empty when they agree. */
    List<DomainFinding> findings() {
        List<DomainFinding> findings = new ArrayList<>(ofRecords);
        findings.addAll(ofServers.values());
        return findings;
    }
}
