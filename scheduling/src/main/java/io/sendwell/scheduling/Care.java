package io.sendwell.scheduling;

import io.sendwell.account.SendwellException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has to be done beside sending, by any worker: it is found out what became of claims in doubt, cancelled sendings are
 * swept, old ones removed. There is no leader; two who do the same do no harm. One thread at a time.
 *
 * <p>To ask a next hop may take long, so {@link #urgent()} is for a thread of its own where there are any.
 */
final class Care {

    private static final Logger log = LoggerFactory.getLogger(OutboxWorker.class);

    /** Entries in one step of sweeping or removing: some hundredths of a second of a database's time. */
    private static final int SWEPT_AT_ONCE = 1_000;

    private static final int SWEEPS_AT_ONCE = 20;

    /** Sendings that were left open. There are few of them, and what is cancelled has a place among what is due. */
    private static final int CANCELLED_AT_ONCE = 100;

    private static final Duration BETWEEN_REMOVALS = Duration.ofMinutes(10);

    private final Workshop shop;
    private final Inquiry inquiry;
    private Optional<Long> lastRemoval = Optional.empty();

    Care(Workshop shop) {
        this.shop = shop;
        this.inquiry = new Inquiry(shop);
    }

    /**
     * Brings answers in that the store did not take, and extends leases, though the store was away: it is tried whether it is
     * back. May be done by another thread than the rest.
     */
    void urgent() {
        safely(shop.answers()::tryAgain);
        safely(shop.holdings()::renew);
    }

    /** Does everything else that is to be done now. */
    void everything() {
        ifStoreIsThere(inquiry::askAboutOwn);
        ifStoreIsThere(inquiry::recover);
        ifStoreIsThere(this::sweep);
        ifStoreIsThere(this::removeOld);
    }

    private void ifStoreIsThere(Runnable step) {
        if (!shop.store().isAway()) {
            safely(step);
        }
    }

    // What fails of one kind must not keep the others from being done.
    private void safely(Runnable step) {
        try {
            step.run();
        } catch (SendwellException e) {
            shop.store().failed(e);
        } catch (RuntimeException | Error e) {
            log.error("The outbox could not be cared for; it is tried again", e);
        }
    }

    private void sweep() {
        for (Standing cancelled : shop.board().cancelling()) {
            for (int i = 0; i < SWEEPS_AT_ONCE; i++) {
                if (shop.outbox().sweepCancelled(cancelled.id(), SWEPT_AT_ONCE) == 0) {
                    break;
                }
            }
            if (hasEnded(cancelled)) {
                // In this order: once it is settled nobody comes back to what the log says of it.
                shop.release().forgetUnsent(cancelled.account(), cancelled.id());
                shop.outbox().settle(cancelled.id());
            }
        }
    }

    private boolean hasEnded(Standing cancelled) {
        return shop.outbox()
                .find(cancelled.account(), cancelled.id())
                .filter(sending ->
                        sending.progress().ended() == sending.progress().total())
                .isPresent();
    }

    private void removeOld() {
        long now = shop.nanoTime().getAsLong();
        if (lastRemoval.isPresent() && now - lastRemoval.get() < BETWEEN_REMOVALS.toNanos()) {
            return;
        }
        Instant today = shop.outbox().now();
        // They are swept and forgotten by the log like whatever else is cancelled, and removed the next time.
        shop.outbox().cancelLeftOpen(today.minus(shop.settings().keepOpen()), CANCELLED_AT_ONCE);
        Instant finishedBefore = today.minus(shop.settings().keepFinished());
        for (int i = 0; i < SWEEPS_AT_ONCE; i++) {
            if (shop.outbox().prune(finishedBefore, SWEPT_AT_ONCE) == 0) {
                lastRemoval = Optional.of(now);
                return;
            }
        }
    }
}
