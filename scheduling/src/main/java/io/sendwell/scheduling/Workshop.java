package io.sendwell.scheduling;

import io.sendwell.Release;
import io.sendwell.outbox.Outbox;
import io.sendwell.throttle.Throttle;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** What the parts of one worker share. */
record Workshop(
        Release release,
        Outbox outbox,
        Throttle throttle,
        WorkerSettings settings,
        LongSupplier nanoTime,
        BooleanSupplier closing,
        Events events,
        StoreWatch store,
        DueBoard board,
        Routes routes,
        Pacing pacing,
        Judge judge,
        Answers answers,
        Holdings holdings,
        Doubts doubts,
        Permits.Meter meter,
        Tally tally) {

    /** Keeps a sending from leaving until a person decides. */
    void pause(Standing standing, String because) {
        outbox.pause(standing.account(), standing.id(), because);
        board.remove(standing);
        standing.budget = Optional.empty();
        events.tell(new WorkerEvent.Paused(standing.account(), standing.id(), because));
    }
}
