package io.sendwell.scheduling;

import io.sendwell.EntryOutcome;
import io.sendwell.Recovered;
import io.sendwell.account.SendwellException;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.OutboxEntry;
import io.sendwell.outbox.Sending;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done beside sending, by any worker: leases are extended, answers brought in that the store did not take, claims
 * recovered that somebody left in doubt, cancelled sendings swept, old ones removed. There is no leader; two who do the same
 * do no harm. One thread at a time.
 */
final class Care {

    private static final Logger log = LoggerFactory.getLogger(OutboxWorker.class);

    /** At most so many claims are recovered in one go, since each may ask a next hop. */
    private static final int RECOVERED_AT_ONCE = 20;

    /** Entries in one step of sweeping or removing: some hundredths of a second of a database's time. */
    private static final int SWEPT_AT_ONCE = 1_000;

    private static final int SWEEPS_AT_ONCE = 20;

    private static final Duration BETWEEN_REMOVALS = Duration.ofMinutes(10);

    private final Workshop shop;
    private Optional<Long> lastRemoval = Optional.empty();

    Care(Workshop shop) {
        this.shop = shop;
    }

    /** Does what cannot wait, though the store was away: it is tried whether it is back. */
    void urgent() {
        shop.answers().tryAgain();
        shop.holdings().renew();
    }

    /** Does everything that is to be done now. */
    void everything() {
        urgent();
        try {
            if (!shop.store().isAway()) {
                recover();
            }
            if (!shop.store().isAway()) {
                sweep();
            }
            if (!shop.store().isAway()) {
                removeOld();
            }
        } catch (SendwellException e) {
            shop.store().failed(e);
        } catch (RuntimeException | Error e) {
            log.error("The outbox could not be cared for; it is tried again", e);
        }
    }

    private void recover() {
        Duration asked = shop.settings().settle();
        Duration needed = shop.release().settle();
        Duration settle = asked.compareTo(needed) < 0 ? needed : asked;
        for (int i = 0; i < RECOVERED_AT_ONCE && !shop.closing().getAsBoolean(); i++) {
            long before = shop.nanoTime().getAsLong();
            Optional<Claim> claim =
                    shop.outbox().recover(settle, shop.settings().lease());
            shop.store().answered();
            if (claim.isEmpty()) {
                return;
            }
            recover(claim.get(), before);
            shop.holdings().renew();
        }
    }

    private void recover(Claim claim, long asked) {
        Holdings.Holding holding =
                shop.holdings().hold(claim.token(), claim.entries().size(), asked);
        shop.events()
                .tell(new WorkerEvent.Recovered(
                        claim.account(), claim.token(), claim.entries().size()));
        shop.tally().recovered(claim.entries().size());
        try {
            List<EntryResult> applied = shop.answers().record(claim.account(), results(claim));
            applied.forEach(shop.tally()::completed);
            shop.outbox().settle(claim.token().sending());
        } finally {
            shop.holdings().letGo(holding);
        }
    }

    private List<EntryResult> results(Claim claim) {
        Instant now = claim.leaseEnd().minus(shop.settings().lease());
        Lane lane = shop.outbox()
                .find(claim.account(), claim.token().sending())
                .map(Sending::lane)
                .orElse(Lane.BROADCAST);
        Map<EntryId, EntryHistory> histories = new HashMap<>();
        List<OutboxEntry> entries = new ArrayList<>();
        for (OutboxEntry entry : claim.entries()) {
            EntryHistory history = EntryHistory.of(entry);
            histories.put(entry.id(), history);
            entries.add(new OutboxEntry(entry.id(), entry.attempt(), entry.data(), history.inner()));
        }
        List<EntryResult> results = new ArrayList<>();
        for (Recovered recovered : resolved(claim.with(entries))) {
            EntryHistory history = histories.get(recovered.entry());
            if (history != null) {
                result(claim, lane, history, recovered, now).ifPresent(results::add);
            }
        }
        return results;
    }

    private List<Recovered> resolved(Claim claim) {
        try {
            return shop.release().resolve(claim);
        } catch (RuntimeException e) {
            log.warn(
                    "What became of {} entries of sending {} could not be found out; it is tried again",
                    claim.entries().size(),
                    claim.token().sending(),
                    e);
            return List.of();
        }
    }

    private Optional<EntryResult> result(
            Claim claim, Lane lane, EntryHistory history, Recovered recovered, Instant now) {
        if (recovered instanceof Recovered.Taken taken) {
            EntryOutcome outcome = taken.outcome();
            return Optional.of(EntryResult.ended(
                    outcome.entry(), claim.token(), outcome.state(), outcome.code(), outcome.text(), outcome.memo()));
        }
        if (recovered instanceof Recovered.NotTaken notTaken) {
            return Optional.of(atOnce(claim, notTaken.entry(), history.answeredAt(now, notTaken.memo())));
        }
        if (recovered instanceof Recovered.Repeatable repeatable) {
            return Optional.of(atOnce(claim, repeatable.entry(), history.answeredAt(now, repeatable.memo())));
        }
        if (recovered instanceof Recovered.InDoubt doubt) {
            return Optional.of(
                    shop.settings().inDoubt() == InDoubt.HOLD
                            ? shop.judge().heldBack(claim.token(), doubt.outcome())
                            : shop.judge().repeated(claim.token(), lane, history, doubt.outcome(), now));
        }
        Recovered.Unanswered unanswered = (Recovered.Unanswered) recovered;
        shop.events().tell(new WorkerEvent.LeftInDoubt(claim.account(), unanswered.entry(), unanswered.why()));
        return Optional.empty();
    }

    private static EntryResult atOnce(Claim claim, EntryId entry, Octets memo) {
        return new EntryResult(entry, claim.token(), EntryState.DUE, Duration.ZERO, "", "", memo);
    }

    private void sweep() {
        for (Standing cancelled : shop.board().cancelling()) {
            for (int i = 0; i < SWEEPS_AT_ONCE; i++) {
                if (shop.outbox().sweepCancelled(cancelled.id(), SWEPT_AT_ONCE) == 0) {
                    break;
                }
            }
            shop.outbox().settle(cancelled.id());
        }
    }

    private void removeOld() {
        long now = shop.nanoTime().getAsLong();
        if (lastRemoval.isPresent() && now - lastRemoval.get() < BETWEEN_REMOVALS.toNanos()) {
            return;
        }
        Instant today = shop.outbox().now();
        Instant finishedBefore = today.minus(shop.settings().keepFinished());
        Instant openedBefore = today.minus(shop.settings().keepOpen());
        for (int i = 0; i < SWEEPS_AT_ONCE; i++) {
            if (shop.outbox().prune(finishedBefore, openedBefore, SWEPT_AT_ONCE) == 0) {
                lastRemoval = Optional.of(now);
                return;
            }
        }
    }
}
