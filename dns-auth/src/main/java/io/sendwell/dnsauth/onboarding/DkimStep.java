package io.sendwell.dnsauth.onboarding;

import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.dkim.DkimKeys;
import io.sendwell.dnsauth.dkim.DkimRecord;
import io.sendwell.dnsauth.dkim.KeyRecordCheck;
import io.sendwell.dnsauth.dkim.KeyRecordReport;
import io.sendwell.dnsauth.dkim.KeyRotation;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.dnsauth.onboarding.StepReport.Need;
import io.sendwell.dnsauth.publish.DnsEntry;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainVerdict;
import io.sendwell.signing.Selector;
import io.sendwell.signing.SigningAlgorithm;
import io.sendwell.signing.SigningKey;
import io.sendwell.signing.SigningKeyState;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The keys that sign for the domain are published, and fit. */
final class DkimStep implements DomainStep {

    // The names that the rotation gives to keys of RSA, in turn.
    private static final List<Selector> DELEGATED = List.of(Selector.of("s1"), Selector.of("s2"));

    private final KeyRotation rotation;
    private final KeyRecordCheck check;
    private final Optional<DnsName> delegation;

    /** @param delegation the operator's zone that customers publish aliases into; empty when they publish keys */
    DkimStep(KeyRotation rotation, KeyRecordCheck check, Optional<DnsName> delegation) {
        this.rotation = rotation;
        this.check = check;
        this.delegation = delegation;
    }

    @Override
    public OnboardingStep toPublish(DomainRegistration registration, Deadline deadline) {
        List<SigningKey> toPublish = living(registration);
        if (toPublish.isEmpty()) {
            toPublish = List.of(rotation.begin(
                    Optional.of(registration.account()), registration.domain(), SigningAlgorithm.RSA_SHA256));
        }
        List<DnsEntry> entries = entries(registration, toPublish);
        DomainFinding why = DomainOnboarding.said(OnboardingFinding.ONBOARDING_DKIM, registration.domain());
        return new OnboardingStep(OnboardingPart.DKIM, Need.REQUIRED, entries, List.of(why));
    }

    private List<DnsEntry> entries(DomainRegistration registration, List<SigningKey> toPublish) {
        if (delegation.isEmpty()) {
            return toPublish.stream().map(DkimStep::entry).toList();
        }
        Set<Selector> selectors = new TreeSet<>(DELEGATED);
        toPublish.forEach(key -> selectors.add(key.selector()));
        return aliases(registration, selectors);
    }

    private List<DnsEntry> aliases(DomainRegistration registration, Collection<Selector> selectors) {
        return delegation.stream()
                .flatMap(zone -> rotation
                        .publication(Optional.of(registration.account()), registration.domain())
                        .aliasesInto(zone, selectors)
                        .stream())
                .toList();
    }

    /** Customers who publish aliases are not to be told to publish a key. */
    private DomainFinding mendable(DomainFinding finding, DomainRegistration registration, SigningKey key) {
        return delegation.isEmpty() || finding.publish().isEmpty()
                ? finding
                : new DomainFinding(
                        finding.code(),
                        finding.status(),
                        finding.values(),
                        aliases(registration, List.of(key.selector())));
    }

    private static DnsEntry entry(SigningKey key) {
        DnsName name = DkimRecord.nameOf(key.selector().value(), DnsName.of(key.signingDomain()));
        return DnsEntry.txt(name, DkimRecord.of(publicKey(key)).text());
    }

    private static PublicKey publicKey(SigningKey key) {
        return DkimKeys.publicKeyOf(DkimKeys.read(key.privateKey()));
    }

    /** The keys that sign or are to sign. Of keys that retire, the record stays, and nobody is asked for it. */
    private List<SigningKey> living(DomainRegistration registration) {
        return rotation.living(Optional.of(registration.account()), registration.domain());
    }

    @Override
    public StepReport examine(DomainRegistration registration, Deadline deadline) {
        List<StepEvidence> evidence = new ArrayList<>();
        List<DomainFinding> findings = new ArrayList<>();
        boolean usable = false;
        boolean unknown = false;
        for (SigningKey key : judged(registration)) {
            KeyRecordReport report =
                    check.withPatience(deadline.left()).check(key.signingDomain(), key.selector(), publicKey(key));
            evidence.add(evidence(report));
            report.findings().forEach(finding -> findings.add(mendable(finding, registration, key)));
            // Ed25519 stands beside RSA and never alone: large receivers do not know it (RFC 8463).
            usable |= report.isUsable() && key.algorithm() == SigningAlgorithm.RSA_SHA256;
            unknown |= report.isUnknown();
        }
        DomainVerdict otherwise = unknown ? DomainVerdict.UNKNOWN : DomainVerdict.FAILED;
        return new StepReport(
                OnboardingPart.DKIM,
                Need.REQUIRED,
                usable ? DomainVerdict.PASSED : otherwise,
                evidence,
                findings.isEmpty() ? List.of(withoutKey(registration)) : findings,
                Optional.empty());
    }

    /** The keys in use; a new one beside them may take its time. Without any, those that wait. */
    private List<SigningKey> judged(DomainRegistration registration) {
        List<SigningKey> living = living(registration);
        List<SigningKey> active = living.stream()
                .filter(key -> key.state() == SigningKeyState.ACTIVE)
                .toList();
        return active.isEmpty() ? living : active;
    }

    /** Looks for the keys now, for whoever is about to let them sign. Whether one would that every receiver verifies. */
    boolean isSeen(DomainRegistration registration) {
        rotation.advance(Optional.of(registration.account()), registration.domain());
        return living(registration).stream()
                .anyMatch(key -> key.isVisible() && key.algorithm() == SigningAlgorithm.RSA_SHA256);
    }

    /** Lets the keys of a domain in use sign, if none does. */
    void activate(DomainRegistration registration) {
        boolean signs = living(registration).stream().anyMatch(key -> key.state() == SigningKeyState.ACTIVE);
        if (!signs) {
            rotation.activate(Optional.of(registration.account()), registration.domain());
        }
    }

    /** Lets no key of a domain that is not in use any more sign. */
    void suspend(DomainRegistration registration) {
        rotation.suspend(Optional.of(registration.account()), registration.domain());
    }

    private static DomainFinding withoutKey(DomainRegistration registration) {
        return DomainFinding.fail(OnboardingFinding.ONBOARDING_DKIM)
                .with("domain", registration.domain().unicode());
    }

    private static StepEvidence evidence(KeyRecordReport report) {
        return new StepEvidence(
                report.name().toString(),
                report.wanted().value(),
                report.published().stream().map(key -> key.record().text()).toList(),
                report.published().map(key -> key.server()).orElse(""));
    }
}
