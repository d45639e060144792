package io.sendwell.scheduling;

import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.OutboxEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which entries of a claim are prepared at all: not those that seem to kill who does, and nothing of a sending that is too late. */
final class Screening {

    private final Workshop shop;
    private final ClaimInHand hand;

    Screening(Workshop shop, ClaimInHand hand) {
        this.shop = shop;
        this.hand = hand;
    }

    /** The entries to be prepared. When there are none, the claim was given back or has ended. */
    List<EntryId> fit() {
        List<EntryId> healthy = withoutPoison();
        return healthy.isEmpty() || areToBeClaimedAlone(healthy) || isTooLate() ? List.of() : healthy;
    }

    private List<EntryId> withoutPoison() {
        List<Verdict.Complete> poison = new ArrayList<>();
        List<EntryId> healthy = new ArrayList<>();
        for (OutboxEntry entry : hand.claim.entries()) {
            EntryHistory history = hand.history(entry.id());
            if (history.unanswered() >= Judge.POISONOUS) {
                poison.add(poisoned(entry.id(), history.unanswered(), "its workers died or lost it."));
            } else {
                healthy.add(entry.id());
            }
        }
        hand.record(poison);
        return healthy;
    }

    private Verdict.Complete poisoned(EntryId entry, int claims, String why) {
        return Judge.poisoned(
                entry,
                hand.claim.token(),
                claims,
                EntryState.FAILED,
                why,
                hand.history(entry).inner());
    }

    private boolean areToBeClaimedAlone(List<EntryId> entries) {
        boolean suspect = entries.size() > 1
                && entries.stream().anyMatch(entry -> hand.history(entry).unanswered() >= Judge.SUSPECT);
        if (suspect) {
            hand.claimAlone(entries.size());
        }
        return suspect;
    }

    /** Pauses a sending that would begin too late. */
    private boolean isTooLate() {
        Standing standing = hand.standing;
        if (standing.mayBegin) {
            return false;
        }
        Optional<String> question = Lateness.question(
                shop.outbox(), standing, hand.now, shop.settings().maxLateness());
        if (question.isEmpty()) {
            standing.mayBegin = true;
            return false;
        }
        shop.pause(standing, question.get());
        hand.giveBack(Duration.ZERO);
        return true;
    }

    /** What to do with entries that make our own code fail: they are found by claiming one by one, and cost the others nothing. */
    void fault(List<EntryId> entries, RuntimeException why) {
        if (entries.size() > 1) {
            hand.claimAlone(entries.size());
            return;
        }
        EntryId entry = entries.get(0);
        EntryHistory history = hand.history(entry);
        if (history.unanswered() + 1 >= Judge.POISONOUS) {
            hand.record(List.of(poisoned(entry, history.unanswered() + 1, why.toString())));
        } else {
            hand.record(List.of(Verdict.Complete.harmless(EntryResult.again(
                    entry,
                    hand.claim.token(),
                    Judge.AFTER_A_FAULT,
                    "FAULT",
                    why.toString(),
                    history.stillUnanswered()))));
        }
    }
}
