package io.sendwell;

import io.sendwell.log.RecipientOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application's listeners to calls, told in their order, and of the end the other way round. What they throw stays here. */
final class HandoverListeners {

    private static final Logger log = LoggerFactory.getLogger(HandoverListeners.class);

    private final List<HandoverListener> listeners;
    private final LongSupplier nanoTime;

    HandoverListeners(List<HandoverListener> listeners, LongSupplier nanoTime) {
        this.listeners = List.copyOf(listeners);
        this.nanoTime = nanoTime;
    }

    /**
     * Makes a call, and tells the listeners of its beginning and its end.
     *
     * @param call its figures, asked for when there is a listener
     * @param outcomes what became of the recipients, in what the work gives
     */
    <T> T around(Supplier<HandoverCall> call, Supplier<T> work, Function<T, Collection<RecipientOutcome>> outcomes) {
        if (listeners.isEmpty()) {
            return work.get();
        }
        List<Consumer<HandoverResult>> underway = started(call.get());
        long begun = nanoTime.getAsLong();
        T done = work.get();
        Duration duration = Duration.ofNanos(nanoTime.getAsLong() - begun);
        ended(underway, HandoverResult.of(duration, outcomes.apply(done)));
        return done;
    }

    private List<Consumer<HandoverResult>> started(HandoverCall call) {
        List<Consumer<HandoverResult>> underway = new ArrayList<>();
        for (HandoverListener listener : listeners) {
            try {
                underway.add(0, listener.started(call));
            } catch (RuntimeException e) {
                log.warn(
                        "The listener {} failed at the beginning of a call",
                        listener.getClass().getName(),
                        e);
            }
        }
        return underway;
    }

    private static void ended(List<Consumer<HandoverResult>> underway, HandoverResult result) {
        for (Consumer<HandoverResult> end : underway) {
            try {
                end.accept(result);
            } catch (RuntimeException e) {
                log.warn(
                        "The listener {} failed at the end of a call",
                        end.getClass().getName(),
                        e);
            }
        }
    }
}
