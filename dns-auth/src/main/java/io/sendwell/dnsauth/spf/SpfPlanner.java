package io.sendwell.dnsauth.spf;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.dnsauth.spf.SpfPlan.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Works out what a domain has to publish so that an operator's servers pass: the live record with as little changed as
 * possible, every other octet as it was.
 *
 * <p>Reads only. The planned record is tried before it is offered: it keeps within the limits of RFC 7208 section 4.6.4
 * with everything that it includes, and lets the needed addresses pass. Threads share a planner.
 */
public final class SpfPlanner {

    /** As long as one check may take (RFC 7208 section 4.6.4), twice: the record is walked through before and after. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /** What somebody without a record ends with: a firm refusal could strike mail that was forgotten (D20). */
    private static final String NEW_END = " ~all";

    private final DnsResolver resolver;
    private final InstantSource clock;
    private final Duration patience;

    private SpfPlanner(DnsResolver resolver, InstantSource clock, Duration patience) {
        this.resolver = resolver;
        this.clock = clock;
        this.patience = patience;
    }

    /** A planner with 40 seconds for each plan. */
    public static SpfPlanner over(DnsResolver resolver) {
        return new SpfPlanner(resolver, InstantSource.system(), PATIENCE);
    }

    /** The same with another time for each plan, measured by this clock. */
    public SpfPlanner within(Duration longest, InstantSource other) {
        return new SpfPlanner(resolver, other, longest);
    }

    /** What the domain has to publish; never throws for what the DNS says. */
    public SpfPlan plan(DnsName domain, SpfNeed need) {
        PlanningDns dns = PlanningDns.over(resolver, clock, patience);
        DnsAnswer answer = dns.resolve(domain, DnsType.TXT);
        if (answer instanceof DnsAnswer.Unavailable) {
            return without(
                    domain,
                    Outcome.UNKNOWN,
                    List.of(),
                    List.of(DomainFinding.notChecked(SpfFinding.SPF_UNAVAILABLE).with("domain", domain)));
        }
        Start start = start(domain, answer);
        return start.edit.isEmpty()
                ? without(domain, Outcome.REFUSED, start.published, start.findings)
                : new Planning(dns, domain, need, answer, start).plan();
    }

    private static SpfPlan without(
            DnsName domain, Outcome outcome, List<String> published, List<DomainFinding> findings) {
        return new SpfPlan(domain, outcome, published, Optional.empty(), List.of(), Optional.empty(), findings);
    }

    /**
     * What the plan begins with.
     *
     * @param edit the live record, in order; empty when nothing can be made of it
     */
    private record Start(List<String> published, Optional<RecordEdit> edit, List<DomainFinding> findings) {}

    private static Start start(DnsName domain, DnsAnswer answer) {
        List<String> texts = SpfRecord.among(answer);
        return texts.size() > 1
                ? ofSeveral(domain, texts)
                : texts.size() == 1 ? ofOne(domain, SpfRecord.parse(texts.get(0))) : ofNone(domain, answer);
    }

    /** What is to be said of the live record, whoever is to pass; the mended one is published by the first finding. */
    List<DomainFinding> review(DnsName domain) {
        PlanningDns dns = PlanningDns.over(resolver, clock, patience);
        DnsAnswer answer = dns.resolve(domain, DnsType.TXT);
        if (answer instanceof DnsAnswer.Unavailable) {
            return List.of(DomainFinding.notChecked(SpfFinding.SPF_UNAVAILABLE).with("domain", domain));
        }
        Start start = start(domain, answer);
        if (start.edit.isEmpty() || start.published.isEmpty()) {
            return start.findings;
        }
        SpfRecord sound = SpfRecord.parse(start.edit.get().text());
        SpfBudget budget =
                SpfWalk.through(dns.with(domain, sound.text()), domain, sound).budget();
        List<DomainFinding> findings = new ArrayList<>(start.findings);
        if (findings.isEmpty()) {
            findings.add(DomainFinding.pass(SpfFinding.SPF_NO_RECORD).with("domain", domain));
        } else if (budget.isWithinLimits()) {
            findings.set(0, findings.get(0).publishing(DnsEntry.txt(domain, sound.text())));
        }
        findings.addAll(RecordReview.budget(domain, budget));
        findings.addAll(RecordReview.flags(domain, sound));
        RecordReview.size(domain, sound, answer).ifPresent(findings::add);
        return List.copyOf(findings);
    }

    private static Start ofOne(DnsName domain, SpfRecord record) {
        if (!record.isBroken()) {
            return new Start(List.of(record.text()), Optional.of(RecordEdit.of(record.text())), List.of());
        }
        return new Start(List.of(record.text()), correction(record), RecordReview.mistakes(domain, record));
    }

    private static Optional<RecordEdit> correction(SpfRecord broken) {
        return broken.corrected().map(mended -> RecordEdit.corrected(broken));
    }

    private static Start ofSeveral(DnsName domain, List<String> texts) {
        List<SpfRecord> records = texts.stream().map(SpfRecord::parse).toList();
        List<DomainFinding> findings = new ArrayList<>();
        findings.add(DomainFinding.fail(SpfFinding.SPF_TWO_RECORDS)
                .with("domain", domain)
                .with("count", texts.size()));
        records.forEach(record -> findings.addAll(RecordReview.mistakes(domain, record)));
        Optional<RecordEdit> merged = RecordMerge.of(records);
        if (merged.isEmpty()) {
            findings.add(DomainFinding.fail(SpfFinding.SPF_CANNOT_MERGE).with("domain", domain));
        }
        return new Start(texts, merged, findings);
    }

    /** Without a record there may be a text that was meant as one. */
    private static Start ofNone(DnsName domain, DnsAnswer answer) {
        List<String> meant = answer.records(DnsRecord.Text.class).stream()
                .map(DnsRecord.Text::joined)
                .filter(SpfTypos::resemblesSpf)
                .toList();
        if (meant.size() == 1) {
            SpfRecord record = SpfRecord.parse(meant.get(0));
            List<DomainFinding> findings = new ArrayList<>();
            findings.add(DomainFinding.fail(SpfFinding.SPF_NOT_RECOGNIZED)
                    .with("domain", domain)
                    .with("found", record.text()));
            findings.addAll(RecordReview.mistakes(domain, record));
            return new Start(meant, correction(record), findings);
        }
        return new Start(
                List.of(),
                Optional.of(RecordEdit.created(SpfRecord.VERSION + NEW_END)),
                List.of(DomainFinding.fail(SpfFinding.SPF_NO_RECORD).with("domain", domain)));
    }

    /** One plan in the making. */
    private static final class Planning {

        private final PlanningDns dns;
        private final DnsName domain;
        private final SpfNeed need;
        private final DnsAnswer answer;
        private final Start start;
        private final List<DomainFinding> findings;

        Planning(PlanningDns dns, DnsName domain, SpfNeed need, DnsAnswer answer, Start start) {
            this.dns = dns;
            this.domain = domain;
            this.need = need;
            this.answer = answer;
            this.start = start;
            this.findings = new ArrayList<>(start.findings);
        }

        SpfPlan plan() {
            RecordEdit base = start.edit.orElseThrow();
            List<String> missing = missingTerms(SpfRecord.parse(base.text()));
            RecordEdit edit = base;
            for (String term : missing) {
                edit = Insertion.beforeEnd(edit, term);
            }
            if (!missing.isEmpty() && !passes(edit.text())) {
                edit = base;
                for (int i = missing.size() - 1; i >= 0; i--) {
                    edit = Insertion.first(edit, missing.get(i));
                }
            }
            return judged(edit, missing);
        }

        private SpfPlan judged(RecordEdit edit, List<String> missing) {
            SpfRecord planned = SpfRecord.parse(edit.text());
            SpfBudget budget = SpfWalk.through(dns.with(domain, planned.text()), domain, planned)
                    .budget();
            findings.addAll(RecordReview.budget(domain, budget));
            findings.addAll(RecordReview.flags(domain, planned));
            RecordReview.size(domain, planned, answer).ifPresent(findings::add);
            boolean unchanged =
                    start.published.size() == 1 && start.published.get(0).equals(planned.text());
            boolean helps = passes(planned.text());
            if (!budget.isWithinLimits() || !helps) {
                if (helps || !budget.isWithinLimits()) {
                    bounceDomain();
                }
                findings.add(authorization(false));
                return new SpfPlan(
                        domain,
                        budget.unasked().isEmpty() ? Outcome.REFUSED : Outcome.UNKNOWN,
                        start.published,
                        Optional.empty(),
                        List.of(),
                        Optional.of(budget),
                        findings);
            }
            Outcome outcome =
                    unchanged ? Outcome.UNCHANGED : start.published.isEmpty() ? Outcome.CREATE : Outcome.REPLACE;
            DomainFinding authorization = authorization(unchanged);
            findings.add(unchanged ? authorization : authorization.publishing(DnsEntry.txt(domain, planned.text())));
            if (!missing.isEmpty() && need.bounceHost().isPresent()) {
                bounceDomain();
            }
            return new SpfPlan(
                    domain,
                    outcome,
                    start.published,
                    Optional.of(planned),
                    edit.pieces(),
                    Optional.of(budget),
                    findings);
        }

        private DomainFinding authorization(boolean holds) {
            String wanted = need.include()
                    .map(include -> "include:" + include)
                    .orElseGet(() ->
                            need.networks().stream().map(SpfNetwork::mechanism).collect(Collectors.joining(" ")));
            DomainFinding finding = holds
                    ? DomainFinding.pass(SpfFinding.SPF_AUTHORIZES_OPERATOR)
                    : DomainFinding.fail(SpfFinding.SPF_AUTHORIZES_OPERATOR);
            return finding.with("domain", domain).with("wanted", wanted);
        }

        /** SPF is judged on the envelope's domain only (D16), so a name of its own below the domain does as well. */
        private void bounceDomain() {
            DomainFinding finding =
                    DomainFinding.fail(SpfFinding.SPF_SUBDOMAIN_BETTER).with("domain", domain);
            Optional<DnsName> name = DnsName.tryParse("bounce." + domain.octets());
            findings.add(
                    need.bounceHost().isPresent() && name.isPresent()
                            ? finding.publishing(
                                    DnsEntry.cname(name.get(), need.bounceHost().get()))
                            : finding);
        }

        /** The terms that the record lacks: the include unless it is reached already, and what is still not let pass. */
        private List<String> missingTerms(SpfRecord base) {
            SpfWalk live = SpfWalk.through(dns.with(domain, base.text()), domain, base);
            List<String> missing = new ArrayList<>();
            Optional<DnsName> include = need.include();
            if (include.isPresent() && !live.includes(include.get())) {
                missing.add("include:" + include.get());
            }
            for (SpfNetwork network : need.networks()) {
                if (include.isPresent() && coveredByInclude(include.get(), network)) {
                    continue;
                }
                if (include.isPresent()) {
                    findings.add(DomainFinding.fail(SpfFinding.SPF_INCLUDE_INCOMPLETE)
                            .with("include", include.get())
                            .with("network", network));
                }
                if (!live.covers(network) && !singleAddressPasses(base.text(), network)) {
                    missing.add(network.mechanism());
                }
            }
            return missing;
        }

        private boolean coveredByInclude(DnsName include, SpfNetwork network) {
            List<String> texts = SpfRecord.among(dns.resolve(include, DnsType.TXT));
            if (texts.size() != 1) {
                return false;
            }
            SpfRecord record = SpfRecord.parse(texts.get(0));
            return !record.isBroken()
                    && (SpfWalk.through(dns, include, record).covers(network)
                            || network.prefixLength() == network.address().bits()
                                    && check(dns, network.address(), include) == SpfResult.PASS);
        }

        private boolean singleAddressPasses(String record, SpfNetwork network) {
            return network.prefixLength() == network.address().bits()
                    && check(dns.with(domain, record), network.address(), domain) == SpfResult.PASS;
        }

        /** Whether all that is needed passes with this record: the first and the last address of each network. */
        private boolean passes(String record) {
            PlanningDns planned = dns.with(domain, record);
            for (SpfNetwork network : need.networks()) {
                for (IpAddress address : ends(network)) {
                    if (check(planned, address, domain) != SpfResult.PASS) {
                        return false;
                    }
                }
            }
            return true;
        }

        private static SpfResult check(PlanningDns dns, IpAddress client, DnsName domain) {
            return SpfEvaluator.over(dns)
                    .check(new SpfRequest(client, domain.octets(), "postmaster", domain.octets()))
                    .result();
        }

        private static List<IpAddress> ends(SpfNetwork network) {
            byte[] first = network.address().octets();
            byte[] last = first.clone();
            for (int bit = network.prefixLength(); bit < network.address().bits(); bit++) {
                first[bit / 8] &= (byte) ~(0x80 >> bit % 8);
                last[bit / 8] |= (byte) (0x80 >> bit % 8);
            }
            return List.of(IpAddress.ofOctets(first), IpAddress.ofOctets(last));
        }
    }
}
