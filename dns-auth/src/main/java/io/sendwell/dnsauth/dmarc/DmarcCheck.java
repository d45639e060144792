package io.sendwell.dnsauth.dmarc;

import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.dmarc.DmarcProblem.Kind;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.identity.DmarcPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Examines what a domain publishes for DMARC. Threads share it. */
public final class DmarcCheck {

    /** Domains that take reports and are asked whether they agreed. */
    private static final int MAX_REPORT_DOMAINS = 5;

    // Nobody publishes it, and it is the same each time, so that a recorded check can be replayed.
    private static final String UNPUBLISHED_LABEL = "_sendwell-nobody";

    private static final Set<Kind> MISTAKES = EnumSet.of(
            Kind.BAD_VALUE, Kind.BAD_ADDRESS, Kind.DUPLICATE_TAG, Kind.NO_TAG, Kind.LEADING_BLANK, Kind.TOO_LONG);

    private final DmarcDiscovery discovery;

    /** Examines what this discovery finds. */
    public DmarcCheck(DmarcDiscovery discovery) {
        this.discovery = discovery;
    }

    /**
     * Examines a domain.
     *
     * @param reportsTo whom a record that is to be published names for reports
     * @param patience for all questions together; more than zero
     */
    public DmarcReport check(DomainName domain, EmailAddress reportsTo, Duration patience) {
        DiscoverySession session = discovery.begin(patience);
        DiscoveredPolicy policy = session.policyOf(domain);
        return new DmarcReport(policy, new Case(session, policy, reportsTo).findings());
    }

    /** What is to be said of a planned message: that it rests on SPF alone where the policy asks for rejection. */
    public static List<DomainFinding> findings(DmarcPrediction prediction) {
        boolean rejects = prediction.policy().rfc9989().declared() == DmarcPolicy.REJECT
                || prediction.policy().rfc7489().declared() == DmarcPolicy.REJECT;
        return rejects && prediction.grade() == DmarcGrade.PASSES_BY_SPF_ONLY
                ? List.of(DomainFinding.fail(DmarcFinding.DMARC_REJECT_ON_SPF_ALONE)
                        .with("domain", prediction.policy().authorDomain()))
                : List.of();
    }

    /** One domain under examination. */
    private static final class Case {

        private final DiscoverySession session;
        private final DiscoveredPolicy policy;
        private final DomainName domain;
        private final DnsName place;
        private final EmailAddress reportsTo;
        private final List<DomainFinding> findings = new ArrayList<>();

        Case(DiscoverySession session, DiscoveredPolicy policy, EmailAddress reportsTo) {
            this.session = session;
            this.policy = policy;
            this.domain = policy.authorDomain();
            this.place =
                    DnsName.tryParse(DmarcLookup.LABEL + "." + domain.ascii()).orElse(DnsName.of(domain));
            this.reportsTo = reportsTo;
        }

        List<DomainFinding> findings() {
            if (policy.own().isUnavailable() || policy.rfc9989().declared() == DmarcPolicy.UNKNOWN) {
                findings.add(
                        DomainFinding.notChecked(DmarcFinding.DMARC_UNAVAILABLE).with("domain", domain));
                return findings;
            }
            examineTexts();
            examinePolicy();
            policy.rfc9989().record().ifPresent(this::examineRecord);
            if (policy.generationsDiffer()
                    && policy.rfc9989().organizationalDomain().isPresent()) {
                examineDifference();
            }
            return findings;
        }

        private void examineTexts() {
            if (policy.own().records().size() > 1) {
                findings.add(DomainFinding.fail(DmarcFinding.DMARC_TWO_RECORDS)
                        .with("name", place)
                        .with("count", policy.own().records().size()));
            }
            policy.own().otherTexts().stream()
                    .map(DmarcRecord::text)
                    .filter(Case::looksLikeDmarc)
                    .findFirst()
                    .ifPresent(text -> findings.add(DomainFinding.fail(DmarcFinding.DMARC_NOT_RECOGNISED)
                            .with("name", place)
                            .with("record", text)));
            if (policy.own().answer() instanceof DnsAnswer.Found && isWildcard()) {
                findings.add(DomainFinding.fail(DmarcFinding.DMARC_WILDCARD)
                        .with("domain", domain)
                        .with("name", place));
            }
        }

        private boolean isWildcard() {
            return textsAt(UNPUBLISHED_LABEL + "." + domain.ascii())
                    .equals(policy.own().answer().records(DnsRecord.Text.class).stream()
                            .map(DnsRecord.Text::joined)
                            .toList());
        }

        private void examinePolicy() {
            DmarcView view = policy.rfc9989();
            if (view.declared() != DmarcPolicy.ABSENT) {
                findings.add(DomainFinding.pass(DmarcFinding.DMARC_NONE)
                        .with("domain", domain)
                        .with("policy", view.declared().name().toLowerCase(Locale.ROOT)));
                if (view.declared() == DmarcPolicy.NONE) {
                    findings.add(
                            DomainFinding.fail(DmarcFinding.DMARC_POLICY_NONE).with("domain", domain));
                }
                return;
            }
            if (view.record().isPresent()) {
                findings.add(DomainFinding.fail(DmarcFinding.DMARC_WITHOUT_EFFECT)
                        .with("domain", domain)
                        .with("record", view.record().get().text()));
                return;
            }
            Optional<String> misplaced = misplaced();
            if (misplaced.isPresent()) {
                findings.add(DomainFinding.fail(DmarcFinding.DMARC_WRONG_PLACE)
                        .with("found", misplaced.get())
                        .with("name", place));
            } else if (policy.own().records().isEmpty()) {
                findings.add(DomainFinding.fail(DmarcFinding.DMARC_NONE)
                        .with("domain", domain)
                        .with("name", place)
                        .publishing(DnsEntry.txt(place, "v=DMARC1; p=none; rua=mailto:" + uri(reportsTo))));
            }
        }

        /** RFC 9989 section 4.8 encodes commas and exclamation marks; all but plain characters are (RFC 6068 section 2). */
        private static String uri(EmailAddress address) {
            StringBuilder uri = new StringBuilder();
            for (byte octet : address.toString().getBytes(StandardCharsets.UTF_8)) {
                char c = (char) (octet & 0xFF);
                boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
                uri.append(
                        plain || "@.-_~+=$&'*/".indexOf(c) >= 0
                                ? String.valueOf(c)
                                : String.format(Locale.ROOT, "%%%02X", (int) c));
            }
            return uri.toString();
        }

        private Optional<String> misplaced() {
            for (String name : List.of(
                    domain.ascii(), "dmarc." + domain.ascii(), "_dmarc." + domain.ascii() + "." + domain.ascii())) {
                if (textsAt(name).stream().anyMatch(Case::looksLikeDmarc)) {
                    return Optional.of(name);
                }
            }
            return Optional.empty();
        }

        private static boolean looksLikeDmarc(String text) {
            String start = text.length() > 20 ? text.substring(0, 20) : text;
            return start.toUpperCase(Locale.ROOT).contains("DMARC");
        }

        private void examineRecord(DmarcRecord record) {
            record.problems().stream()
                    .filter(problem -> MISTAKES.contains(problem.kind()))
                    .findFirst()
                    .ifPresent(problem -> findings.add(DomainFinding.fail(DmarcFinding.DMARC_SYNTAX)
                            .with("record", record.text())
                            .with("piece", problem.text())
                            .with("position", problem.position() + 1)));
            record.problems().stream()
                    .filter(problem -> problem.kind() == Kind.REMOVED_TAG)
                    .findFirst()
                    .ifPresent(problem -> findings.add(
                            DomainFinding.fail(DmarcFinding.DMARC_REMOVED_TAG).with("tag", problem.text())));
            if (record.policy().isPresent()
                    && record.subdomainPolicy()
                            .filter(other -> other != record.policy().get())
                            .isPresent()) {
                findings.add(DomainFinding.fail(DmarcFinding.DMARC_SUBDOMAIN_POLICY)
                        .with("domain", policy.rfc9989().policyDomain().orElse(domain))
                        .with("policy", word(record.policy().get()))
                        .with("other", word(record.subdomainPolicy().get())));
            }
            record.aggregateReports().stream()
                    .flatMap(address -> address.domain().stream())
                    .distinct()
                    .limit(MAX_REPORT_DOMAINS)
                    .forEach(this::examineReportDomain);
        }

        private static String word(DmarcPolicy value) {
            return value.name().toLowerCase(Locale.ROOT);
        }

        private void examineReportDomain(DomainName reportDomain) {
            DomainName published = policy.rfc9989().policyDomain().orElse(domain);
            if (session.organizationalDomain(reportDomain, DmarcGeneration.RFC7489)
                    .equals(session.organizationalDomain(published, DmarcGeneration.RFC7489))) {
                return;
            }
            Optional<DnsName> name = DnsName.tryParse(published + "._report._dmarc." + reportDomain);
            if (name.isEmpty()) {
                return;
            }
            DnsAnswer answer = session.questions().ask(DnsQuestion.of(name.get(), DnsType.TXT));
            boolean agreed = answer.records(DnsRecord.Text.class).stream()
                    .anyMatch(text -> DmarcRecord.parse(text.joined()).isDmarc());
            if (!agreed && !(answer instanceof DnsAnswer.Unavailable)) {
                findings.add(DomainFinding.fail(DmarcFinding.DMARC_REPORTS_NOT_AUTHORIZED)
                        .with("domain", published)
                        .with("reports", reportDomain)
                        .publishing(DnsEntry.txt(name.get(), "v=DMARC1")));
            }
        }

        private void examineDifference() {
            findings.add(DomainFinding.fail(DmarcFinding.DMARC_GENERATIONS_DIFFER)
                    .with("domain", domain)
                    .with("policy", word(policy.rfc9989().declared()))
                    .with(
                            "organization",
                            policy.rfc9989().organizationalDomain().orElse(domain))
                    .with("oldPolicy", word(policy.rfc7489().declared()))
                    .with(
                            "oldOrganization",
                            policy.rfc7489().organizationalDomain().orElse(domain)));
        }

        private List<String> textsAt(String name) {
            return DnsName.tryParse(name)
                    .map(found -> session.questions().ask(DnsQuestion.of(found, DnsType.TXT)))
                    .map(answer -> answer.records(DnsRecord.Text.class))
                    .orElse(List.of())
                    .stream()
                    .map(DnsRecord.Text::joined)
                    .toList();
        }
    }
}
