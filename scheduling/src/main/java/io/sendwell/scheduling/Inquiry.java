package io.sendwell.scheduling;

import io.sendwell.EntryOutcome;
import io.sendwell.Recovered;
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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what became of claims that were dispatched and not completed: those of which the next hop said nothing, and those
 * that somebody left who died. One thread at a time.
 */
final class Inquiry {

    private static final Logger log = LoggerFactory.getLogger(OutboxWorker.class);

    /** At most so many claims are recovered in one go, since each may ask a next hop. */
    private static final int RECOVERED_AT_ONCE = 20;

    /** Why nobody completed a claim. */
    private enum Left {
        /** The next hop said nothing; this worker lived to see it. */
        BY_SILENCE,
        /** Its worker died, or lost it. The mail may be what it died of. */
        BY_LOSS
    }

    private final Workshop shop;

    Inquiry(Workshop shop) {
        this.shop = shop;
    }

    /** Asks about this worker's own claims. */
    void askAboutOwn() {
        for (Doubts.Doubt doubt : shop.doubts().ripe(shop.holdings()::isHeld)) {
            if (shop.closing().getAsBoolean()) {
                return;
            }
            // Whose lease was lost is recovered, perhaps by this worker.
            if (shop.holdings().isHeld(doubt.holding())) {
                shop.doubts().remove(doubt.claim().token());
                ask(doubt.claim(), doubt.holding(), Left.BY_SILENCE);
            }
        }
    }

    /** Takes over what nobody holds any more, and asks about it. */
    void recover() {
        Duration asked = shop.settings().settle();
        Duration needed = shop.release().settle();
        Duration settle = asked.compareTo(needed) < 0 ? needed : asked;
        for (int i = 0;
                i < RECOVERED_AT_ONCE
                        && !shop.closing().getAsBoolean()
                        && !shop.answers().areTooMany();
                i++) {
            long before = shop.nanoTime().getAsLong();
            Optional<Claim> claim =
                    shop.outbox().recover(settle, shop.settings().lease());
            shop.store().answered();
            if (claim.isEmpty()) {
                return;
            }
            Left left = shop.doubts().remove(claim.get().token()) ? Left.BY_SILENCE : Left.BY_LOSS;
            ask(
                    claim.get(),
                    shop.holdings()
                            .hold(claim.get().token(), claim.get().entries().size(), before),
                    left);
        }
    }

    private void ask(Claim claim, Holdings.Holding holding, Left left) {
        shop.events()
                .tell(new WorkerEvent.Recovered(
                        claim.account(), claim.token(), claim.entries().size()));
        shop.tally().recovered(claim.entries().size());
        Set<EntryId> open =
                claim.entries().stream().map(OutboxEntry::id).collect(Collectors.toCollection(HashSet::new));
        try {
            List<EntryResult> results = results(claim, left);
            results.forEach(result -> open.remove(result.entry()));
            shop.answers().record(claim.account(), results).forEach(shop.tally()::completed);
            shop.outbox().settle(claim.token().sending());
        } finally {
            if (left == Left.BY_SILENCE && !open.isEmpty()) {
                shop.doubts().keep(ClaimInHand.part(claim, open), holding);
            } else {
                shop.holdings().letGo(holding);
            }
            shop.holdings().renew();
        }
    }

    private List<EntryResult> results(Claim claim, Left left) {
        Instant now = shop.outbox().now();
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
        List<Recovered> resolved = resolved(claim.with(entries));
        shop.events()
                .tellOfDoubt(resolved.stream()
                        .filter(Recovered.Unanswered.class::isInstance)
                        .map(Recovered.Unanswered.class::cast)
                        .map(one -> new WorkerEvent.LeftInDoubt(claim.account(), one.entry(), one.why()))
                        .toList());
        for (Recovered recovered : resolved) {
            EntryHistory history = histories.get(recovered.entry());
            if (history != null) {
                result(claim, lane, history, recovered, left, now).ifPresent(results::add);
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
            Claim claim, Lane lane, EntryHistory history, Recovered recovered, Left left, Instant now) {
        if (recovered instanceof Recovered.Taken taken) {
            EntryOutcome outcome = taken.outcome();
            return Optional.of(EntryResult.ended(
                    outcome.entry(), claim.token(), outcome.state(), outcome.code(), outcome.text(), outcome.memo()));
        }
        if (recovered instanceof Recovered.NotTaken notTaken) {
            EntryId entry = notTaken.entry();
            return Optional.of(
                    left == Left.BY_SILENCE
                            ? atOnce(claim, entry, history.answeredAt(now, notTaken.memo()))
                            : shop.judge()
                                    .lost(
                                            claim.token(),
                                            lane,
                                            history,
                                            entry,
                                            EntryState.FAILED,
                                            notTaken.memo(),
                                            now));
        }
        if (recovered instanceof Recovered.Repeatable repeatable) {
            EntryId entry = repeatable.entry();
            return Optional.of(
                    left == Left.BY_SILENCE
                            ? atOnce(claim, entry, history.answeredAt(now, repeatable.memo()))
                            : shop.judge()
                                    .lost(
                                            claim.token(),
                                            lane,
                                            history,
                                            entry,
                                            EntryState.UNCERTAIN,
                                            repeatable.memo(),
                                            now));
        }
        if (recovered instanceof Recovered.InDoubt doubt) {
            return Optional.of(
                    shop.settings().inDoubt() == InDoubt.HOLD
                            ? shop.judge().heldBack(claim.token(), doubt.outcome())
                            : shop.judge().repeated(claim.token(), lane, history, doubt.outcome(), now));
        }
        // It could not be asked about, and stays in doubt.
        return Optional.empty();
    }

    private static EntryResult atOnce(Claim claim, EntryId entry, Octets memo) {
        return EntryResult.again(entry, claim.token(), Duration.ZERO, "", "", memo);
    }
}
