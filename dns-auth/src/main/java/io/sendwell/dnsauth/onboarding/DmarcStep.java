package io.sendwell.dnsauth.onboarding;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dnsauth.dmarc.DiscoveredPolicy;
import io.sendwell.dnsauth.dmarc.DmarcDiscovery;
import io.sendwell.dnsauth.dmarc.DmarcGeneration;
import io.sendwell.dnsauth.dmarc.DmarcLookup;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.dnsauth.onboarding.StepReport.Need;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainVerdict;
import io.sendwell.identity.DmarcPolicy;
import java.util.List;
import java.util.Optional;

/** The domain says what receivers shall do with mail that fails: advice, which receivers of newsletters insist on (D30). */
final class DmarcStep implements DomainStep {

    /** The plainest record there is: it asks for nothing, and online checkers know it. */
    private static final String PLAINEST = "v=DMARC1; p=none;";

    private final DmarcDiscovery discovery;
    private final Optional<String> reportsTo;

    /** @param reportsTo the address for aggregate reports; empty when nobody wants them */
    DmarcStep(DmarcDiscovery discovery, Optional<String> reportsTo) {
        this.discovery = discovery;
        this.reportsTo = reportsTo;
    }

    @Override
    public OnboardingStep toPublish(DomainRegistration registration, Deadline deadline) {
        DiscoveredPolicy policy = discovery.discover(registration.domain(), deadline.left());
        boolean absent = verdictOf(policy) == DomainVerdict.FAILED;
        DomainFinding why = absent
                ? DomainOnboarding.said(OnboardingFinding.ONBOARDING_DMARC, registration.domain())
                : DomainOnboarding.said(OnboardingFinding.ONBOARDING_DMARC_UNCHANGED, registration.domain());
        return new OnboardingStep(
                OnboardingPart.DMARC, Need.ADVICE, absent ? List.of(entry(registration)) : List.of(), List.of(why));
    }

    @Override
    public StepReport examine(DomainRegistration registration, Deadline deadline) {
        DiscoveredPolicy policy = discovery.discover(registration.domain(), deadline.left());
        DomainVerdict verdict = verdictOf(policy);
        List<DomainFinding> findings = verdict == DomainVerdict.FAILED
                ? List.of(DomainFinding.fail(OnboardingFinding.ONBOARDING_DMARC)
                        .with("domain", registration.domain().unicode())
                        .publishing(entry(registration)))
                : List.of();
        return new StepReport(
                OnboardingPart.DMARC,
                Need.ADVICE,
                verdict,
                policy.lookups().stream().map(DmarcStep::evidence).toList(),
                findings,
                Optional.empty());
    }

    private static DomainVerdict verdictOf(DiscoveredPolicy policy) {
        DmarcPolicy declared = policy.view(DmarcGeneration.RFC9989).declared();
        if (declared == DmarcPolicy.UNKNOWN) {
            return DomainVerdict.UNKNOWN;
        }
        return declared == DmarcPolicy.ABSENT ? DomainVerdict.FAILED : DomainVerdict.PASSED;
    }

    private DnsEntry entry(DomainRegistration registration) {
        String record =
                PLAINEST + reportsTo.map(address -> " rua=mailto:" + address).orElse("");
        return DnsEntry.txt(DnsName.of(registration.domain()).child("_dmarc"), record);
    }

    private static StepEvidence evidence(DmarcLookup lookup) {
        DnsAnswer answer = lookup.answer();
        List<String> texts = answer.records(DnsRecord.Text.class).stream()
                .map(DnsRecord.Text::joined)
                .toList();
        return new StepEvidence(answer.question().name().toString(), "", texts, answer.server());
    }
}
