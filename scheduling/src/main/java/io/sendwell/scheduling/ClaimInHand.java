package io.sendwell.scheduling;

import io.sendwell.EntryOutcome;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.OutboxEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One claim in this worker's hands: what is known of its entries, and how what becomes of them is brought back into the outbox.
 * One thread at a time.
 */
final class ClaimInHand {

    final Claim claim;
    final Standing standing;
    final Holdings.Holding holding;

    /** When it was claimed, by the store's clock. */
    final Instant now;

    private final Workshop shop;
    private final Map<EntryId, EntryHistory> histories = new HashMap<>();
    private final Set<EntryId> recorded = new HashSet<>();
    private final Set<EntryId> inDoubt = new HashSet<>();

    /** What is left with it when it is dispatched, for whoever prepares it again or has to ask what became of it. */
    Octets note = Octets.none();

    ClaimInHand(Workshop shop, Standing standing, Claim claim, Holdings.Holding holding) {
        this.shop = shop;
        this.standing = standing;
        this.claim = claim;
        this.holding = holding;
        this.now = claim.leaseEnd().minus(shop.settings().lease());
        claim.entries().forEach(entry -> histories.put(entry.id(), EntryHistory.of(entry)));
    }

    EntryHistory history(EntryId entry) {
        EntryHistory history = histories.get(entry);
        if (history == null) {
            throw new IllegalStateException("Entry " + entry + " is not of this claim.");
        }
        return history;
    }

    /** A claim with only these of its entries. */
    static Claim part(Claim claim, Collection<EntryId> entries) {
        return claim.with(claim.entries().stream()
                .filter(entry -> entries.contains(entry.id()))
                .toList());
    }

    /** The claim with these of its entries, as the release knows them: without what the worker remembers of them. */
    Claim of(Collection<EntryId> entries) {
        return noted(part(claim, entries).entries().stream()
                .map(entry -> new OutboxEntry(
                        entry.id(),
                        entry.attempt(),
                        entry.data(),
                        history(entry.id()).inner()))
                .toList());
    }

    private Claim noted(List<OutboxEntry> entries) {
        return new Claim(claim.token(), claim.account(), claim.leaseEnd(), entries, note);
    }

    /** Those of them of which nothing was recorded yet. */
    List<EntryId> unrecorded(Collection<EntryId> entries) {
        return entries.stream().filter(entry -> !recorded.contains(entry)).toList();
    }

    /** An entry that did not leave, for a reason that is not its own: due again after the delay, and the attempt does not count. */
    Verdict.Complete waits(EntryId entry, Duration delay, String code, String text) {
        EntryHistory history = history(entry);
        return Verdict.Complete.harmless(
                EntryResult.again(entry, claim.token(), delay, code, text, history.notCounted(history.inner())));
    }

    /** Records what became of entries, all in one step, and draws the sending's conclusions. */
    void record(List<Verdict.Complete> verdicts) {
        List<EntryResult> results =
                verdicts.stream().map(Verdict.Complete::result).toList();
        results.forEach(result -> recorded.add(result.entry()));
        List<EntryResult> applied = shop.answers().record(claim.account(), results);
        applied.forEach(shop.tally()::completed);
        standing.budget.ifPresent(budget -> {
            verdicts.stream()
                    .filter(verdict -> applied.contains(verdict.result()))
                    .forEach(verdict -> count(budget, verdict));
            budget.exceeded().ifPresent(because -> tolerantly(() -> shop.pause(standing, because)));
        });
        if (standing.sending.total() == 1) {
            applied.stream()
                    .filter(result -> !result.state().isFinished())
                    .forEach(result -> shop.board().notBefore(standing, result.delay()));
        }
        long ended =
                applied.stream().filter(result -> result.state().isFinished()).count();
        if (ended > 0 && shop.board().ended(standing, ended)) {
            tolerantly(() -> shop.outbox().settle(standing.id()));
            shop.board().remove(standing);
        }
    }

    private static void count(ErrorBudget budget, Verdict.Complete verdict) {
        if (verdict.result().state() == EntryState.ACCEPTED) {
            budget.accepted();
        } else if (verdict.result().state() == EntryState.FAILED) {
            if (verdict.blame() == Verdict.Blame.POLICY) {
                budget.failedByPolicy();
            } else {
                budget.failed();
            }
        }
    }

    /** Gives back what was not dispatched. A store that is away does so by itself, when the lease ends. */
    void giveBack(Duration delay) {
        tolerantly(() -> shop.outbox().release(claim.token(), delay));
    }

    /** The next hop said nothing of these; they stay dispatched until it was asked. */
    void leaveInDoubt(List<EntryOutcome> outcomes) {
        outcomes.forEach(outcome -> inDoubt.add(outcome.entry()));
        shop.events()
                .tellOfDoubt(outcomes.stream()
                        .map(outcome -> new WorkerEvent.LeftInDoubt(claim.account(), outcome.entry(), outcome.text()))
                        .toList());
        shop.tally().leftInDoubt(outcomes.size());
    }

    /** Lets go of it, but for what is in doubt. */
    void end() {
        if (inDoubt.isEmpty()) {
            shop.holdings().letGo(holding);
        } else {
            shop.doubts().keep(noted(part(claim, inDoubt).entries()), holding);
        }
    }

    /** Gives it back, and has so many entries of the sending claimed one by one. */
    void claimAlone(int entries) {
        shop.board().claimAlone(standing, entries);
        giveBack(Duration.ZERO);
    }

    /** Does what may be left out: somebody does it later, and the answers that are still in hand matter more. */
    void tolerantly(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            shop.store().failed(e);
        }
    }
}
