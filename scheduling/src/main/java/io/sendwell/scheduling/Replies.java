package io.sendwell.scheduling;

import io.sendwell.EntryOutcome;
import io.sendwell.address.EmailAddress;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.scheduling.retry.Treatment;
import io.sendwell.transport.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the next hop replied to the calls of one claim, on its way back: judged, recorded, and reported to the route. */
final class Replies {

    private static final Logger log = LoggerFactory.getLogger(OutboxWorker.class);

    /** Before it is looked at again after a mark said no, lest a sending of which nothing can leave keeps a thread busy. */
    private static final Duration AFTER_A_NO = Duration.ofSeconds(1);

    private final Workshop shop;
    private final ClaimInHand hand;
    private final Mark mark;

    Replies(Workshop shop, ClaimInHand hand, Mark mark) {
        this.shop = shop;
        this.hand = hand;
        this.mark = mark;
    }

    /**
     * Takes the replies to one call.
     *
     * @param gos the leave it was made with, to be reported
     * @return those to be called again with fewer others, because the call was refused as a whole
     */
    List<EntryOutcome> take(List<EntryOutcome> outcomes, List<Routes.Go> gos) {
        List<Verdict.Complete> complete = new ArrayList<>();
        List<EntryOutcome> notLeft = new ArrayList<>();
        List<EntryOutcome> halve = new ArrayList<>();
        List<EntryOutcome> inDoubt = new ArrayList<>();
        Optional<Verdict.RouteAtFault> fault = Optional.empty();
        for (EntryOutcome outcome : outcomes) {
            Verdict verdict = shop.judge()
                    .verdict(
                            hand.claim.token(), hand.standing.lane(), hand.history(outcome.entry()), outcome, hand.now);
            if (verdict instanceof Verdict.Complete completed) {
                complete.add(completed);
            } else if (verdict instanceof Verdict.RouteAtFault route) {
                complete.add(Verdict.Complete.harmless(route.result()));
                fault = fault.or(() -> Optional.of(route));
            } else if (verdict instanceof Verdict.NotLeft left) {
                notLeft.add(left.outcome());
            } else if (verdict instanceof Verdict.Halve refused) {
                halve.add(refused.outcome());
            } else if (verdict instanceof Verdict.InDoubt doubt) {
                inDoubt.add(doubt.outcome());
            }
        }
        boolean isDispatched = mark.state() == Mark.State.DISPATCHED || mark.state() == Mark.State.UNKNOWN;
        if (isDispatched) {
            // Dispatched, or perhaps so, and surely not sent: nobody needs to be asked about them.
            notLeft.forEach(outcome -> complete.add(hand.waits(outcome.entry(), Duration.ZERO, "", "")));
        }
        hand.record(complete);
        hand.leaveInDoubt(inDoubt);
        Optional<Verdict.RouteAtFault> ofRoute = fault;
        hand.tolerantly(() -> report(gos, ofRoute, notLeft.size() == outcomes.size(), inDoubt));
        if (!notLeft.isEmpty() && !isDispatched) {
            shop.board().notBefore(hand.standing, AFTER_A_NO);
            hand.giveBack(Duration.ZERO);
        }
        return halve;
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
                        hand.claim.account(),
                        treatment,
                        gos.get(0).key(),
                        EmailAddress.maskedIn(why.toString()));
            }
        } else if (!inDoubt.isEmpty()) {
            shop.routes().silent(gos.get(0), inDoubt.get(0).text());
        } else {
            shop.routes().worked(gos.get(0));
        }
    }

    /**
     * Gives up the one mail that is left of a call that was refused as a whole.
     *
     * @return how many permits it did not need
     */
    int giveUp(EntryOutcome alone) {
        EntryResult result = EntryResult.ended(
                alone.entry(), hand.claim.token(), EntryState.FAILED, alone.code(), alone.text(), alone.memo());
        hand.record(List.of(new Verdict.Complete(result, Verdict.Blame.FAILED)));
        return (int) alone.outcomes().values().stream()
                .filter(RecipientOutcome.Submitted.class::isInstance)
                .count();
    }

    /** Records that these did not leave with a later call of the claim, though it is dispatched. */
    void unsent(List<EntryId> entries, Duration wait) {
        hand.record(
                entries.stream().map(entry -> hand.waits(entry, wait, "", "")).toList());
    }
}
