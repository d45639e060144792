package io.sendwell.scheduling;

import io.sendwell.outbox.Lane;
import io.sendwell.scheduling.breaker.BreakerState;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * How a worker stands at one moment, as far as it knows without asking a store.
 *
 * @param started whether its threads run
 * @param lanes what is due in each lane
 * @param claimsInHand how many claims are on their way to a next hop or back
 * @param entriesInHand how many entries they have
 * @param answersWaiting how many answers the store has not taken yet; more than 0 only while it is away
 * @param storeAway whether nothing is claimed because the store is out of reach
 * @param permitsGranted how many permits the throttle granted since the worker was made
 * @param permitWaits how many times it said "not before"
 * @param routes how the breakers stand of the routes that were used, by their keys
 * @param done what was done since the worker was made, {@link OutboxWorker#runOnce()} aside
 */
public record WorkerStatus(
        boolean started,
        Map<Lane, LaneStatus> lanes,
        int claimsInHand,
        int entriesInHand,
        int answersWaiting,
        boolean storeAway,
        long permitsGranted,
        long permitWaits,
        Map<String, BreakerState> routes,
        Round done) {

    public WorkerStatus {
        lanes = Map.copyOf(lanes);
        routes = Map.copyOf(routes);
    }

    /**
     * What is due in a lane.
     *
     * @param sendings how many sendings, as of the last look; at most as many as were looked at
     * @param oldestStart when the oldest of them was to start, by the store's clock
     */
    public record LaneStatus(int sendings, Optional<Instant> oldestStart) {}
}
