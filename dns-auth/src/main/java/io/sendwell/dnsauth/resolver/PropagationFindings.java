package io.sendwell.dnsauth.resolver;

import io.sendwell.check.FindingStatus;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.dnsauth.resolver.ServerView.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The findings of a look at the name servers. */
final class PropagationFindings {

    private PropagationFindings() {}

    static DomainFinding withoutZone(DnsQuestion question, ZoneSearch search) {
        if (search instanceof ZoneSearch.NotRegistered) {
            return DomainFinding.fail(DnsFinding.DNS_NOT_REGISTERED).with("name", question.name());
        }
        String detail =
                search instanceof ZoneSearch.Unknown unknown ? unknown.answer().detail() : "";
        return serversUnknown(question, detail);
    }

    private static DomainFinding serversUnknown(DnsQuestion question, String detail) {
        return DomainFinding.notChecked(DnsFinding.DNS_SERVERS_UNKNOWN)
                .with("name", question.name())
                .with("detail", detail);
    }

    /** What the views of the servers add up to; the findings of the report itself are not looked at. */
    static List<DomainFinding> of(PropagationReport report, Optional<DnsEntry> entry) {
        List<DomainFinding> findings = new ArrayList<>();
        publication(report)
                .ifPresent(finding -> findings.add(
                        finding.status() == FindingStatus.PASS || entry.isEmpty()
                                ? finding
                                : finding.publishing(entry.get())));
        disagreement(report).ifPresent(findings::add);
        if (isRefusedOnlyByTheResolver(report)) {
            findings.add(DnssecCheck.broken(report.question().name()));
        }
        report.visibleIn().filter(time -> !time.isZero()).ifPresent(time -> findings.add(notYetVisible(report, time)));
        servers(report, State.LAME, DnsFinding.DNS_SERVER_LAME).ifPresent(findings::add);
        servers(report, State.NO_ANSWER, DnsFinding.DNS_SERVER_SILENT).ifPresent(findings::add);
        servers(report, State.NOT_PUBLIC, DnsFinding.DNS_SERVER_NOT_PUBLIC).ifPresent(findings::add);
        return findings;
    }

    private static Optional<DomainFinding> publication(PropagationReport report) {
        int telling = report.telling();
        if (telling == 0) {
            boolean elsewhere = report.servers().stream().anyMatch(view -> view.state() == State.ALIAS_ELSEWHERE);
            return elsewhere
                    ? Optional.empty()
                    : Optional.of(serversUnknown(report.question(), "no name server of the zone told what it has"));
        }
        if (report.isPublished()) {
            return Optional.of(about(DomainFinding.pass(DnsFinding.DNS_NOT_PUBLISHED), report)
                    .with("count", telling));
        }
        if (report.publishedAt() > 0) {
            return Optional.of(about(DomainFinding.fail(DnsFinding.DNS_PARTLY_PUBLISHED), report)
                    .with("count", report.publishedAt())
                    .with("servers", telling)
                    .with("missing", where(report, view -> view.isTelling() && view.state() != State.WANTED)));
        }
        Optional<ServerView> other = report.servers().stream()
                .filter(view -> view.state() == State.OTHER_VALUE)
                .findFirst();
        return Optional.of(other.map(view -> about(DomainFinding.fail(DnsFinding.DNS_OTHER_VALUE), report)
                        .with("found", PublishedValue.of(view.answer())))
                .orElseGet(() -> about(DomainFinding.fail(DnsFinding.DNS_NOT_PUBLISHED), report)
                        .with("count", telling)));
    }

    /** Most often because its signatures do not fit (RFC 4035 section 5.5). */
    private static boolean isRefusedOnlyByTheResolver(PropagationReport report) {
        return report.telling() > 0
                && report.resolverAnswer() instanceof DnsAnswer.Unavailable unavailable
                && unavailable.trouble() == DnsAnswer.Trouble.SERVER_FAILURE;
    }

    /** Servers that differ though none has what is wanted; otherwise {@code DNS_PARTLY_PUBLISHED} says it better. */
    private static Optional<DomainFinding> disagreement(PropagationReport report) {
        long different = report.servers().stream()
                .filter(ServerView::isTelling)
                .map(view ->
                        new HashSet<>(List.of(PublishedValue.of(view.answer()).split(" \\| "))))
                .distinct()
                .count();
        return report.publishedAt() == 0 && different > 1
                ? Optional.of(about(DomainFinding.fail(DnsFinding.DNS_SERVERS_DISAGREE), report))
                : Optional.empty();
    }

    private static DomainFinding notYetVisible(PropagationReport report, Duration time) {
        return about(DomainFinding.fail(DnsFinding.DNS_NOT_YET_VISIBLE), report)
                .with("minutes", Math.max(1, time.plusSeconds(59).toMinutes()));
    }

    private static Optional<DomainFinding> servers(PropagationReport report, State state, DnsFinding code) {
        String servers = where(report, view -> view.state() == state);
        return servers.isEmpty()
                ? Optional.empty()
                : Optional.of(DomainFinding.fail(code)
                        .with(
                                "zone",
                                report.zone()
                                        .map(zone -> zone.apex().toString())
                                        .orElse(""))
                        .with("server", servers));
    }

    private static String where(PropagationReport report, Predicate<ServerView> which) {
        return report.servers().stream().filter(which).map(ServerView::where).collect(Collectors.joining(", "));
    }

    private static DomainFinding about(DomainFinding finding, PropagationReport report) {
        return finding.with("name", report.question().name())
                .with("type", report.question().type());
    }
}
