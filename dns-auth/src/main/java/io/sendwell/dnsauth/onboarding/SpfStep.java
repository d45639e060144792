package io.sendwell.dnsauth.onboarding;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.dnsauth.onboarding.StepReport.Need;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The operator's servers may send for the domain. A name for bounces of its own, which leads to the operator's, is the better
 * way: it is aligned, and leaves the domain's own record and its limits alone. Without one the domain's record has to let the
 * operator's servers pass. Where both are offered, one is enough.
 */
final class SpfStep implements DomainStep {

    /**
     * The operator's names for bounces.
     *
     * @param label the customer's label, such as {@code bounce}
     * @param target where it has to lead
     */
    record BounceHost(String label, DnsName target) {

        DnsName name(DomainName domain) {
            return DnsName.of(domain).child(label);
        }
    }

    private final DnsResolver resolver;
    private final Optional<BounceHost> bounces;
    private final Optional<ApexRecord> apex;

    /** One of the two has to be there. */
    SpfStep(DnsResolver resolver, Optional<BounceHost> bounces, Optional<ApexRecord> apex) {
        this.resolver = resolver;
        this.bounces = bounces;
        this.apex = apex;
    }

    /** The SPF record of the domain itself. */
    interface ApexRecord {

        /** What has to change so that the operator's servers pass, and what was found. */
        Plan plan(DomainRegistration registration, Deadline deadline);

        /**
         * What has to change.
         *
         * @param verdict whether the servers pass as it is
         * @param entry the record to publish; empty when nothing has to change, or nobody can say what
         */
        record Plan(
                DomainVerdict verdict,
                Optional<DnsEntry> entry,
                List<String> published,
                List<DomainFinding> findings) {}
    }

    @Override
    public OnboardingStep toPublish(DomainRegistration registration, Deadline deadline) {
        DomainName domain = registration.domain();
        if (bounces.isPresent()) {
            DnsEntry entry = entry(bounces.get(), domain);
            DomainFinding why = DomainOnboarding.said(OnboardingFinding.ONBOARDING_BOUNCES, domain);
            return new OnboardingStep(OnboardingPart.SPF, Need.REQUIRED, List.of(entry), List.of(why));
        }
        ApexRecord.Plan plan = apex.orElseThrow().plan(registration, deadline);
        List<DomainFinding> words = new ArrayList<>();
        words.add(DomainOnboarding.said(
                plan.verdict() == DomainVerdict.PASSED
                        ? OnboardingFinding.ONBOARDING_SPF_UNCHANGED
                        : OnboardingFinding.ONBOARDING_SPF,
                domain));
        plan.findings().stream().filter(DomainFinding::stops).forEach(words::add);
        return new OnboardingStep(
                OnboardingPart.SPF, Need.REQUIRED, plan.entry().stream().toList(), words);
    }

    private static DnsEntry entry(BounceHost host, DomainName domain) {
        return DnsEntry.cname(host.name(domain), host.target());
    }

    @Override
    public StepReport examine(DomainRegistration registration, Deadline deadline) {
        Optional<StepReport> byBounces = bounces.map(host -> byBounces(host, registration, deadline));
        if (apex.isEmpty() || byBounces.isPresent() && byBounces.get().verdict() == DomainVerdict.PASSED) {
            return byBounces.orElseThrow();
        }
        StepReport byRecord = byRecord(apex.get(), registration, deadline);
        if (byBounces.isEmpty() || byRecord.verdict() == DomainVerdict.PASSED) {
            return byRecord;
        }
        return neither(byBounces.get(), byRecord);
    }

    private StepReport byBounces(BounceHost host, DomainRegistration registration, Deadline deadline) {
        DnsName name = host.name(registration.domain());
        DnsAnswer answer = resolver.resolve(DnsQuestion.of(name, DnsType.CNAME), deadline.left());
        List<String> found = answer.records(DnsRecord.Alias.class).stream()
                .map(alias -> alias.target().toString())
                .toList();
        boolean leads = answer.records(DnsRecord.Alias.class).stream()
                .anyMatch(alias -> alias.target().equals(host.target()));
        StepEvidence evidence = new StepEvidence(name.toString(), host.target().toString(), found, answer.server());
        List<DomainFinding> findings = new ArrayList<>();
        if (answer instanceof DnsAnswer.Unavailable trouble) {
            findings.add(
                    described(DomainFinding.notChecked(OnboardingFinding.ONBOARDING_BOUNCES_UNAVAILABLE), name, host)
                            .with("trouble", trouble.trouble()));
        } else if (!leads) {
            findings.add(described(DomainFinding.fail(OnboardingFinding.ONBOARDING_BOUNCES_MISSING), name, host)
                    .with("found", found.isEmpty() ? "-" : String.join(", ", found))
                    .publishing(entry(host, registration.domain())));
        }
        return report(Verdicts.of(findings), List.of(evidence), findings);
    }

    private static DomainFinding described(DomainFinding finding, DnsName name, BounceHost host) {
        return finding.with("name", name).with("target", host.target());
    }

    private static StepReport byRecord(ApexRecord record, DomainRegistration registration, Deadline deadline) {
        ApexRecord.Plan plan = record.plan(registration, deadline);
        String wanted = plan.entry().map(DnsEntry::value).orElse("");
        StepEvidence evidence =
                new StepEvidence(DnsName.of(registration.domain()).toString(), wanted, plan.published(), "");
        return report(plan.verdict(), List.of(evidence), plan.findings());
    }

    /** What is nearest to the way that the account was told stands first. */
    private static StepReport neither(StepReport byBounces, StepReport byRecord) {
        List<StepEvidence> evidence = new ArrayList<>(byBounces.evidence());
        evidence.addAll(byRecord.evidence());
        boolean open = byBounces.verdict() == DomainVerdict.UNKNOWN || byRecord.verdict() == DomainVerdict.UNKNOWN;
        return report(open ? DomainVerdict.UNKNOWN : DomainVerdict.FAILED, evidence, byBounces.findings());
    }

    private static StepReport report(DomainVerdict verdict, List<StepEvidence> evidence, List<DomainFinding> findings) {
        return new StepReport(OnboardingPart.SPF, Need.REQUIRED, verdict, evidence, findings, Optional.empty());
    }

    /** The name for bounces, when these reports saw that it is set up. */
    Optional<DomainName> bounceDomain(DomainRegistration registration, List<StepReport> reports) {
        return bounces.map(host -> host.name(registration.domain()))
                .filter(name -> reports.stream()
                        .filter(report -> report.part() == OnboardingPart.SPF)
                        .anyMatch(report -> report.verdict() == DomainVerdict.PASSED
                                && report.evidence().stream()
                                        .anyMatch(seen -> seen.where().equals(name.toString()))))
                .flatMap(DnsName::asDomainName);
    }
}
