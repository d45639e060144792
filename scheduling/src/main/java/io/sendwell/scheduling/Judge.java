package io.sendwell.scheduling;

import io.sendwell.EntryOutcome;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.outbox.ClaimToken;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.Octets;
import io.sendwell.scheduling.retry.RetryPolicy;
import io.sendwell.scheduling.retry.Treatment;
import io.sendwell.scheduling.retry.Triage;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.SubmissionResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** Decides what is done with an entry after the next hop answered. Threads share it. */
final class Judge {

    /** The code of an entry whose attempts or time are used up. */
    static final String EXHAUSTED = "EXHAUSTED";

    /** The code of an entry that was claimed too often without an answer. */
    static final String POISON = "POISON";

    /** The code of an entry whose worker died, or lost it, after its dispatch. */
    static final String LOST = "LOST";

    /** The code of an entry that waits because its receiver gets no more mail now. */
    static final String PACED = "PACED";

    /** After so many claims without an answer an entry is claimed alone, so that it takes no others along. */
    static final int SUSPECT = 2;

    /** After so many claims without an answer an entry is given up. */
    static final int POISONOUS = 5;

    /** Before something is tried again at which our own code, or the application's, failed. */
    static final Duration AFTER_A_FAULT = Duration.ofMinutes(1);

    private static final Duration FIRST_ROUTE_WAIT = Duration.ofSeconds(15);
    private static final Duration LONGEST_ROUTE_WAIT = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 6;

    /** One recipient's refusal, and what is done about it. */
    private record Refused(Refusal refusal, Triage.Decision decision) {
        Treatment treatment() {
            return decision.treatment();
        }
    }

    private final RetryPolicy retry;
    private final RandomGenerator chance;

    Judge(RetryPolicy retry, RandomGenerator chance) {
        this.retry = retry;
        this.chance = chance;
    }

    /**
     * What is done with an entry.
     *
     * @param now by the store's clock
     */
    Verdict verdict(ClaimToken token, Lane lane, EntryHistory history, EntryOutcome outcome, Instant now) {
        if (outcome.state() == EntryState.UNCERTAIN) {
            return new Verdict.InDoubt(outcome);
        }
        List<Refused> refusals = refusals(outcome);
        if (has(refusals, Treatment.LEAVE)) {
            return new Verdict.NotLeft(outcome);
        }
        if (has(refusals, Treatment.HALVE)) {
            return new Verdict.Halve(outcome);
        }
        Optional<Refused> route = first(refusals, Treatment::isOfRoute);
        if (route.isPresent()) {
            return routeAtFault(token, history, outcome, route.get());
        }
        return outcome.state() == EntryState.DUE
                ? again(token, lane, history, outcome, refusals, now)
                : ended(token, outcome, refusals);
    }

    /** An entry that no gate let through, or that needs nothing more. */
    Verdict.Complete stopped(ClaimToken token, EntryOutcome outcome) {
        return ended(token, outcome, refusals(outcome));
    }

    /**
     * An entry of which nobody knows whether it was taken, and which is to be sent again.
     *
     * @return due again by the schedule, or given up as UNCERTAIN when its attempts are used up
     */
    EntryResult repeated(ClaimToken token, Lane lane, EntryHistory history, EntryOutcome outcome, Instant now) {
        return retry.delay(history.counted(), Duration.ZERO, history.age(now), lane, chance)
                .map(delay -> EntryResult.again(
                        outcome.entry(),
                        token,
                        delay,
                        outcome.code(),
                        outcome.text(),
                        history.answeredAt(now, outcome.memo())))
                .orElseGet(() -> heldBack(token, outcome));
    }

    /** An entry of which nobody knows whether it was taken, and which is given up. */
    EntryResult heldBack(ClaimToken token, EntryOutcome outcome) {
        return EntryResult.ended(
                outcome.entry(), token, EntryState.UNCERTAIN, outcome.code(), outcome.text(), outcome.memo());
    }

    /**
     * An entry whose worker died after its dispatch, or lost it. It is due again at once, since mostly it is not the mail that
     * kills; by the schedule once it was claimed alone, and not for ever.
     *
     * @param end how it ends when there is to be no next time
     * @param memo the release's own
     */
    EntryResult lost(
            ClaimToken token,
            Lane lane,
            EntryHistory history,
            EntryId entry,
            EntryState end,
            Octets memo,
            Instant now) {
        int before = history.unanswered();
        Optional<Duration> delay = Optional.of(Duration.ZERO);
        if (before + 1 >= POISONOUS) {
            delay = Optional.empty();
        } else if (before >= SUSPECT) {
            delay = retry.delay(before + 1 - SUSPECT, Duration.ZERO, history.age(now), lane, chance);
        }
        String why = "its worker died after the mail was handed over, or lost it.";
        return delay.map(wait -> EntryResult.again(
                        entry, token, wait, LOST, "Its worker died, or lost it.", history.lostAt(now, memo)))
                .orElseGet(
                        () -> poisoned(entry, token, before + 1, end, why, memo).result());
    }

    /** An entry that was claimed too often without an answer. */
    static Verdict.Complete poisoned(
            EntryId entry, ClaimToken token, int claims, EntryState end, String why, Octets memo) {
        String text = "It was claimed " + claims + " times without coming to an answer: " + why;
        return new Verdict.Complete(EntryResult.ended(entry, token, end, POISON, text, memo), Verdict.Blame.FAILED);
    }

    private Verdict again(
            ClaimToken token,
            Lane lane,
            EntryHistory history,
            EntryOutcome outcome,
            List<Refused> refusals,
            Instant now) {
        Duration atLeast = refusals.stream()
                .filter(refused -> refused.treatment() == Treatment.AGAIN)
                .map(refused -> refused.decision().atLeast())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Optional<Duration> delay = retry.delay(history.counted(), atLeast, history.age(now), lane, chance);
        EntryResult result = delay.map(wait -> EntryResult.again(
                        outcome.entry(),
                        token,
                        wait,
                        outcome.code(),
                        outcome.text(),
                        history.answeredAt(now, outcome.memo())))
                .orElseGet(() -> EntryResult.ended(
                        outcome.entry(),
                        token,
                        EntryState.FAILED,
                        EXHAUSTED,
                        "Given up after " + history.counted() + " attempts; the last one was " + outcome.text(),
                        outcome.memo()));
        return new Verdict.Complete(result, delay.isPresent() ? Verdict.Blame.NONE : Verdict.Blame.FAILED);
    }

    private Verdict routeAtFault(ClaimToken token, EntryHistory history, EntryOutcome outcome, Refused why) {
        Duration doubled = FIRST_ROUTE_WAIT.multipliedBy(1L << Math.min(history.free(), MOST_DOUBLINGS));
        Duration own = doubled.compareTo(LONGEST_ROUTE_WAIT) < 0 ? doubled : LONGEST_ROUTE_WAIT;
        Duration asked = why.decision().atLeast();
        EntryResult result = EntryResult.again(
                outcome.entry(),
                token,
                asked.compareTo(own) > 0 ? asked : own,
                outcome.code(),
                outcome.text(),
                history.notCounted(outcome.memo()));
        return new Verdict.RouteAtFault(result, why.treatment(), why.refusal());
    }

    private static Verdict.Complete ended(ClaimToken token, EntryOutcome outcome, List<Refused> refusals) {
        EntryResult result = EntryResult.ended(
                outcome.entry(), token, outcome.state(), outcome.code(), outcome.text(), outcome.memo());
        if (outcome.state() != EntryState.FAILED) {
            return new Verdict.Complete(result, Verdict.Blame.NONE);
        }
        return new Verdict.Complete(
                result, has(refusals, Treatment.GIVE_UP_BY_POLICY) ? Verdict.Blame.POLICY : Verdict.Blame.FAILED);
    }

    private static boolean has(List<Refused> refusals, Treatment treatment) {
        return refusals.stream().anyMatch(refused -> refused.treatment() == treatment);
    }

    private static Optional<Refused> first(List<Refused> refusals, Predicate<Treatment> which) {
        return refusals.stream()
                .filter(refused -> which.test(refused.treatment()))
                .findFirst();
    }

    private static List<Refused> refusals(EntryOutcome outcome) {
        return outcome.outcomes().values().stream()
                .flatMap(of -> refused(of).stream())
                .toList();
    }

    private static Optional<Refused> refused(RecipientOutcome outcome) {
        if (!(outcome instanceof RecipientOutcome.Submitted submitted)) {
            return Optional.empty();
        }
        return submitted
                .result()
                .fold(
                        (SubmissionResult.Accepted accepted) -> Optional.empty(),
                        deferred -> Optional.of(new Refused(deferred.refusal(), Triage.deferred(deferred.refusal()))),
                        rejected -> Optional.of(new Refused(rejected.refusal(), Triage.rejected(rejected.refusal()))),
                        uncertain -> Optional.empty());
    }
}
