package io.sendwell.scheduling;

import io.sendwell.account.AccountId;
import io.sendwell.account.SendwellException;
import io.sendwell.outbox.Lane;
import io.sendwell.throttle.Permit;
import io.sendwell.throttle.Throttle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** The permits of one turn: what the throttle granted, what of it was used, and until when it may be. One thread at a time. */
final class Permits {

    /** What the throttle granted and denied so far, in all turns. */
    static final class Meter {
        final LongAdder granted = new LongAdder();
        final LongAdder waits = new LongAdder();
    }

    private record Slice(Permit.Granted granted, long end) {}

    private final Throttle throttle;
    private final AccountId account;
    private final Lane lane;
    private final LongSupplier nanoTime;
    private final Meter meter;
    private final List<Slice> slices = new ArrayList<>();
    private int used;

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
        long now = nanoTime.getAsLong();
        int alive = slices.stream()
                .filter(slice -> slice.end() - now > 0)
                .mapToInt(slice -> slice.granted().permits())
                .sum();
        return Math.min(alive, granted() - used);
    }

    /** Uses so many; false when there are not as many left. */
    boolean use(int mails) {
        if (left() < mails) {
            return false;
        }
        used += mails;
        return true;
    }

    /** Whether none has become too old meanwhile. */
    boolean areFresh() {
        long now = nanoTime.getAsLong();
        return slices.stream().allMatch(slice -> slice.end() - now > 0);
    }

    /** So many of those that were used were not, after all: their call was refused as a whole, or never made. */
    void unuse(int mails) {
        used -= Math.min(used, mails);
    }

    /** Gives back what was not used. When the throttle's store is away it is lost, which costs only speed. */
    void close(StoreWatch store) {
        int unused = granted() - used;
        try {
            for (int i = slices.size() - 1; i >= 0 && unused > 0; i--) {
                Permit.Granted granted = slices.get(i).granted();
                int back = Math.min(unused, granted.permits());
                throttle.refund(granted, back);
                unused -= back;
            }
        } catch (SendwellException e) {
            store.failed(e);
        }
        slices.clear();
        used = 0;
    }

    private int granted() {
        return slices.stream().mapToInt(slice -> slice.granted().permits()).sum();
    }
}
