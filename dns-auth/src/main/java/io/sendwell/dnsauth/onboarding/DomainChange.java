package io.sendwell.dnsauth.onboarding;

import io.sendwell.account.AccountId;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.domain.DomainRegistration;
import java.time.Instant;
import java.util.List;

/**
 * One change in the life of a domain, with the words for the account.
 *
 * @param kind what happened
 * @param registration the domain as it is stored now
 * @param at when it happened
 * @param findings first what happened, for {@link io.sendwell.dnsauth.finding.FindingTexts}, then what led to it
 */
public record DomainChange(Kind kind, DomainRegistration registration, Instant at, List<DomainFinding> findings) {

    public DomainChange {
        findings = List.copyOf(findings);
    }

    /** Whom to tell. */
    public AccountId account() {
        return registration.account();
    }

    /** What can happen to a domain. */
    public enum Kind {
        /** Everything was seen; the domain can be activated. */
        READY(OnboardingFinding.ONBOARDING_READY),
        /** Not everything was seen in time. */
        EXPIRED(OnboardingFinding.ONBOARDING_EXPIRED),
        /** From now on mail goes out under the domain, without "on behalf of". */
        ACTIVATED(OnboardingFinding.ONBOARDING_ACTIVATED),
        /** The proof fails. Mail still goes out under the domain for a while. */
        IN_GRACE(OnboardingFinding.ONBOARDING_IN_GRACE),
        /** The proof is back. */
        RESTORED(OnboardingFinding.ONBOARDING_RESTORED),
        /** Mail does not go out under the domain any more, but on behalf of its authors or under the operator's name. */
        LOST(OnboardingFinding.ONBOARDING_LOST);

        private final OnboardingFinding words;

        Kind(OnboardingFinding words) {
            this.words = words;
        }

        OnboardingFinding words() {
            return words;
        }
    }
}
