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

    /** As many characters as an outbox takes. */
    private static final int MOST_OF_A_REASON = 500;

    /** Keeps a sending from leaving until a person decides. */
    void pause(Standing standing, String why) {
        String because = shortened(why);
        outbox.pause(standing.account(), standing.id(), because);
        board.remove(standing);
        standing.budget = Optional.empty();
        events.tell(new WorkerEvent.Paused(standing.account(), standing.id(), because));
    }

    // Never half of a surrogate pair: a store may refuse it, or change it.
    private static String shortened(String why) {
        int end = Math.min(why.length(), MOST_OF_A_REASON);
        return why.substring(0, end > 0 && Character.isHighSurrogate(why.charAt(end - 1)) ? end - 1 : end);
    }
}
