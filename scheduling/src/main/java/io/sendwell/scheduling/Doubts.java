package io.sendwell.scheduling;

import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimToken;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Claims of which the next hop said nothing while this worker lives. It keeps their leases and asks by itself what became of
 * them, so that what somebody else recovers is what a worker died of, or lost. Threads share it.
 *
 * <p>They are few: silence opens the breaker of its route, and what is in doubt has used its permits.
 */
final class Doubts {

    /**
     * One of them.
     *
     * @param claim those of its entries that are in doubt
     * @param askAt when to ask, by the worker's clock
     */
    record Doubt(Claim claim, Holdings.Holding holding, long askAt) {}

    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Map<UUID, Doubt> doubts = new ConcurrentHashMap<>();

    /** @param patience how long a next hop is left alone before it is asked, as whoever recovers a claim does */
    Doubts(Duration patience, LongSupplier nanoTime) {
        this.patience = patience;
        this.nanoTime = nanoTime;
    }

    /** The next hop said nothing of these entries, or could not be asked. */
    void keep(Claim claim, Holdings.Holding holding) {
        doubts.put(claim.token().id(), new Doubt(claim, holding, nanoTime.getAsLong() + patience.toNanos()));
    }

    /**
     * Those to ask about now. What is held no more and was recovered by nobody here for as long again, somebody else has seen to;
     * what is held stays, however late it is: nobody else may ask about it.
     */
    List<Doubt> ripe(Predicate<Holdings.Holding> isHeld) {
        long now = nanoTime.getAsLong();
        doubts.values().removeIf(doubt -> now - doubt.askAt() >= patience.toNanos() && !isHeld.test(doubt.holding()));
        return doubts.values().stream()
                .filter(doubt -> now - doubt.askAt() >= 0)
                .toList();
    }

    /** Takes it out; false when it was not in. A claim keeps its id when it is recovered. */
    boolean remove(ClaimToken token) {
        return doubts.remove(token.id()) != null;
    }
}
