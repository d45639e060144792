package io.sendwell.dnsauth.onboarding;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.check.FindingStatus;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingCode;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainStore;
import io.sendwell.domain.DomainStore.Saved;
import io.sendwell.domain.DomainVerdict;
import io.sendwell.policy.SendingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Brings customers' domains into use and watches over them. Threads may share it; it has none of its own.
 *
 * <pre>{@code
 * DomainOnboarding onboarding = DomainOnboarding.builder()
 *     .resolver(resolver)
 *     .store(domainStore)
 *     .keys(keyRotation)
 *     .spfInclude("spf.vendor.example")
 *     .listener(change -> tell(change.account(), change.findings()))
 *     .build();
 * AccountDomains domains = onboarding.account("YourCompany_12345");
 *
 * Onboarding steps = domains.begin("acme.example");
 * steps.dnsEntries().forEach(entry -> show(entry.zoneLine()));
 *
 * DomainReport report = domains.check("acme.example");   // reads DNS and the website, changes nothing
 * domains.recordCheck(report);                           // is repeated by checkDue for a day
 * if (report.passed()) {
 *     domains.activate(report);                          // from now on no "on behalf of"
 * }
 * }</pre>
 *
 * <p>The application calls {@link #checkDue} every few minutes from a timer of its own: that repeats pending checks, finds
 * domains whose proof is gone, and ends their grace.
 */
public final class DomainOnboarding {

    private final DomainStore store;
    private final InstantSource clock;
    private final SendingPolicy policy;
    private final Function<AccountId, ZoneId> timeZones;
    private final Duration patience;
    private final OwnershipStep ownership;
    private final List<DomainStep> steps;
    private final ZoneOf zoneOf;
    private final NameServerEvidence nameServers;
    private final DomainMoves moves;

    DomainOnboarding(DomainOnboardingBuilder builder) {
        store = builder.store();
        clock = builder.clock;
        policy = builder.policy;
        timeZones = builder.timeZones;
        patience = builder.patience;
        ownership = builder.ownershipStep();
        DkimStep dkim = builder.dkimStep();
        steps = builder.steps(ownership, dkim);
        zoneOf = new ZoneOf(builder.resolver());
        nameServers = new NameServerEvidence(builder.propagation(), clock);
        moves = new DomainMoves(builder, dkim);
    }

    /** Starts to describe one. */
    public static DomainOnboardingBuilder builder() {
        return new DomainOnboardingBuilder();
    }

    /**
     * The domains of one account.
     *
     * @throws IllegalArgumentException when this cannot be the name of an account
     */
    public AccountDomains account(String account) {
        return account(AccountId.of(account));
    }

    /** The domains of one account. */
    public AccountDomains account(AccountId account) {
        return new AccountDomains(this, account);
    }

    /**
     * Checks what is due, one domain after the other, and records it; the listener is told of changes. Several processes may do so
     * at the same time; a domain may then be checked twice and is recorded sensibly all the same.
     *
     * @param limit how many domains at the most; each takes up to the patience of a check
     * @return what was checked, in the order in which it was due; fewer than the limit when no more is due, or when the thread
     *     was interrupted
     * @throws io.sendwell.domain.DomainStoreException when the store is out of reach; what was not recorded is still due
     */
    public List<CheckedDomain> checkDue(int limit) {
        List<CheckedDomain> checked = new ArrayList<>();
        for (DomainRegistration registration : store.due(clock.instant(), limit)) {
            if (Thread.currentThread().isInterrupted()) {
                break;
            }
            DomainReport report = check(registration);
            DomainMoves.Recorded recorded = record(report);
            checked.add(new CheckedDomain(report, recorded.registration(), recorded.change()));
        }
        return checked;
    }

    DomainStore store() {
        return store;
    }

    Onboarding begin(AccountId account, DomainName domain) {
        Deadline deadline = Deadline.in(patience);
        Optional<DomainFinding> objection = ownership.objectionTo(domain);
        if (objection.isPresent()) {
            DomainRegistration refused = ownership.begun(account, domain, clock.instant());
            return new Onboarding(
                    refused,
                    DnsName.of(domain),
                    List.of(),
                    Optional.empty(),
                    policy.domainCheckPending(),
                    List.of(objection.get()));
        }
        DomainRegistration registration = begun(account, domain);
        List<OnboardingStep> toPublish = new ArrayList<>();
        steps.forEach(step -> toPublish.add(step.toPublish(registration, deadline)));
        return new Onboarding(
                registration,
                zoneOf.domain(domain, deadline),
                toPublish,
                Optional.of(ownership.webFile(registration)),
                policy.domainCheckPending(),
                objections(registration));
    }

    private DomainRegistration begun(AccountId account, DomainName domain) {
        for (int race = 0; race < DomainMoves.MAX_RACES; race++) {
            Instant now = clock.instant();
            Optional<DomainRegistration> stored = store.find(account, domain);
            if (stored.isPresent() && !ownership.beginsAnew(stored.get(), now)) {
                return stored.get();
            }
            DomainRegistration begun = stored.map(before -> ownership.begunAnew(before, now))
                    .orElseGet(() -> ownership.begun(account, domain, now));
            if (store.save(begun) == Saved.SAVED) {
                return begun.withVersion(begun.version() + 1);
            }
        }
        throw DomainMoves.raced(account, domain);
    }

    private List<DomainFinding> objections(DomainRegistration registration) {
        return moves.othersInUse(registration).isEmpty()
                ? List.of()
                : List.of(DomainFinding.fail(OnboardingFinding.ONBOARDING_OTHER_ACCOUNT)
                        .with("domain", registration.domain()));
    }

    DomainReport check(DomainRegistration registration) {
        Instant now = clock.instant();
        Deadline deadline = Deadline.in(patience);
        List<StepReport> reports = new ArrayList<>();
        steps.forEach(step -> reports.add(examined(step, registration, deadline)));
        return new DomainReport(
                this,
                registration,
                now,
                reports,
                objections(registration),
                bounceDomain(reports, registration),
                new ResultLine(policy.domainResultTime(), timeZones.apply(registration.account())));
    }

    /** What has been in use for long is known everywhere; of everything else the name servers tell how far it has come. */
    private StepReport examined(DomainStep step, DomainRegistration registration, Deadline deadline) {
        StepReport report = step.examine(registration, deadline);
        boolean settled = registration.state().isVerified() && report.verdict() == DomainVerdict.PASSED;
        return settled ? report : nameServers.addedTo(report, deadline);
    }

    private Optional<DomainName> bounceDomain(List<StepReport> reports, DomainRegistration registration) {
        return steps.stream()
                .filter(SpfStep.class::isInstance)
                .flatMap(step -> ((SpfStep) step).bounceDomain(registration, reports).stream())
                .findFirst();
    }

    DomainMoves.Recorded record(DomainReport report) {
        requireOwn(report);
        return moves.record(report);
    }

    Activation activate(DomainReport report) {
        requireOwn(report);
        return moves.activate(report);
    }

    DomainRegistration giveUp(DomainRegistration registration) {
        return moves.giveUp(registration);
    }

    private void requireOwn(DomainReport report) {
        if (!report.isMadeBy(this)) {
            throw new IllegalArgumentException("The report about " + report.domain()
                    + " was made by another onboarding, with other servers and figures; call check(...) here.");
        }
    }

    /** Something that is said without anything being examined. */
    static DomainFinding said(FindingCode code) {
        return new DomainFinding(code, FindingStatus.APPLIED, Map.of(), List.of());
    }

    static DomainFinding said(FindingCode code, DomainName domain) {
        return said(code).with("domain", domain.unicode());
    }
}
