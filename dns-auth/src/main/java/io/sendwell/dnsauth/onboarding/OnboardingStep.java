package io.sendwell.dnsauth.onboarding;

import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.publish.DnsEntry;
import java.util.List;

/**
 * What one part asks of an account.
 *
 * @param part which
 * @param need whether the domain can be activated without it
 * @param entries the records to publish; empty when the part needs none
 * @param words why, and what else to know, for {@link io.sendwell.dnsauth.finding.FindingTexts}
 */
public record OnboardingStep(
        OnboardingPart part, StepReport.Need need, List<DnsEntry> entries, List<DomainFinding> words) {

    public OnboardingStep {
        entries = List.copyOf(entries);
        words = List.copyOf(words);
    }
}
