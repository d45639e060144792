package io.sendwell.dnsauth.onboarding;

import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.dnsauth.onboarding.StepReport.Need;
import io.sendwell.dnsauth.ownership.WebsiteCheck;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainVerdict;
import java.util.List;
import java.util.Optional;

/** The domain has a website: whoever gets a mail can look whose it is. */
final class WebsiteStep implements DomainStep {

    private final WebsiteCheck check;
    private final Need need;

    WebsiteStep(WebsiteCheck check, Need need) {
        this.check = check;
        this.need = need;
    }

    @Override
    public OnboardingStep toPublish(DomainRegistration registration, Deadline deadline) {
        return new OnboardingStep(
                OnboardingPart.WEBSITE,
                need,
                List.of(),
                List.of(DomainOnboarding.said(OnboardingFinding.ONBOARDING_WEBSITE, registration.domain())));
    }

    @Override
    public StepReport examine(DomainRegistration registration, Deadline deadline) {
        DomainFinding finding = check.look(registration.domain(), deadline.left());
        DomainVerdict verdict = Verdicts.of(finding);
        String found = finding.values().getOrDefault("url", "");
        StepEvidence evidence = new StepEvidence(
                "https://" + registration.domain().ascii() + "/", "", found.isEmpty() ? List.of() : List.of(found), "");
        return new StepReport(
                OnboardingPart.WEBSITE, need, verdict, List.of(evidence), List.of(finding), Optional.empty());
    }
}
