package io.sendwell.dnsauth.onboarding;

import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.domain.DomainVerdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a check found of one part.
 *
 * @param part which
 * @param need whether the domain can be activated without it
 * @param verdict how it ended
 * @param evidence what was looked for and seen, and where
 * @param findings what is wrong, advisable or kept
 * @param visibleEverywhereAt when every resolver sees what is published now; empty when that is so already, or not known
 */
public record StepReport(
        OnboardingPart part,
        Need need,
        DomainVerdict verdict,
        List<StepEvidence> evidence,
        List<DomainFinding> findings,
        Optional<Instant> visibleEverywhereAt) {

    public StepReport {
        evidence = List.copyOf(evidence);
        findings = List.copyOf(findings);
    }

    /** Whether a domain can be activated without a part. */
    public enum Need {
        /** It cannot. */
        REQUIRED,
        /** It can; it would be better with it. */
        ADVICE
    }

    /** Whether this keeps the domain from being activated. */
    public boolean stops() {
        return need == Need.REQUIRED && verdict != DomainVerdict.PASSED;
    }
}
