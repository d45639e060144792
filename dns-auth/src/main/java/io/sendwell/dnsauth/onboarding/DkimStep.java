package io.sendwell.dnsauth.onboarding;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.dkim.DkimKeys;
import io.sendwell.dnsauth.dkim.DkimRecord;
import io.sendwell.dnsauth.dkim.KeyRecordCheck;
import io.sendwell.dnsauth.dkim.KeyRecordReport;
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
import io.sendwell.signing.SigningKeyStore;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The keys that sign for the domain are published, and fit. */
final class DkimStep implements DomainStep {

    private final SigningKeyStore keys;
    private final KeyRecordCheck check;
    private final Selector firstSelector;
    private final InstantSource clock;

    /** @param firstSelector the name of the key that is made for a domain without one */
    DkimStep(SigningKeyStore keys, KeyRecordCheck check, Selector firstSelector, InstantSource clock) {
        this.keys = keys;
        this.check = check;
        this.firstSelector = firstSelector;
        this.clock = clock;
    }

    @Override
    public OnboardingStep toPublish(DomainRegistration registration, Deadline deadline) {
        List<SigningKey> toPublish = living(registration);
        if (toPublish.isEmpty()) {
            toPublish = List.of(created(registration));
        }
        List<DnsEntry> entries = toPublish.stream().map(DkimStep::entry).toList();
        DomainFinding why = DomainOnboarding.said(OnboardingFinding.ONBOARDING_DKIM, registration.domain());
        return new OnboardingStep(OnboardingPart.DKIM, Need.REQUIRED, entries, List.of(why));
    }

    private static DnsEntry entry(SigningKey key) {
        DnsName name = DkimRecord.nameOf(key.selector().value(), DnsName.of(key.signingDomain()));
        return DnsEntry.txt(name, DkimRecord.of(publicKey(key)).text());
    }

    private static PublicKey publicKey(SigningKey key) {
        return DkimKeys.publicKeyOf(DkimKeys.read(key.privateKey()));
    }

    private SigningKey created(DomainRegistration registration) {
        AccountId account = registration.account();
        DomainName domain = registration.domain();
        SigningKey key = SigningKey.created(
                Optional.of(account),
                domain,
                firstSelector,
                SigningAlgorithm.RSA_SHA256,
                DkimKeys.write(DkimKeys.createRsa().getPrivate()),
                clock.instant());
        // Whoever was faster has stored a key under the same name, and that one is to be published.
        return keys.save(key)
                .or(() -> living(registration).stream().findFirst())
                .orElseThrow(() -> new IllegalStateException("The key " + firstSelector + " of " + domain
                        + " was withdrawn; a new one needs another selector. Make it by a rotation."));
    }

    /** The keys that sign or are to sign. Of keys that retire, the record stays, and nobody is asked for it. */
    private List<SigningKey> living(DomainRegistration registration) {
        return keys.find(Optional.of(registration.account()), registration.domain()).stream()
                .filter(key -> key.state() != SigningKeyState.REVOKED && key.state() != SigningKeyState.RETIRING)
                .toList();
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
            findings.addAll(report.findings());
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
