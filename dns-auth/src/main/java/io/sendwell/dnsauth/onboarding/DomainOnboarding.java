package io.sendwell.dnsauth.onboarding;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.check.FindingStatus;
import io.sendwell.dns.DnsName;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.finding.FindingCode;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.dnsauth.onboarding.Lifecycle.Move;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainState;
import io.sendwell.domain.DomainStore;
import io.sendwell.domain.DomainStore.Saved;
import io.sendwell.domain.DomainVerdict;
import io.sendwell.domain.RecordedCheck;
import io.sendwell.policy.SendingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger log = LoggerFactory.getLogger(DomainOnboarding.class);

    // More than there are people and nodes who would work on one domain in the same second.
    private static final int MAX_RACES = 20;

    private final DomainStore store;
    private final InstantSource clock;
    private final SendingPolicy policy;
    private final DomainListener listener;
    private final Function<AccountId, ZoneId> timeZones;
    private final Duration patience;
    private final OwnershipStep ownership;
    private final DkimStep dkim;
    private final List<DomainStep> steps;
    private final ZoneOf zoneOf;
    private final NameServerEvidence nameServers;
    private final Lifecycle lifecycle;

    DomainOnboarding(DomainOnboardingBuilder builder) {
        store = builder.store();
        clock = builder.clock;
        policy = builder.policy;
        listener = builder.listener;
        timeZones = builder.timeZones;
        patience = builder.patience;
        ownership = builder.ownershipStep();
        dkim = builder.dkimStep();
        steps = builder.steps(ownership, dkim);
        zoneOf = new ZoneOf(builder.resolver());
        nameServers = new NameServerEvidence(builder.propagation(), clock);
        lifecycle = new Lifecycle(policy);
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
            Recorded recorded = record(report);
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
        for (int race = 0; race < MAX_RACES; race++) {
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
        throw raced(account, domain);
    }

    private List<DomainFinding> objections(DomainRegistration registration) {
        return othersInUse(registration).isEmpty()
                ? List.of()
                : List.of(DomainFinding.fail(OnboardingFinding.ONBOARDING_OTHER_ACCOUNT)
                        .with("domain", registration.domain()));
    }

    private List<DomainRegistration> othersInUse(DomainRegistration registration) {
        return store.ofDomain(registration.domain()).stream()
                .filter(other -> !other.account().equals(registration.account())
                        && other.state().isVerified())
                .toList();
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

    /** What became of a report: the domain as it is stored now, and what the account was told. */
    record Recorded(DomainRegistration registration, Optional<DomainChange> change) {}

    Recorded record(DomainReport report) {
        requireOwn(report);
        if (report.findings().stream().anyMatch(DomainOnboarding::isHeldByAnother)) {
            lookAtOthersSoon(report.registration());
        }
        return moved(
                report,
                before -> isOvertaken(report, before)
                        ? new Move(before, Optional.empty())
                        : lifecycle.checked(before, observation(report)));
    }

    private static boolean isHeldByAnother(DomainFinding finding) {
        return finding.code() == OnboardingFinding.ONBOARDING_OTHER_ACCOUNT;
    }

    /**
     * The account that has the domain may have sold it: its proof is looked at now instead of weeks later, and if it is gone,
     * grace begins.
     */
    private void lookAtOthersSoon(DomainRegistration registration) {
        Instant now = clock.instant();
        for (DomainRegistration other : othersInUse(registration)) {
            boolean later = other.nextCheckAt().map(now::isBefore).orElse(true);
            Instant earliest = other.lastCheck()
                    .map(check -> check.at().plus(policy.domainCheckRepeat()))
                    .orElse(now);
            if (later && !earliest.isAfter(now)) {
                // A lost race is as good: somebody has just looked.
                store.save(other.change().nextCheckAt(Optional.of(now)).done());
            }
        }
    }

    Activation activate(DomainReport report) {
        requireOwn(report);
        if (!report.passed()) {
            throw new IllegalArgumentException("The check of " + report.domain() + " did not pass (" + report.line()
                    + "); a domain is activated with a report that did.");
        }
        Instant now = clock.instant();
        DomainRegistration current =
                store.find(report.account(), report.domain()).orElse(report.registration());
        if (now.isAfter(report.at().plus(policy.domainReportFreshness()))) {
            return refused(current, OnboardingFinding.ONBOARDING_REPORT_TOO_OLD);
        }
        if (isOvertaken(report, current) && !isRecorded(report, current) || current.state() == DomainState.LOST) {
            return refused(current, OnboardingFinding.ONBOARDING_REPORT_OVERTAKEN);
        }
        if (!dkim.isSeen(current)) {
            return refused(current, OnboardingFinding.ONBOARDING_REPORT_OVERTAKEN);
        }
        Move move = lifecycle.activated(current, observation(report), now);
        return switch (store.save(move.after())) {
            case SAVED -> {
                DomainRegistration stored =
                        move.after().withVersion(move.after().version() + 1);
                dkim.activate(stored);
                move.change().ifPresent(kind -> tell(change(kind, stored, now, List.of())));
                yield new Activation.Activated(
                        stored, said(OnboardingFinding.ONBOARDING_OWN_REPUTATION, stored.domain()));
            }
            case CHANGED_MEANWHILE -> refused(current, OnboardingFinding.ONBOARDING_REPORT_OVERTAKEN);
            case VERIFIED_BY_ANOTHER_ACCOUNT -> refused(current, OnboardingFinding.ONBOARDING_OTHER_ACCOUNT);
        };
    }

    private static Activation refused(DomainRegistration current, OnboardingFinding code) {
        return new Activation.Refused(current, DomainFinding.fail(code).with("domain", current.domain()));
    }

    DomainRegistration giveUp(DomainRegistration registration) {
        for (int race = 0; race < MAX_RACES; race++) {
            DomainRegistration before =
                    store.find(registration.account(), registration.domain()).orElse(registration);
            if (before.state() == DomainState.LOST) {
                return before;
            }
            DomainRegistration after = Lifecycle.lost(before.change()).after();
            suspendKeys(before, after);
            if (store.save(after) == Saved.SAVED) {
                DomainRegistration stored = after.withVersion(after.version() + 1);
                if (before.state().isVerified()) {
                    tell(new DomainChange(
                            DomainChange.Kind.LOST,
                            stored,
                            clock.instant(),
                            List.of(said(OnboardingFinding.ONBOARDING_GIVEN_UP, stored.domain()))));
                }
                return stored;
            }
        }
        throw raced(registration.account(), registration.domain());
    }

    private Recorded moved(DomainReport report, Function<DomainRegistration, Move> rule) {
        for (int race = 0; race < MAX_RACES; race++) {
            Optional<DomainRegistration> before = store.find(report.account(), report.domain());
            if (before.isEmpty()) {
                return new Recorded(report.registration(), Optional.empty());
            }
            Move move = rule.apply(before.get());
            if (move.after().equals(before.get())) {
                return new Recorded(before.get(), Optional.empty());
            }
            suspendKeys(before.get(), move.after());
            if (store.save(move.after()) == Saved.SAVED) {
                DomainRegistration stored =
                        move.after().withVersion(move.after().version() + 1);
                if (stored.state() == DomainState.ACTIVE && report.passed()) {
                    dkim.activate(stored);
                }
                Optional<DomainChange> change =
                        move.change().map(kind -> change(kind, stored, report.at(), stopping(report)));
                change.ifPresent(this::tell);
                return new Recorded(stored, change);
            }
        }
        throw raced(report.account(), report.domain());
    }

    // Before the loss is stored: a process that ends in between leaves a domain that is still due, not a key that
    // signs.
    // If somebody else mended the domain meanwhile, its next check that passes lets the key sign again.
    private void suspendKeys(DomainRegistration before, DomainRegistration after) {
        if (before.state().isVerified() && after.state() == DomainState.LOST) {
            dkim.suspend(after);
        }
    }

    private static ConcurrentModificationException raced(AccountId account, DomainName domain) {
        return new ConcurrentModificationException("The registration of " + domain + " of account " + account
                + " was changed by others " + MAX_RACES
                + " times while it was to be saved; does the store count versions as its contract says?");
    }

    private static List<DomainFinding> stopping(DomainReport report) {
        List<String> codes = report.codes();
        return report.findings().stream()
                .filter(finding -> finding.status() != FindingStatus.PASS
                        && codes.contains(finding.code().name()))
                .toList();
    }

    private DomainChange change(
            DomainChange.Kind kind, DomainRegistration registration, Instant at, List<DomainFinding> why) {
        List<DomainFinding> findings = new ArrayList<>();
        findings.add(said(kind.words(), registration.domain())
                .with("hours", policy.domainCheckPending().toHours())
                .with("until", shown(registration, registration.graceUntil())));
        if (kind == DomainChange.Kind.ACTIVATED) {
            findings.add(said(OnboardingFinding.ONBOARDING_OWN_REPUTATION, registration.domain()));
        }
        findings.addAll(why);
        return new DomainChange(kind, registration, at, findings);
    }

    private String shown(DomainRegistration registration, Optional<Instant> time) {
        ZoneId zone = timeZones.apply(registration.account());
        return time.map(instant -> policy.domainResultTime().format(instant.atZone(zone)) + " " + zone)
                .orElse("");
    }

    /** Something that is said without anything being examined. */
    static DomainFinding said(FindingCode code) {
        return new DomainFinding(code, FindingStatus.APPLIED, Map.of(), List.of());
    }

    static DomainFinding said(FindingCode code, DomainName domain) {
        return said(code).with("domain", domain.unicode());
    }

    private void tell(DomainChange change) {
        try {
            listener.changed(change);
        } catch (RuntimeException e) {
            log.warn(
                    "The listener {} failed on {} of {}",
                    listener.getClass().getName(),
                    change.kind(),
                    change.registration().domain(),
                    e);
        }
    }

    private void requireOwn(DomainReport report) {
        if (!report.isMadeBy(this)) {
            throw new IllegalArgumentException("The report about " + report.domain()
                    + " was made by another onboarding, with other servers and figures; call check(...) here.");
        }
    }

    /** Whether the domain began anew since, or something at least as new was recorded. */
    private static boolean isOvertaken(DomainReport report, DomainRegistration current) {
        DomainRegistration checked = report.registration();
        return !checked.challenge().equals(current.challenge())
                || !checked.begunAt().equals(current.begunAt())
                || current.lastCheck()
                        .map(check -> !check.at().isBefore(report.at()))
                        .orElse(false);
    }

    private static boolean isRecorded(DomainReport report, DomainRegistration current) {
        return report.registration().challenge().equals(current.challenge())
                && report.registration().begunAt().equals(current.begunAt())
                && current.lastCheck().equals(Optional.of(recordOf(report)));
    }

    private static RecordedCheck recordOf(DomainReport report) {
        return new RecordedCheck(report.at(), report.verdict(), report.line(), report.codes());
    }

    private static Lifecycle.Observation observation(DomainReport report) {
        return new Lifecycle.Observation(
                recordOf(report), report.bounceDomain(), report.isAtRisk(), report.visibleEverywhereAt());
    }
}
