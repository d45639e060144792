package io.sendwell.dnsauth.spf;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dnsauth.finding.DomainFinding;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What is to be said about a record, published or planned, whatever it is needed for. */
final class RecordReview {

    /** RFC 7208 section 3.4: with less, the answer fits 512 octets under most names. */
    private static final int ADVISED_OCTETS = 450;

    /** An answer by UDP without EDNS (RFC 1035 section 4.2.1). */
    private static final int ANSWER_OCTETS = 512;

    private static final int HEADER_OCTETS = 12;

    /** Compressed name, type, class, TTL and length of one record. */
    private static final int RECORD_OCTETS = 12;

    private RecordReview() {}

    /** The mistakes that break the record, each with what was meant when that is clear. */
    static List<DomainFinding> mistakes(DnsName domain, SpfRecord record) {
        List<DomainFinding> findings = new ArrayList<>();
        for (SpfMistake mistake : record.mistakes()) {
            if (mistake.kind().breaksRecord() && mistake.kind() != SpfMistake.Kind.VERSION) {
                SpfFinding code = mistake.kind() == SpfMistake.Kind.BLANK_BEFORE_ALL
                        ? SpfFinding.SPF_BLANK_BEFORE_ALL
                        : mistake.replacement().isPresent() ? SpfFinding.SPF_TYPO : SpfFinding.SPF_SYNTAX;
                findings.add(DomainFinding.fail(code)
                        .with("domain", domain)
                        .with("found", mistake.found())
                        // Counted from 1, as people do.
                        .with("position", mistake.position() + 1)
                        .with("meant", mistake.replacement().orElse(""))
                        .with("kind", kind(mistake)));
            }
        }
        return findings;
    }

    /** Parts that do nothing, and parts that do harm. */
    static List<DomainFinding> flags(DnsName domain, SpfRecord record) {
        List<DomainFinding> findings = new ArrayList<>();
        for (SpfMistake mistake : record.mistakes()) {
            if (!mistake.kind().breaksRecord()) {
                findings.add(DomainFinding.fail(SpfFinding.SPF_WITHOUT_EFFECT)
                        .with("domain", domain)
                        .with("found", mistake.found())
                        .with("position", mistake.position() + 1)
                        .with("kind", kind(mistake)));
            }
        }
        Set<String> seen = new HashSet<>();
        for (SpfTerm term : record.terms()) {
            if (term instanceof SpfTerm.Ptr) {
                findings.add(DomainFinding.fail(SpfFinding.SPF_PTR)
                        .with("domain", domain)
                        .with("found", term.text()));
            }
            if (term instanceof SpfTerm.Mechanism && !seen.add(SpfTypos.lowerCase(term.text()))) {
                findings.add(DomainFinding.fail(SpfFinding.SPF_DUPLICATE)
                        .with("domain", domain)
                        .with("found", term.text()));
            }
        }
        end(record).map(code -> DomainFinding.fail(code).with("domain", domain)).ifPresent(findings::add);
        return findings;
    }

    private static Optional<SpfFinding> end(SpfRecord record) {
        if (record.all().isEmpty()) {
            return record.redirect().isPresent() ? Optional.empty() : Optional.of(SpfFinding.SPF_NEUTRAL_END);
        }
        switch (record.all().get().qualifier()) {
            case PASS:
                return Optional.of(SpfFinding.SPF_PASSES_ALL);
            case NEUTRAL:
                return Optional.of(SpfFinding.SPF_NEUTRAL_END);
            case FAIL:
                return Optional.of(SpfFinding.SPF_HARD_FAIL);
            default:
                return Optional.empty();
        }
    }

    /** What the record asks for, against the limits. */
    static List<DomainFinding> budget(DnsName domain, SpfBudget budget) {
        List<DomainFinding> findings = new ArrayList<>();
        SpfLimits limits = SpfLimits.standard();
        boolean tooManyVoids = budget.ipv4Voids() > limits.voids();
        boolean tooManyForIpv6 = Math.max(budget.ipv6Voids(), budget.ipv6VoidsWithHosts()) > limits.voids();
        if (budget.lookupOffender().isPresent()) {
            findings.add(DomainFinding.fail(SpfFinding.SPF_TOO_MANY_LOOKUPS)
                    .with("domain", domain)
                    .with("count", budget.lookups())
                    .with("offender", budget.lookupOffender().get()));
        }
        if (tooManyVoids) {
            findings.add(DomainFinding.fail(SpfFinding.SPF_TOO_MANY_VOIDS)
                    .with("domain", domain)
                    .with("count", budget.ipv4Voids())
                    .with("offender", budget.voidOffender().orElse("")));
        } else if (tooManyForIpv6) {
            findings.add(DomainFinding.fail(SpfFinding.SPF_IPV6_VOIDS)
                    .with("domain", domain)
                    .with("count", Math.max(budget.ipv6Voids(), budget.ipv6VoidsWithHosts())));
        }
        for (String deadEnd : budget.deadEnds()) {
            findings.add(DomainFinding.fail(SpfFinding.SPF_DEAD_END)
                    .with("domain", domain)
                    .with("found", deadEnd));
        }
        for (String unasked : budget.unasked()) {
            findings.add(DomainFinding.notChecked(SpfFinding.SPF_UNAVAILABLE).with("domain", unasked));
        }
        return findings;
    }

    /** How long the record is, and the answer with everything else that is published under the name. */
    static Optional<DomainFinding> size(DnsName domain, SpfRecord record, DnsAnswer beside) {
        int answer = HEADER_OCTETS + domain.octets().length() + 6 + recordOctets(record.text());
        for (DnsRecord.Text other : beside.records(DnsRecord.Text.class)) {
            if (!SpfRecord.isSpf(other.joined())) {
                answer += recordOctets(other.joined());
            }
        }
        if (record.text().length() <= ADVISED_OCTETS && answer <= ANSWER_OCTETS) {
            return Optional.empty();
        }
        return Optional.of(DomainFinding.fail(SpfFinding.SPF_TOO_LONG)
                .with("domain", domain)
                .with("count", record.text().length())
                .with("answer", answer));
    }

    private static int recordOctets(String text) {
        return RECORD_OCTETS + text.length() + Math.max(1, (text.length() + 254) / 255);
    }

    private static String kind(SpfMistake mistake) {
        return mistake.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
