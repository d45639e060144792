package io.sendwell.dnsauth.onboarding;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.check.FindingStatus;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.dnsauth.onboarding.StepReport.Need;
import io.sendwell.dnsauth.ownership.OwnershipChallenge;
import io.sendwell.dnsauth.ownership.OwnershipCheck;
import io.sendwell.dnsauth.ownership.OwnershipResult;
import io.sendwell.dnsauth.ownership.OwnershipResult.NotProven;
import io.sendwell.dnsauth.ownership.OwnershipResult.Proven;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainState;
import io.sendwell.domain.DomainVerdict;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The domain is the account's. The registration keeps the seed of the challenge, and everything else is made of it. */
final class OwnershipStep implements DomainStep {

    private final OwnershipCheck check;
    private final String brand;
    private final SecureRandom random;

    OwnershipStep(OwnershipCheck check, String brand, SecureRandom random) {
        this.check = check;
        this.brand = brand;
        this.random = random;
    }

    /** Why nobody can prove this domain. */
    Optional<DomainFinding> objectionTo(DomainName domain) {
        return check.objectionTo(domain);
    }

    /** A domain that the account begins with now. */
    DomainRegistration begun(AccountId account, DomainName domain, Instant now) {
        return DomainRegistration.begun(account, domain, newSeed(account, domain, now), now);
    }

    /** Whether what was told before does not hold any more. */
    boolean beginsAnew(DomainRegistration registration, Instant now) {
        return registration.state() == DomainState.EXPIRED
                || registration.state() == DomainState.LOST
                || !registration.state().isVerified() && challenge(registration).isExpiredAt(now);
    }

    /**
     * The same domain from the beginning. What the account was told stays true while it has time; a domain that was lost may
     * have another owner, who must not find the old proof of use.
     */
    DomainRegistration begunAnew(DomainRegistration before, Instant now) {
        boolean keeps = before.state() != DomainState.LOST && !challenge(before).isExpiredAt(now);
        return before.change()
                .state(DomainState.BEGUN)
                .challenge(keeps ? before.challenge() : newSeed(before.account(), before.domain(), now))
                .begunAt(now)
                .pendingSince(Optional.empty())
                .passedAt(Optional.empty())
                .activatedAt(Optional.empty())
                .failingSince(Optional.empty())
                .failures(0)
                .nextCheckAt(Optional.empty())
                .done();
    }

    private String newSeed(AccountId account, DomainName domain, Instant now) {
        return OwnershipChallenge.begin(account, domain, brand, now.plus(OwnershipChallenge.DEFAULT_LIFETIME), random)
                .seed();
    }

    private OwnershipChallenge challenge(DomainRegistration registration) {
        return new OwnershipChallenge(
                registration.account(),
                registration.domain(),
                "_" + brand + "-challenge",
                brand + "-verification",
                registration.challenge(),
                registration.begunAt().plus(OwnershipChallenge.DEFAULT_LIFETIME));
    }

    WebFile webFile(DomainRegistration registration) {
        OwnershipChallenge challenge = challenge(registration);
        URI url = URI.create("https://" + registration.domain().ascii() + "/" + challenge.fileName());
        return new WebFile(challenge.fileName(), url, challenge.text());
    }

    @Override
    public OnboardingStep toPublish(DomainRegistration registration, Deadline deadline) {
        WebFile file = webFile(registration);
        DomainFinding why = DomainOnboarding.said(OnboardingFinding.ONBOARDING_OWNERSHIP, registration.domain());
        DomainFinding instead = DomainOnboarding.said(OnboardingFinding.ONBOARDING_WEB_FILE, registration.domain())
                .with("file", file.name())
                .with("url", file.url());
        return new OnboardingStep(
                OnboardingPart.OWNERSHIP,
                Need.REQUIRED,
                List.of(challenge(registration).dnsEntry()),
                List.of(why, instead));
    }

    @Override
    public StepReport examine(DomainRegistration registration, Deadline deadline) {
        OwnershipChallenge challenge = challenge(registration);
        OwnershipResult result = registration.state().isVerified()
                ? check.recheck(challenge, deadline.left())
                : check.check(challenge, deadline.left());
        List<StepEvidence> evidence = new ArrayList<>();
        if (result instanceof Proven proven) {
            evidence.add(
                    new StepEvidence(proven.where(), challenge.text(), List.of(challenge.text()), proven.server()));
        } else {
            evidence.add(missing(challenge, result));
        }
        return new StepReport(
                OnboardingPart.OWNERSHIP,
                Need.REQUIRED,
                verdictOf(result),
                evidence,
                result.findings(),
                Optional.empty());
    }

    private static StepEvidence missing(OwnershipChallenge challenge, OwnershipResult result) {
        List<String> found = result.findings().stream()
                .filter(finding -> finding.status() == FindingStatus.FAIL)
                .flatMap(finding -> Optional.ofNullable(finding.values().get("found")).stream())
                .toList();
        return new StepEvidence(challenge.dnsEntry().name().toString(), challenge.text(), found, "");
    }

    private static DomainVerdict verdictOf(OwnershipResult result) {
        if (result.isProven()) {
            return DomainVerdict.PASSED;
        }
        return result instanceof NotProven ? DomainVerdict.FAILED : DomainVerdict.UNKNOWN;
    }
}
