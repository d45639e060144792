package io.sendwell.scheduling;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.ClaimToken;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.SendingId;
import io.sendwell.scheduling.breaker.BreakerState;
import java.time.Duration;

/** Something that a worker did or found. */
public sealed interface WorkerEvent {

    /**
     * It looked what is due in a lane.
     *
     * @param sendings how many sendings it found; at most as many as it looked at
     */
    record LookedUp(Lane lane, int sendings) implements WorkerEvent {}

    /**
     * It claimed entries.
     *
     * @param entries how many
     */
    record Claimed(AccountId account, ClaimToken token, int entries) implements WorkerEvent {}

    /** The outbox recorded what became of an entry. */
    record Completed(AccountId account, EntryResult result) implements WorkerEvent {}

    /**
     * What became of an entry came too late: somebody else holds it, or it has ended. Nothing was recorded or counted.
     *
     * @param result what would have been recorded
     */
    record Fenced(AccountId account, EntryResult result) implements WorkerEvent {}

    /**
     * A report on a mail was here before the answer of its next hop, and proved that it was accepted. The entry counts already; the
     * answer adds nothing to the outbox.
     *
     * @param result what the answer came to
     */
    record Overtaken(AccountId account, EntryResult result) implements WorkerEvent {}

    /** An entry stays in doubt for now; it is recovered when the lease has ended. */
    record LeftInDoubt(AccountId account, EntryId entry, String why) implements WorkerEvent {}

    /**
     * It took over a claim that somebody dispatched and did not complete.
     *
     * @param entries how many
     */
    record Recovered(AccountId account, ClaimToken token, int entries) implements WorkerEvent {}

    /** The lease of a claim could not be extended: somebody else has it. */
    record LeaseLost(ClaimToken token) implements WorkerEvent {}

    /** It paused a sending, for a person to decide. */
    record Paused(AccountId account, SendingId sending, String because) implements WorkerEvent {}

    /**
     * A route is used no more, tried, or used again.
     *
     * @param route its key
     * @param because what was said; empty when it is used again
     */
    record RouteChanged(String route, BreakerState state, String because) implements WorkerEvent {}

    /**
     * A store is out of reach; nothing is claimed until it is back.
     *
     * @param nextTry after how long it is tried again
     */
    record StoreAway(String why, Duration nextTry) implements WorkerEvent {}

    /** The store answers again. */
    record StoreBack() implements WorkerEvent {}
}
