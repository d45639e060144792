package io.sendwell.dnsauth.onboarding;

import io.sendwell.address.DomainName;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainState;
import io.sendwell.domain.DomainVerdict;
import io.sendwell.domain.RecordedCheck;
import io.sendwell.policy.SendingPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How a registration moves from state to state. Pure: it asks nobody and stores nothing. Threads may share it. */
final class Lifecycle {

    // In grace nothing hurries: the account was told, and an hour sooner or later is no matter in 72.
    private static final int REPEATS_IN_GRACE = 4;

    private final SendingPolicy policy;

    Lifecycle(SendingPolicy policy) {
        this.policy = policy;
    }

    /**
     * What one check says about a domain.
     *
     * @param bounceDomain the name for bounces that was seen set up
     * @param atRisk whether it passed with warnings
     * @param soonest when what was seen may change, such as the end of a record's TTL; empty when that is not known
     */
    record Observation(
            RecordedCheck check, Optional<DomainName> bounceDomain, boolean atRisk, Optional<Instant> soonest) {

        Instant at() {
            return check.at();
        }

        DomainVerdict verdict() {
            return check.verdict();
        }
    }

    /** A registration as it has to be stored, and what that means for the account. */
    record Move(DomainRegistration after, Optional<DomainChange.Kind> change) {}

    /** The registration after a check. */
    Move checked(DomainRegistration before, Observation seen) {
        DomainRegistration.Change change = before.change().lastCheck(seen.check());
        return switch (before.state()) {
            case LOST -> new Move(change.done(), Optional.empty());
            case ACTIVE, GRACE ->
                seen.verdict() == DomainVerdict.PASSED
                        ? verified(before, seen, passed(change, seen))
                        : failing(before, seen, change);
            case BEGUN, PENDING, EXPIRED, READY ->
                seen.verdict() == DomainVerdict.PASSED
                        ? ready(before, passed(change, seen))
                        : pending(before, seen, change);
        };
    }

    /** The registration once it is activated with a check that passed. */
    Move activated(DomainRegistration before, Observation seen, Instant now) {
        boolean anew = !before.state().isVerified();
        DomainRegistration.Change change = passed(before.change().lastCheck(seen.check()), seen)
                .state(DomainState.ACTIVE)
                .activatedAt(anew ? Optional.of(now) : before.activatedAt())
                .nextCheckAt(Optional.of(nextAfterPass(seen)));
        return new Move(change.done(), anew ? Optional.of(DomainChange.Kind.ACTIVATED) : restored(before));
    }

    private static DomainRegistration.Change passed(DomainRegistration.Change change, Observation seen) {
        return change.passedAt(Optional.of(seen.at()))
                .bounceDomain(seen.bounceDomain())
                .pendingSince(Optional.empty())
                .failingSince(Optional.empty())
                .failures(0)
                .graceUntil(Optional.empty());
    }

    private Move verified(DomainRegistration before, Observation seen, DomainRegistration.Change change) {
        DomainRegistration after = change.state(DomainState.ACTIVE)
                .nextCheckAt(Optional.of(nextAfterPass(seen)))
                .done();
        return new Move(after, restored(before));
    }

    private static Optional<DomainChange.Kind> restored(DomainRegistration before) {
        return before.state() == DomainState.GRACE ? Optional.of(DomainChange.Kind.RESTORED) : Optional.empty();
    }

    private Instant nextAfterPass(Observation seen) {
        return seen.at().plus(seen.atRisk() ? policy.domainRiskRecheck() : policy.domainRecheck());
    }

    private static Move ready(DomainRegistration before, DomainRegistration.Change change) {
        DomainRegistration after =
                change.state(DomainState.READY).nextCheckAt(Optional.empty()).done();
        return new Move(
                after, before.state() == DomainState.READY ? Optional.empty() : Optional.of(DomainChange.Kind.READY));
    }

    private Move pending(DomainRegistration before, Observation seen, DomainRegistration.Change change) {
        Instant since =
                before.state() == DomainState.PENDING ? before.pendingSince().orElse(seen.at()) : seen.at();
        Instant end = since.plus(policy.domainCheckPending());
        change.failingSince(Optional.of(before.failingSince().orElse(seen.at())))
                .failures(failures(before, seen));
        if (!seen.at().isBefore(end)) {
            DomainRegistration after = change.state(DomainState.EXPIRED)
                    .pendingSince(Optional.empty())
                    .nextCheckAt(Optional.empty())
                    .done();
            return new Move(after, Optional.of(DomainChange.Kind.EXPIRED));
        }
        DomainRegistration after = change.state(DomainState.PENDING)
                .pendingSince(Optional.of(since))
                .nextCheckAt(Optional.of(earlier(repeat(seen), end)))
                .done();
        return new Move(after, Optional.empty());
    }

    /** A domain in use that did not pass. One failure is none: answers flap while zones are being changed. */
    private Move failing(DomainRegistration before, Observation seen, DomainRegistration.Change change) {
        Instant since = before.failingSince().orElse(seen.at());
        int failures = failures(before, seen);
        change.failingSince(Optional.of(since)).failures(failures);
        if (before.state() == DomainState.GRACE) {
            return inGrace(before, seen, change);
        }
        if (!isConfirmed(since, failures, seen)) {
            return new Move(change.nextCheckAt(Optional.of(repeat(seen))).done(), Optional.empty());
        }
        Instant end = seen.at().plus(policy.domainGrace());
        DomainRegistration after = change.state(DomainState.GRACE)
                .graceUntil(Optional.of(end))
                .nextCheckAt(Optional.of(earlier(repeatInGrace(seen), end)))
                .done();
        return new Move(after, Optional.of(DomainChange.Kind.IN_GRACE));
    }

    private Move inGrace(DomainRegistration before, Observation seen, DomainRegistration.Change change) {
        Instant end = before.graceUntil().orElse(seen.at());
        if (seen.at().isBefore(end)) {
            return new Move(
                    change.nextCheckAt(Optional.of(earlier(repeatInGrace(seen), end)))
                            .done(),
                    Optional.empty());
        }
        return lost(change);
    }

    /** The registration once the proof is gone for good. */
    static Move lost(DomainRegistration.Change change) {
        DomainRegistration after = change.state(DomainState.LOST)
                .graceUntil(Optional.empty())
                .bounceDomain(Optional.empty())
                .pendingSince(Optional.empty())
                .nextCheckAt(Optional.empty())
                .done();
        return new Move(after, Optional.of(DomainChange.Kind.LOST));
    }

    /** Several failures some time apart; or, where the DNS gave no answer at all, silence for as long as changes may take (D32). */
    private boolean isConfirmed(Instant since, int failures, Observation seen) {
        int wanted = policy.domainFailuresBeforeGrace();
        Duration apart = policy.domainCheckRepeat().multipliedBy(wanted - 1L);
        boolean failed = failures >= wanted && !seen.at().isBefore(since.plus(apart));
        boolean silent = !seen.at().isBefore(since.plus(policy.domainCheckPending()));
        return failed || silent;
    }

    private static int failures(DomainRegistration before, Observation seen) {
        return seen.verdict() == DomainVerdict.FAILED ? before.failures() + 1 : before.failures();
    }

    /** When what was seen may have changed, and neither at once nor much later than usual. */
    private Instant repeat(Observation seen) {
        Instant usual = seen.at().plus(policy.domainCheckRepeat());
        Instant latest = seen.at().plus(policy.domainCheckRepeat().multipliedBy(REPEATS_IN_GRACE));
        Instant wanted = seen.soonest().orElse(usual);
        return wanted.isBefore(usual) ? usual : earlier(wanted, latest);
    }

    private Instant repeatInGrace(Observation seen) {
        return seen.at().plus(policy.domainCheckRepeat().multipliedBy(REPEATS_IN_GRACE));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
