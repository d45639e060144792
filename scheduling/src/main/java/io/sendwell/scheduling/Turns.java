package io.sendwell.scheduling;

import io.sendwell.account.SendwellException;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingState;
import io.sendwell.route.Route;
import io.sendwell.throttle.Permit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turn by turn: whose it is, whether its route is used, how many permits there are, what is claimed with them, and each claim
 * posted. Threads share it; each is in its own turn.
 */
final class Turns {

    private static final Logger log = LoggerFactory.getLogger(OutboxWorker.class);

    /** Every 4th claim of a sending asks for what came due again, so that a retry does not wait for the last fresh entry. */
    private static final int AGAIN_EVERY = 4;

    /**
     * By SMTP a claim is one mail, and to go to the store for each would be what takes most of the time. More than what 10 mails
     * take is too long for others to wait.
     */
    private static final int CLAIMS_AT_ONCE = 10;

    /** How often the progress of a broadcast is looked up, in claims of this worker. */
    private static final int PROGRESS_EVERY = 10;

    /** Until somebody has named an account again that has mail in the outbox. */
    private static final Duration UNTIL_NAMED = Duration.ofMinutes(1);

    private final Workshop shop;

    Turns(Workshop shop) {
        this.shop = shop;
    }

    /**
     * Does one turn that leads to a claim, after as many as need that did not.
     *
     * @return false when nothing in these lanes is to be done now
     */
    boolean take(Set<Lane> lanes) {
        while (mayGoOn()) {
            Optional<Standing> next = shop.board().next(lanes);
            if (next.isEmpty()) {
                return false;
            }
            try {
                if (take(next.get())) {
                    return true;
                }
            } catch (SendwellException e) {
                shop.store().failed(e);
            } catch (RuntimeException | Error e) {
                // A foreign hook or template may well overflow the stack; that must not cost a thread.
                log.error("A turn of sending {} failed", next.get().id(), e);
                shop.board().notBefore(next.get(), Judge.AFTER_A_FAULT);
            } finally {
                shop.board().done(next.get());
            }
        }
        return false;
    }

    private boolean take(Standing standing) {
        Optional<Route> route = shop.release().firstRoute(standing.account());
        if (route.isEmpty()) {
            log.error("Account {} has mail in the outbox, and is not known or has no way out", standing.account());
            shop.board().notBefore(standing, UNTIL_NAMED);
            return false;
        }
        if (standing.lane() != Lane.INDIVIDUAL && isPausedByProgress(standing)) {
            return false;
        }
        Routes.Answer answer =
                shop.routes().ask(shop.release().routeKey(standing.account(), route.get()), standing.account());
        if (answer instanceof Routes.Wait wait) {
            shop.board().notBefore(standing, wait.duration());
            return false;
        }
        Routes.Go go = (Routes.Go) answer;
        Permits permits =
                new Permits(shop.throttle(), standing.account(), standing.lane(), shop.nanoTime(), shop.meter());
        Deque<Claim> claims = new ArrayDeque<>();
        try {
            long asked = claim(standing, go, permits, claims);
            if (claims.isEmpty()) {
                shop.routes().unused(go);
                return false;
            }
            post(standing, route.get(), go, permits, claims, asked);
            return true;
        } catch (RuntimeException | Error e) {
            shop.routes().unused(go);
            throw e;
        } finally {
            claims.forEach(this::giveBack);
            permits.giveBack(shop.store());
        }
    }

    /** Whether the broadcast fails too often on all nodes together, and was paused for it. */
    private boolean isPausedByProgress(Standing standing) {
        if (standing.budget.isPresent() && standing.claims % PROGRESS_EVERY != 0) {
            return false;
        }
        Optional<Sending> sending = shop.outbox().find(standing.account(), standing.id());
        if (sending.isEmpty() || sending.get().state() != SendingState.ACTIVE) {
            shop.board().remove(standing);
            return true;
        }
        if (standing.budget.isEmpty()) {
            standing.budget = Optional.of(new ErrorBudget(sending.get().progress()));
            return false;
        }
        Optional<String> because = standing.budget.get().exceeded(sending.get().progress());
        because.ifPresent(reason -> shop.pause(standing, reason));
        return because.isPresent();
    }

    /** Claims what permits and route allow; gives when the store was asked, by the worker's clock. */
    private long claim(Standing standing, Routes.Go go, Permits permits, Deque<Claim> claims) {
        boolean alone = shop.board().takeAlone(standing) > 0;
        int size = go.isProbe() || alone ? 1 : shop.release().batchSize(standing.account());
        boolean several = size == 1 && !go.isProbe() && !alone && standing.lane() != Lane.INDIVIDUAL;
        int wanted = several ? CLAIMS_AT_ONCE : size;
        if (wanted > 1) {
            wanted = Math.min(wanted, shop.throttle().slice(standing.account(), standing.lane()));
        }
        Permit permit = permits.ask((int) Math.min(Math.max(1, wanted), standing.sending.total()));
        if (permit instanceof Permit.NotBefore later) {
            shop.board().throttled(standing.account(), standing.lane(), later.retryAfter());
            return 0;
        }
        int granted = ((Permit.Granted) permit).permits();
        int each = Math.min(size, granted);
        int turn = shop.board().countClaim(standing);
        boolean again = alone || turn % AGAIN_EVERY == AGAIN_EVERY - 1;
        long asked = shop.nanoTime().getAsLong();
        claims.addAll(claim(standing, each, granted / each, again ? ClaimRequest.Among.AGAIN : ClaimRequest.Among.ALL));
        if (claims.isEmpty() && again) {
            asked = shop.nanoTime().getAsLong();
            claims.addAll(claim(standing, each, granted / each, ClaimRequest.Among.ALL));
        }
        shop.store().answered();
        if (claims.isEmpty()) {
            nothingDue(standing);
        }
        return asked;
    }

    private List<Claim> claim(Standing standing, int size, int count, ClaimRequest.Among among) {
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(count).toList();
        return shop.outbox()
                .claim(new ClaimRequest(
                        standing.id(), ids, size, shop.settings().lease(), among));
    }

    private void nothingDue(Standing standing) {
        boolean finished = shop.outbox()
                .settle(standing.id())
                .map(SendingState::isFinished)
                .orElse(true);
        if (finished) {
            shop.board().remove(standing);
        } else {
            shop.board().idle(standing);
        }
    }

    private void post(Standing standing, Route route, Routes.Go go, Permits permits, Deque<Claim> claims, long asked) {
        shop.board()
                .claimed(
                        standing,
                        claims.stream()
                                .mapToInt(claim -> claim.entries().size())
                                .sum());
        // All are held from now on, so that the leases of those that wait for their turn are extended too.
        Deque<Holdings.Holding> holdings = new ArrayDeque<>();
        for (Claim claim : claims) {
            holdings.addLast(shop.holdings().hold(claim.token(), claim.entries().size(), asked));
            shop.tally().claimed();
            shop.events()
                    .tell(new WorkerEvent.Claimed(
                            claim.account(), claim.token(), claim.entries().size()));
        }
        try {
            Routes.Answer leave = go;
            while (leave instanceof Routes.Go now) {
                ClaimInHand hand = new ClaimInHand(shop, standing, claims.removeFirst(), holdings.removeFirst());
                new Posting(shop, hand, permits, route, now).run();
                if (claims.isEmpty() || !mayGoOn()) {
                    return;
                }
                leave = shop.routes().ask(go.key(), standing.account());
            }
        } finally {
            holdings.forEach(shop.holdings()::letGo);
        }
    }

    private boolean mayGoOn() {
        return !shop.closing().getAsBoolean()
                && !shop.store().isAway()
                && !shop.answers().areTooMany();
    }

    private void giveBack(Claim claim) {
        try {
            shop.outbox().release(claim.token(), Duration.ZERO);
        } catch (RuntimeException e) {
            shop.store().failed(e);
        }
    }
}
