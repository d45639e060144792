package io.sendwell.scheduling;

import io.sendwell.DamagedSendingException;
import io.sendwell.Departure;
import io.sendwell.EntryOutcome;
import io.sendwell.account.SendwellException;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.OutboxEntry;
import io.sendwell.outbox.OutboxException;
import io.sendwell.route.Route;
import io.sendwell.scheduling.retry.Treatment;
import io.sendwell.throttle.Permit;
import io.sendwell.throttle.ThrottleException;
import io.sendwell.transport.Refusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One claim on its way from the outbox to the next hop, and its answers on their way back. One thread at a time. */
final class Posting {

    private static final Logger log = LoggerFactory.getLogger(OutboxWorker.class);

    /** After so many claims without an answer an entry is claimed alone, so that it takes no others along. */
    private static final int SUSPECT = 2;

    /** After so many it is given up. */
    private static final int POISONOUS = 5;

    /** Until what one sending needs may be back: a blocklist, the DNS. */
    private static final Duration UNTIL_BACK = Duration.ofSeconds(15);

    /** Before it is looked at again after a mark said no, lest a sending of which nothing can leave keeps a thread busy. */
    private static final Duration AFTER_A_NO = Duration.ofSeconds(1);

    private static final Duration AFTER_A_FAULT = Duration.ofMinutes(1);

    private final Workshop shop;
    private final Standing standing;
    private final Claim claim;
    private final Holdings.Holding holding;
    private final Permits permits;
    private final Route firstRoute;
    private final Routes.Go firstGo;
    private final Instant now;
    private final Mark mark;
    private final Map<EntryId, EntryHistory> histories = new HashMap<>();

    Posting(
            Workshop shop,
            Standing standing,
            Claim claim,
            Holdings.Holding holding,
            Permits permits,
            Route firstRoute,
            Routes.Go firstGo) {
        this.shop = shop;
        this.standing = standing;
        this.claim = claim;
        this.holding = holding;
        this.permits = permits;
        this.firstRoute = firstRoute;
        this.firstGo = firstGo;
        this.now = claim.leaseEnd().minus(shop.settings().lease());
        this.mark = new Mark(
                shop.holdings(), holding, permits, shop.settings().callTimeout(), shop.closing(), shop.store());
        claim.entries().forEach(entry -> histories.put(entry.id(), EntryHistory.of(entry)));
    }

    /** Sends what may be sent of it, and records what became of it. Whatever happens, the claim is in nobody's hands afterwards. */
    void run() {
        boolean reported = false;
        try {
            List<OutboxEntry> healthy = withoutPoison();
            if (healthy.isEmpty() || areToBeClaimedAlone(healthy) || isTooLate()) {
                return;
            }
            Optional<Departure> departure = prepared(healthy);
            if (departure.isEmpty()) {
                return;
            }
            recordStopped(departure.get());
            if (!keepsPace(departure.get()) || departure.get().ready() == 0) {
                return;
            }
            List<Routes.Go> gos = leave(departure.get().routes());
            if (gos.isEmpty() || !hasPermits(departure.get())) {
                return;
            }
            reported = true;
            mark.expect(departure.get().ready(), departure.get().note());
            submit(departure.get(), gos);
        } catch (OutboxException | ThrottleException e) {
            shop.store().failed(e);
            giveBack(Duration.ZERO);
        } finally {
            if (!reported) {
                shop.routes().unused(firstGo);
            }
            shop.holdings().letGo(holding);
        }
    }

    private List<OutboxEntry> withoutPoison() {
        List<EntryResult> poison = new ArrayList<>();
        List<OutboxEntry> healthy = new ArrayList<>();
        for (OutboxEntry entry : claim.entries()) {
            EntryHistory history = history(entry.id());
            if (history.unanswered() >= POISONOUS) {
                poison.add(poisoned(entry.id(), history, "its workers died or lost it."));
            } else {
                healthy.add(entry);
            }
        }
        record(poison, Verdict.Blame.FAILED);
        return healthy;
    }

    private EntryResult poisoned(EntryId entry, EntryHistory history, String why) {
        return EntryResult.ended(
                entry,
                claim.token(),
                EntryState.FAILED,
                Judge.POISON,
                "It was claimed " + POISONOUS + " times without coming to an answer: " + why,
                history.inner());
    }

    private boolean areToBeClaimedAlone(List<OutboxEntry> entries) {
        boolean suspect = entries.size() > 1
                && entries.stream().anyMatch(entry -> history(entry.id()).unanswered() >= SUSPECT);
        if (suspect) {
            claimAlone(entries.size());
        }
        return suspect;
    }

    private void claimAlone(int entries) {
        shop.board().claimAlone(standing, entries);
        giveBack(Duration.ZERO);
    }

    /** Pauses a sending that would begin too late. Its first entry keeps a note of that, so that nobody is asked twice. */
    private boolean isTooLate() {
        if (standing.mayBegin) {
            return false;
        }
        Duration late = Duration.between(standing.sending.startAt(), now);
        if (late.compareTo(shop.settings().maxLateness()) <= 0 || Lateness.hasBegun(shop.outbox(), standing)) {
            standing.mayBegin = true;
            return false;
        }
        String because = Lateness.because(
                standing.sending.startAt(), late, shop.settings().maxLateness());
        shop.pause(standing, because);
        record(
                claim.entries().stream()
                        .map(entry -> EntryResult.again(
                                entry.id(),
                                claim.token(),
                                Duration.ZERO,
                                Lateness.LATE,
                                because,
                                history(entry.id())
                                        .notCounted(history(entry.id()).inner())))
                        .toList(),
                Verdict.Blame.NONE);
        return true;
    }

    private Optional<Departure> prepared(List<OutboxEntry> entries) {
        try {
            return Optional.of(shop.release().prepare(claimOf(entries)));
        } catch (OutboxException | ThrottleException e) {
            throw e;
        } catch (DamagedSendingException e) {
            log.error("Sending {} cannot be read; it is paused", claim.token().sending(), e);
            shop.pause(standing, "What the outbox holds of it cannot be read: " + e.getMessage());
            giveBack(Duration.ZERO);
        } catch (SendwellException e) {
            log.error("Sending {} of account {} has to wait", claim.token().sending(), claim.account(), e);
            shop.board().notBefore(standing, UNTIL_BACK);
            giveBack(Duration.ZERO);
        } catch (RuntimeException e) {
            fault(entries, e);
        }
        return Optional.empty();
    }

    /** A mail that makes our own code fail is found by claiming one by one, and costs the others nothing. */
    private void fault(List<OutboxEntry> entries, RuntimeException why) {
        log.error(
                "{} entries of sending {} cannot be prepared",
                entries.size(),
                claim.token().sending(),
                why);
        if (entries.size() > 1) {
            claimAlone(entries.size());
            return;
        }
        EntryId entry = entries.get(0).id();
        EntryHistory history = history(entry);
        if (history.unanswered() + 1 >= POISONOUS) {
            record(List.of(poisoned(entry, history, why.toString())), Verdict.Blame.FAILED);
        } else {
            EntryResult again = EntryResult.again(
                    entry, claim.token(), AFTER_A_FAULT, "FAULT", why.toString(), history.stillUnanswered());
            record(List.of(again), Verdict.Blame.NONE);
        }
    }

    private Claim claimOf(List<OutboxEntry> entries) {
        return claim.with(entries.stream()
                .map(entry -> new OutboxEntry(
                        entry.id(),
                        entry.attempt(),
                        entry.data(),
                        history(entry.id()).inner()))
                .toList());
    }

    private void recordStopped(Departure departure) {
        departure.stopped().forEach(outcome -> {
            Verdict.Complete stopped = shop.judge().stopped(claim.token(), outcome);
            record(List.of(stopped.result()), stopped.blame());
        });
    }

    /** Gives those back that have to wait for their receivers, each with its time; false when who that is cannot be found out now. */
    private boolean keepsPace(Departure departure) {
        Map<EntryId, Duration> waits;
        try {
            waits = shop.pacing().waits(standing.lane(), departure.leaving());
        } catch (ThrottleException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("Sending {} has to wait: its receivers are not known", standing.id(), e);
            shop.board().notBefore(standing, UNTIL_BACK);
            giveBack(Duration.ZERO);
            return false;
        }
        departure.keepBack(waits.keySet());
        List<EntryResult> waiting = new ArrayList<>();
        waits.forEach((entry, wait) -> waiting.add(EntryResult.again(
                entry,
                claim.token(),
                wait,
                Judge.PACED,
                "Its receiver gets no more mail for now, by the operator's pace.",
                history(entry).notCounted(history(entry).inner()))));
        record(waiting, Verdict.Blame.NONE);
        return true;
    }

    /** Leave for the ways out that the mails take; empty when one of them is not used now, and the claim is given back. */
    private List<Routes.Go> leave(Set<Route> routes) {
        if (routes.equals(Set.of(firstRoute))) {
            return List.of(firstGo);
        }
        shop.routes().unused(firstGo);
        List<Routes.Go> gos = new ArrayList<>();
        for (Route route : routes) {
            String key = shop.release().routeKey(claim.account(), route);
            Routes.Answer answer = shop.routes().ask(key, claim.account());
            if (answer instanceof Routes.Wait wait) {
                gos.forEach(shop.routes()::unused);
                shop.board().notBefore(standing, wait.duration());
                giveBack(wait.duration());
                return List.of();
            }
            gos.add((Routes.Go) answer);
        }
        return gos;
    }

    private boolean hasPermits(Departure departure) {
        int needed = departure.recipients();
        if (permits.left() >= needed) {
            return true;
        }
        // All of them together: of those granted bit by bit the last ones might never come.
        permits.giveBack(shop.store());
        Permit granted = permits.ask(needed);
        if (granted instanceof Permit.NotBefore later) {
            shop.board().throttled(claim.account(), standing.lane(), later.retryAfter());
            giveBack(later.retryAfter());
            return false;
        }
        if (permits.left() >= needed) {
            return true;
        }
        if (departure.ready() > 1) {
            claimAlone(departure.ready());
            return false;
        }
        shop.pause(
                standing,
                "A mail of it has " + needed
                        + " recipients, which is more than the account's limit ever lets leave at once."
                        + " Raise the limit, or cancel.");
        giveBack(Duration.ZERO);
        return false;
    }

    private void submit(Departure departure, List<Routes.Go> gos) {
        List<Departure.Leaving> leaving = departure.leaving();
        List<EntryOutcome> outcomes = departure.submit(mark);
        take(outcomes, gos);
        tolerantly(() -> shop.pacing().answered(leaving, outcomes));
    }

    private void take(List<EntryOutcome> outcomes, List<Routes.Go> gos) {
        List<EntryResult> results = new ArrayList<>();
        List<EntryResult> failed = new ArrayList<>();
        List<EntryResult> byPolicy = new ArrayList<>();
        List<EntryOutcome> notLeft = new ArrayList<>();
        List<EntryOutcome> halve = new ArrayList<>();
        List<EntryOutcome> inDoubt = new ArrayList<>();
        Optional<Verdict.RouteAtFault> fault = Optional.empty();
        for (EntryOutcome outcome : outcomes) {
            Verdict verdict =
                    shop.judge().verdict(claim.token(), standing.lane(), history(outcome.entry()), outcome, now);
            if (verdict instanceof Verdict.Complete complete) {
                switch (complete.blame()) {
                    case NONE -> results.add(complete.result());
                    case FAILED -> failed.add(complete.result());
                    case POLICY -> byPolicy.add(complete.result());
                }
            } else if (verdict instanceof Verdict.RouteAtFault route) {
                results.add(route.result());
                fault = fault.or(() -> Optional.of(route));
            } else if (verdict instanceof Verdict.NotLeft left) {
                notLeft.add(left.outcome());
            } else if (verdict instanceof Verdict.Halve refused) {
                halve.add(refused.outcome());
            } else if (verdict instanceof Verdict.InDoubt doubt) {
                inDoubt.add(doubt.outcome());
            }
        }
        results.addAll(unsent(notLeft));
        record(results, Verdict.Blame.NONE);
        record(failed, Verdict.Blame.FAILED);
        record(byPolicy, Verdict.Blame.POLICY);
        leaveInDoubt(inDoubt);
        Optional<Verdict.RouteAtFault> ofRoute = fault;
        tolerantly(() -> report(gos, ofRoute, notLeft.size() == outcomes.size(), inDoubt));
        halve(halve, gos);
        if (!notLeft.isEmpty() && (mark.state() == Mark.State.CLAIMED || mark.state() == Mark.State.DENIED)) {
            shop.board().notBefore(standing, AFTER_A_NO);
            giveBack(Duration.ZERO);
        }
    }

    // Dispatched, or perhaps so, and surely not sent: nobody needs to be asked about them.
    private List<EntryResult> unsent(List<EntryOutcome> notLeft) {
        if (mark.state() != Mark.State.DISPATCHED && mark.state() != Mark.State.UNKNOWN) {
            return List.of();
        }
        return notLeft.stream()
                .map(outcome -> EntryResult.again(
                        outcome.entry(),
                        claim.token(),
                        Duration.ZERO,
                        "",
                        "",
                        history(outcome.entry()).notCounted(outcome.memo())))
                .toList();
    }

    private void leaveInDoubt(List<EntryOutcome> outcomes) {
        outcomes.forEach(outcome ->
                shop.events().tell(new WorkerEvent.LeftInDoubt(claim.account(), outcome.entry(), outcome.text())));
        shop.tally().leftInDoubt(outcomes.size());
    }

    private void report(
            List<Routes.Go> gos,
            Optional<Verdict.RouteAtFault> fault,
            boolean nothingLeft,
            List<EntryOutcome> inDoubt) {
        // Which of several ways out is at fault, the outcomes do not say.
        if (gos.size() > 1 || nothingLeft) {
            gos.forEach(shop.routes()::unused);
        } else if (fault.isPresent()) {
            Treatment treatment = fault.get().treatment();
            Refusal why = fault.get().why();
            shop.routes().tookNothing(gos.get(0), treatment, why);
            if (treatment != Treatment.ROUTE_AWAY) {
                log.warn(
                        "Account {}: {} on route {}: {}",
                        claim.account(),
                        treatment,
                        gos.get(0).key(),
                        why);
            }
        } else if (!inDoubt.isEmpty()) {
            shop.routes().silent(gos.get(0), inDoubt.get(0).text());
        } else {
            shop.routes().worked(gos.get(0));
        }
    }

    /** Tries a call again that was refused as a whole: halves of halves, down to one, so that one mail sinks no other. */
    private void halve(List<EntryOutcome> refused, List<Routes.Go> gos) {
        if (refused.isEmpty()) {
            return;
        }
        if (refused.size() == 1) {
            EntryOutcome alone = refused.get(0);
            permits.unuse(handedOver(alone));
            EntryResult result = EntryResult.ended(
                    alone.entry(), claim.token(), EntryState.FAILED, alone.code(), alone.text(), alone.memo());
            record(List.of(result), Verdict.Blame.FAILED);
            return;
        }
        int middle = (refused.size() + 1) / 2;
        submitAgain(refused.subList(0, middle), gos);
        submitAgain(refused.subList(middle, refused.size()), gos);
    }

    private static int handedOver(EntryOutcome outcome) {
        return (int) outcome.outcomes().values().stream()
                .filter(RecipientOutcome.Submitted.class::isInstance)
                .count();
    }

    private void submitAgain(List<EntryOutcome> outcomes, List<Routes.Go> gos) {
        Set<EntryId> ids = outcomes.stream().map(EntryOutcome::entry).collect(Collectors.toSet());
        Optional<Departure> departure = prepared(claim.entries().stream()
                .filter(entry -> ids.contains(entry.id()))
                .toList());
        if (departure.isEmpty()) {
            record(unsent(outcomes), Verdict.Blame.NONE);
            return;
        }
        recordStopped(departure.get());
        if (departure.get().ready() > 0) {
            submit(departure.get(), gos);
        }
    }

    private void record(List<EntryResult> results, Verdict.Blame blame) {
        List<EntryResult> applied = shop.answers().record(claim.account(), results);
        applied.forEach(shop.tally()::completed);
        long ended =
                applied.stream().filter(result -> result.state().isFinished()).count();
        standing.budget.ifPresent(budget -> {
            applied.forEach(result -> count(budget, result, blame));
            budget.exceeded().ifPresent(because -> tolerantly(() -> shop.pause(standing, because)));
        });
        if (standing.sending.total() == 1) {
            applied.stream()
                    .filter(result -> !result.state().isFinished())
                    .forEach(result -> shop.board().notBefore(standing, result.delay()));
        }
        if (ended > 0 && shop.board().ended(standing, ended)) {
            tolerantly(() -> shop.outbox().settle(standing.id()));
            shop.board().remove(standing);
        }
    }

    /** Does what may be left out: somebody does it later, and the answers that are still in hand matter more. */
    private void tolerantly(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            shop.store().failed(e);
        }
    }

    private static void count(ErrorBudget budget, EntryResult result, Verdict.Blame blame) {
        if (result.state() == EntryState.ACCEPTED) {
            budget.accepted();
        } else if (result.state() == EntryState.FAILED) {
            if (blame == Verdict.Blame.POLICY) {
                budget.failedByPolicy();
            } else {
                budget.failed();
            }
        }
    }

    /** Gives back what was not sent. A store that is away does so by itself, when the lease ends. */
    private void giveBack(Duration delay) {
        tolerantly(() -> shop.outbox().release(claim.token(), delay));
    }

    private EntryHistory history(EntryId entry) {
        EntryHistory history = histories.get(entry);
        if (history == null) {
            throw new IllegalStateException("Entry " + entry + " is not of this claim.");
        }
        return history;
    }
}
