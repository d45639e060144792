package io.sendwell.scheduling;

import io.sendwell.AccountHeldException;
import io.sendwell.CampaignHeldException;
import io.sendwell.DamagedSendingException;
import io.sendwell.Departure;
import io.sendwell.EntryOutcome;
import io.sendwell.account.SendwellException;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.OutboxException;
import io.sendwell.outbox.SendingId;
import io.sendwell.route.Route;
import io.sendwell.throttle.Permit;
import io.sendwell.throttle.ThrottleException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one claim to the next hop: screened, prepared, past the receivers' pace, with leave for its ways out and with permits.
 * What the hop answers goes to {@link Replies}. One thread at a time.
 */
final class Posting {

    private static final Logger log = LoggerFactory.getLogger(OutboxWorker.class);

    /** Until what one sending needs may be back: a blocklist, the DNS. */
    private static final Duration UNTIL_BACK = Duration.ofSeconds(15);

    /** Until an account may be enabled or resumed that does not send now; what it scheduled waits so long between two looks. */
    private static final Duration UNTIL_OPEN = Duration.ofMinutes(1);

    private final Workshop shop;
    private final ClaimInHand hand;
    private final Permits permits;
    private final Screening screening;
    private final Mark mark;
    private final Replies replies;
    private final Route firstRoute;
    private final List<Routes.Go> gos = new ArrayList<>();

    /**
     * @param firstGo leave for the first route, which is reported or withdrawn here
     */
    Posting(Workshop shop, ClaimInHand hand, Permits permits, Route firstRoute, Routes.Go firstGo) {
        this.shop = shop;
        this.hand = hand;
        this.permits = permits;
        this.firstRoute = firstRoute;
        this.screening = new Screening(shop, hand);
        this.mark = new Mark(
                shop.holdings(), hand.holding, permits, shop.settings().callTimeout(), shop.closing(), shop.store());
        this.replies = new Replies(shop, hand, mark);
        gos.add(firstGo);
    }

    /** Sends what may be sent of it, and records what became of it. Whatever happens, it lets go of the claim, but for what is in doubt. */
    void run() {
        try {
            List<EntryId> fit = screening.fit();
            if (!fit.isEmpty()) {
                prepared(fit).ifPresent(this::post);
            }
        } catch (OutboxException | ThrottleException e) {
            shop.store().failed(e);
            hand.giveBack(Duration.ZERO);
        } finally {
            gos.forEach(shop.routes()::unused);
            hand.end();
        }
    }

    private void post(Departure departure) {
        recordStopped(departure);
        if (!keepsPace(departure) || departure.ready() == 0) {
            return;
        }
        Optional<Duration> wait = departure.routes().equals(Set.of(firstRoute)) ? Optional.empty() : leave(departure);
        if (wait.isPresent()) {
            shop.board().notBefore(hand.standing, wait.get());
            hand.giveBack(wait.get());
        } else if (hasPermits(departure)) {
            hand.note = departure.note();
            mark.expect(departure.ready(), hand.note);
            submit(departure);
        }
    }

    private Optional<Departure> prepared(List<EntryId> entries) {
        SendingId sending = hand.standing.id();
        try {
            return Optional.of(shop.release().prepare(hand.of(entries)));
        } catch (OutboxException | ThrottleException e) {
            throw e;
        } catch (DamagedSendingException e) {
            log.error("Sending {} cannot be read; it is paused", sending, e);
            shop.pause(hand.standing, "What the outbox holds of it cannot be read: " + e.getMessage());
            hand.giveBack(Duration.ZERO);
        } catch (CampaignHeldException e) {
            log.info("Sending {} is paused: {}", sending, e.getMessage());
            shop.pause(hand.standing, e.because());
            hand.giveBack(Duration.ZERO);
        } catch (AccountHeldException e) {
            log.info("Sending {} waits: {}", sending, e.getMessage());
            shop.board().notBefore(hand.standing, UNTIL_OPEN);
            hand.giveBack(Duration.ZERO);
        } catch (SendwellException e) {
            log.error("Sending {} of account {} has to wait", sending, hand.standing.account(), e);
            waitUntilBack();
        } catch (RuntimeException e) {
            log.error("{} entries of sending {} cannot be prepared", entries.size(), sending, e);
            screening.fault(entries, e);
        }
        return Optional.empty();
    }

    private void waitUntilBack() {
        shop.board().notBefore(hand.standing, UNTIL_BACK);
        hand.giveBack(Duration.ZERO);
    }

    private void recordStopped(Departure departure) {
        hand.record(departure.stopped().stream()
                .map(outcome -> shop.judge().stopped(hand.claim.token(), outcome))
                .toList());
    }

    /** Gives those back that have to wait for their receivers, each with its time; false when who that is cannot be found out now. */
    private boolean keepsPace(Departure departure) {
        Map<EntryId, Duration> waits;
        try {
            waits = shop.pacing().waits(hand.standing.lane(), departure.leaving());
        } catch (ThrottleException e) {
            throw e;
        } catch (RuntimeException e) {
            log.error("Sending {} has to wait: its receivers are not known", hand.standing.id(), e);
            waitUntilBack();
            return false;
        }
        departure.keepBack(waits.keySet());
        List<Verdict.Complete> waiting = new ArrayList<>();
        waits.forEach((entry, wait) -> waiting.add(hand.waits(
                entry, wait, Judge.PACED, "Its receiver gets no more mail for now, by the operator's pace.")));
        hand.record(waiting);
        return true;
    }

    /** Asks for leave for the ways out that the mails take; tells how long to wait when one of them is not used now. */
    private Optional<Duration> leave(Departure departure) {
        gos.forEach(shop.routes()::unused);
        gos.clear();
        for (Route route : departure.routes()) {
            String key = shop.release().routeKey(hand.standing.account(), route);
            Routes.Answer answer = shop.routes().ask(key, hand.standing.account());
            if (answer instanceof Routes.Wait wait) {
                return Optional.of(wait.duration());
            }
            gos.add((Routes.Go) answer);
        }
        return Optional.empty();
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
            waitForPermits(needed, later.retryAfter());
            return false;
        }
        if (permits.left() >= needed) {
            return true;
        }
        if (departure.ready() > 1) {
            hand.claimAlone(departure.ready());
            return false;
        }
        shop.pause(
                hand.standing,
                "A mail of it has " + needed
                        + " recipients, which is more than the account's limit ever lets leave at once."
                        + " Raise the limit, or cancel.");
        hand.giveBack(Duration.ZERO);
        return false;
    }

    // A mail to many waits by itself; others of its account need fewer.
    private void waitForPermits(int needed, Duration wait) {
        if (hand.standing.lane() == Lane.INDIVIDUAL && needed > 1) {
            shop.board().notBefore(hand.standing, wait);
        } else {
            shop.board().throttled(hand.standing.account(), hand.standing.lane(), wait);
        }
        hand.giveBack(wait);
    }

    private void submit(Departure departure) {
        List<Departure.Leaving> leaving = departure.leaving();
        List<EntryOutcome> outcomes = departure.submit(mark);
        List<EntryOutcome> refusedAsOne = replies.take(outcomes, gos);
        hand.tolerantly(() -> shop.pacing().answered(leaving, outcomes));
        halve(refusedAsOne);
    }

    /** Tries a call again that was refused as a whole: halves of halves, down to one, so that one mail sinks no other. */
    private void halve(List<EntryOutcome> refused) {
        if (refused.size() == 1) {
            permits.unuse(replies.giveUp(refused.get(0)));
        } else if (!refused.isEmpty()) {
            int middle = (refused.size() + 1) / 2;
            submitAgain(refused.subList(0, middle));
            submitAgain(refused.subList(middle, refused.size()));
        }
    }

    private void submitAgain(List<EntryOutcome> refused) {
        List<EntryId> entries = refused.stream().map(EntryOutcome::entry).toList();
        Optional<Departure> departure = prepared(entries);
        departure.ifPresent(this::recordStopped);
        Optional<Duration> wait = departure.filter(again -> again.ready() > 0).flatMap(this::leave);
        if (departure.isEmpty() || wait.isPresent()) {
            replies.unsent(hand.unrecorded(entries), wait.orElse(Duration.ZERO));
        } else if (departure.get().ready() > 0) {
            submit(departure.get());
        }
    }
}
