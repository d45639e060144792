package io.sendwell.dnsauth.onboarding;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.check.FindingStatus;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.onboarding.Lifecycle.Move;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainState;
import io.sendwell.domain.DomainStore;
import io.sendwell.domain.DomainStore.Saved;
import io.sendwell.domain.RecordedCheck;
import io.sendwell.policy.SendingPolicy;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a registration moves on: with what a check found, when it is activated, when it is given up. Whoever moves it at the same
 * time is waited for; keys are let sign and suspended with it, and the account is told. What is found, {@link
 * DomainOnboarding} examines; which move follows, {@link Lifecycle} says. Threads share it.
 */
final class DomainMoves {

    private static final Logger log = LoggerFactory.getLogger(DomainOnboarding.class);

    // More than there are people and nodes who would work on one domain in the same second.
    static final int MAX_RACES = 20;

    private final DomainStore store;
    private final InstantSource clock;
    private final SendingPolicy policy;
    private final DomainListener listener;
    private final Function<AccountId, ZoneId> timeZones;
    private final DkimStep dkim;
    private final Lifecycle lifecycle;

    DomainMoves(DomainOnboardingBuilder builder, DkimStep dkim) {
        store = builder.store();
        clock = builder.clock;
        policy = builder.policy;
        listener = builder.listener;
        timeZones = builder.timeZones;
        this.dkim = dkim;
        lifecycle = new Lifecycle(policy);
    }

    /** What became of a report: the domain as it is stored now, and what the account was told. */
    record Recorded(DomainRegistration registration, Optional<DomainChange> change) {}

    Recorded record(DomainReport report) {
        if (report.findings().stream().anyMatch(DomainMoves::isHeldByAnother)) {
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

    /** Accounts that have its domain verified, itself aside. */
    List<DomainRegistration> othersInUse(DomainRegistration registration) {
        return store.ofDomain(registration.domain()).stream()
                .filter(other -> !other.account().equals(registration.account())
                        && other.state().isVerified())
                .toList();
    }

    Activation activate(DomainReport report) {
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
                        stored, DomainOnboarding.said(OnboardingFinding.ONBOARDING_OWN_REPUTATION, stored.domain()));
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
                            List.of(DomainOnboarding.said(OnboardingFinding.ONBOARDING_GIVEN_UP, stored.domain()))));
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

    /** The store did not let a registration be saved, however often it was tried. */
    static ConcurrentModificationException raced(AccountId account, DomainName domain) {
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
        findings.add(DomainOnboarding.said(kind.words(), registration.domain())
                .with("hours", policy.domainCheckPending().toHours())
                .with("until", shown(registration, registration.graceUntil())));
        if (kind == DomainChange.Kind.ACTIVATED) {
            findings.add(DomainOnboarding.said(OnboardingFinding.ONBOARDING_OWN_REPUTATION, registration.domain()));
        }
        findings.addAll(why);
        return new DomainChange(kind, registration, at, findings);
    }

    private String shown(DomainRegistration registration, Optional<Instant> time) {
        ZoneId zone = timeZones.apply(registration.account());
        return time.map(instant -> policy.domainResultTime().format(instant.atZone(zone)) + " " + zone)
                .orElse("");
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
