package io.sendwell.scheduling;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.Lane;
import io.sendwell.throttle.Permit;
import io.sendwell.throttle.Throttle;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** The permits of one turn: what the throttle granted, what of it was used, and until when it may be. One thread at a time. */
final class Permits {

    /** What the throttle granted and denied so far, in all turns. */
    static final class Meter {
        final LongAdder granted = new LongAdder();
        final LongAdder waits = new LongAdder();
    }

    private static final class Slice {
        final Permit.Granted granted;
        final long end;
        int used;

        Slice(Permit.Granted granted, long end) {
            this.granted = granted;
            this.end = end;
        }

        int left() {
            return granted.permits() - used;
        }
    }

    private final Throttle throttle;
    private final AccountId account;
    private final Lane lane;
    private final LongSupplier nanoTime;
    private final Meter meter;
    private final List<Slice> slices = new ArrayList<>();

    Permits(Throttle throttle, AccountId account, Lane lane, LongSupplier nanoTime, Meter meter) {
        this.throttle = throttle;
        this.account = account;
        this.lane = lane;
        this.nanoTime = nanoTime;
        this.meter = meter;
    }

    /**
     * Asks for more.
     *
     * @throws io.sendwell.throttle.ThrottleException when the throttle's store is away
     */
    Permit ask(int wanted) {
        long asked = nanoTime.getAsLong();
        Permit permit = throttle.reserve(account, lane, wanted);
        if (permit instanceof Permit.Granted granted) {
            slices.add(new Slice(granted, asked + granted.life().toNanos()));
            meter.granted.add(granted.permits());
        } else {
            meter.waits.increment();
        }
        return permit;
    }

    /** How many there are that are neither used nor too old. */
    int left() {
        return slices.stream()
                .filter(slice -> isFresh(slice.end))
                .mapToInt(Slice::left)
                .sum();
    }

    /**
     * Uses so many.
     *
     * @return until when they may leave, see {@link #isFresh}; empty when there are not as many left, and none was used
     */
    OptionalLong use(int mails) {
        if (left() < mails) {
            return OptionalLong.empty();
        }
        long end = Long.MAX_VALUE;
        int wanted = mails;
        for (Slice slice : slices) {
            int taken = isFresh(slice.end) ? Math.min(wanted, slice.left()) : 0;
            if (taken > 0) {
                slice.used += taken;
                wanted -= taken;
                end = end == Long.MAX_VALUE || slice.end - end < 0 ? slice.end : end;
            }
        }
        return OptionalLong.of(end);
    }

    /** Whether permits that may be used until then may be used now. */
    boolean isFresh(long end) {
        return end - nanoTime.getAsLong() > 0;
    }

    /** So many of those that were used last were not, after all: nothing left. */
    void unuse(int mails) {
        int back = mails;
        for (int i = slices.size() - 1; i >= 0 && back > 0; i--) {
            Slice slice = slices.get(i);
            int of = Math.min(slice.used, back);
            slice.used -= of;
            back -= of;
        }
    }

    /** Gives back what was not used. When the throttle's store is away it is lost, which costs only speed. */
    void giveBack(StoreWatch store) {
        try {
            for (Slice slice : slices) {
                throttle.refund(slice.granted, slice.left());
            }
        } catch (RuntimeException e) {
            store.failed(e);
        } finally {
            slices.clear();
        }
    }
}
