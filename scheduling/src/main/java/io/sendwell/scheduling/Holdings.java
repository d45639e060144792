package io.sendwell.scheduling;

import io.sendwell.outbox.ClaimToken;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.OutboxLedger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The claims that this worker has in hand, and until when as it knows: by its own clock, counted from before the store was
 * asked, so that it never believes in a lease for longer than the store does. Threads share it.
 */
final class Holdings {

    /** One claim. */
    static final class Holding {
        final ClaimToken token;
        final int entries;
        private volatile long end;

        private Holding(ClaimToken token, int entries, long end) {
            this.token = token;
            this.entries = entries;
            this.end = end;
        }
    }

    private final OutboxLedger ledger;
    private final Duration lease;
    private final LongSupplier nanoTime;
    private final StoreWatch store;
    private final Events events;
    private final Map<ClaimToken, Holding> held = new ConcurrentHashMap<>();

    Holdings(OutboxLedger ledger, Duration lease, LongSupplier nanoTime, StoreWatch store, Events events) {
        this.ledger = ledger;
        this.lease = lease;
        this.nanoTime = nanoTime;
        this.store = store;
        this.events = events;
    }

    /**
     * A claim is in hand now.
     *
     * @param asked when the store was asked for it, by the worker's clock
     */
    Holding hold(ClaimToken token, int entries, long asked) {
        Holding holding = new Holding(token, entries, asked + lease.toNanos());
        held.put(token, holding);
        return holding;
    }

    /** Whether it is in hand still. */
    boolean isHeld(Holding holding) {
        return held.get(holding.token) == holding;
    }

    /** It is in hand no more. */
    void letGo(Holding holding) {
        held.remove(holding.token);
    }

    /** How much of its lease is left. */
    Duration left(Holding holding) {
        return Duration.ofNanos(holding.end - nanoTime.getAsLong());
    }

    /** Marks it as dispatched; see {@link OutboxLedger#dispatch(ClaimToken, int, Duration, Octets)}. */
    boolean dispatch(Holding holding, int size, Octets note) {
        long asked = nanoTime.getAsLong();
        boolean dispatched = ledger.dispatch(holding.token, size, lease, note);
        if (dispatched) {
            holding.end = asked + lease.toNanos();
        }
        return dispatched;
    }

    /** Lets its lease end later; false when it is lost. */
    boolean extend(Holding holding) {
        long asked = nanoTime.getAsLong();
        boolean extended = ledger.extend(holding.token, lease);
        if (extended) {
            holding.end = asked + lease.toNanos();
        }
        return extended;
    }

    /**
     * Extends those whose lease is half over. What is lost is let go; when the store does not answer nothing is claimed any
     * more, since who cannot extend leases must not collect more of them.
     */
    void renew() {
        for (Holding holding : List.copyOf(held.values())) {
            if (left(holding).compareTo(lease.dividedBy(2)) > 0) {
                continue;
            }
            try {
                if (!extend(holding)) {
                    letGo(holding);
                    events.tell(new WorkerEvent.LeaseLost(holding.token));
                }
            } catch (RuntimeException e) {
                store.failed(e);
                return;
            }
        }
    }

    int claims() {
        return held.size();
    }

    int entries() {
        return held.values().stream().mapToInt(holding -> holding.entries).sum();
    }
}
