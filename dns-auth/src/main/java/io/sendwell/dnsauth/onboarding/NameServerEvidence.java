package io.sendwell.dnsauth.onboarding;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.dnsauth.resolver.Propagation;
import io.sendwell.dnsauth.resolver.PropagationReport;
import io.sendwell.dnsauth.resolver.ServerView;
import io.sendwell.domain.DomainVerdict;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks each of a zone's own name servers for the texts that a check looked for: where they are already, and when every
 * resolver will have them.
 *
 * <p>Adds evidence and changes no verdict: receivers ask resolvers, and a server that is silent to us is no fault of the
 * customer's.
 */
final class NameServerEvidence {

    /** What is one text at one name; the other parts are judged as a whole. */
    private static final Set<OnboardingPart> ASKED_FOR = Set.of(OnboardingPart.OWNERSHIP, OnboardingPart.DKIM);

    // A part of the patience of a check, so that silent servers do not cost the parts that come later.
    private static final Duration MOST_TIME = Duration.ofSeconds(5);

    private final Propagation propagation;
    private final InstantSource clock;

    NameServerEvidence(Propagation propagation, InstantSource clock) {
        this.propagation = propagation;
        this.clock = clock;
    }

    /** The same report with what the name servers say. */
    StepReport addedTo(StepReport report, Deadline deadline) {
        if (!ASKED_FOR.contains(report.part())) {
            return report;
        }
        List<StepEvidence> evidence = new ArrayList<>(report.evidence());
        List<DomainFinding> findings = new ArrayList<>(report.findings());
        Optional<Instant> everywhereAt = Optional.empty();
        for (StepEvidence seen : report.evidence()) {
            Optional<DnsName> name = nameOf(seen);
            if (name.isPresent() && !deadline.isOver()) {
                PropagationReport found = ask(name.get(), seen, report.verdict(), deadline);
                found.servers().stream()
                        .filter(ServerView::isTelling)
                        .map(server ->
                                new StepEvidence(seen.where(), seen.wanted(), texts(server.answer()), server.where()))
                        .forEach(evidence::add);
                everywhereAt = later(everywhereAt, found);
                if (report.verdict() != DomainVerdict.PASSED && found.publishedAt() > 0) {
                    findings.addAll(found.findings());
                }
            }
        }
        return new StepReport(report.part(), report.need(), report.verdict(), evidence, findings, everywhereAt);
    }

    /** Empty for a file, whose place is a URL. */
    private static Optional<DnsName> nameOf(StepEvidence seen) {
        return seen.where().contains("/") ? Optional.empty() : DnsName.tryParse(seen.where());
    }

    private PropagationReport ask(DnsName name, StepEvidence seen, DomainVerdict verdict, Deadline deadline) {
        Set<String> wanted = new HashSet<>(Set.of(seen.wanted()));
        if (verdict == DomainVerdict.PASSED) {
            wanted.addAll(seen.found());
        }
        return propagation.check(
                DnsQuestion.of(name, DnsType.TXT),
                answer -> texts(answer).stream().anyMatch(wanted::contains),
                deadline.leftAtMost(MOST_TIME));
    }

    private static List<String> texts(DnsAnswer answer) {
        return answer.records(DnsRecord.Text.class).stream()
                .map(DnsRecord.Text::joined)
                .toList();
    }

    private Optional<Instant> later(Optional<Instant> before, PropagationReport found) {
        Optional<Instant> at = found.everywhereIn().map(clock.instant()::plus);
        return before.isPresent() && (at.isEmpty() || before.get().isAfter(at.get())) ? before : at;
    }
}
