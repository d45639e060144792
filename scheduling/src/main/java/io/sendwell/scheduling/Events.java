package io.sendwell.scheduling;

import io.sendwell.address.EmailAddress;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the listeners what happened, and the log what somebody should know of. Threads share it. */
final class Events {

    private static final Logger log = LoggerFactory.getLogger(OutboxWorker.class);

    private final List<WorkerListener> listeners;

    Events(List<WorkerListener> listeners) {
        this.listeners = List.copyOf(listeners);
    }

    void tell(WorkerEvent event) {
        write(event);
        hand(event);
    }

    /** Tells of entries that are in doubt together: each to the listeners, and all in one line to the log. */
    void tellOfDoubt(List<WorkerEvent.LeftInDoubt> doubts) {
        if (!doubts.isEmpty()) {
            WorkerEvent.LeftInDoubt first = doubts.get(0);
            log.warn(
                    "{} entries of sending {} are in doubt until they are recovered; of the first one: {}",
                    doubts.size(),
                    first.entry().sending(),
                    EmailAddress.maskedIn(first.why()));
            doubts.forEach(this::hand);
        }
    }

    private void hand(WorkerEvent event) {
        for (WorkerListener listener : listeners) {
            try {
                listener.on(event);
            } catch (RuntimeException | Error e) {
                // What was done is done, and the next listener wants to hear of it too.
                log.warn("A listener failed at {}", event.getClass().getSimpleName(), e);
            }
        }
    }

    private static void write(WorkerEvent event) {
        if (event instanceof WorkerEvent.Fenced fenced) {
            log.warn(
                    "The answer to entry {} ({}) came after its claim was over; it was recorded nowhere",
                    fenced.result().entry(),
                    fenced.result().state());
        } else if (event instanceof WorkerEvent.Overtaken overtaken) {
            log.debug(
                    "A report on entry {} came before the answer; it was accepted already",
                    overtaken.result().entry());
        } else if (event instanceof WorkerEvent.Recovered recovered) {
            log.info(
                    "Recovered {} entries of sending {}",
                    recovered.entries(),
                    recovered.token().sending());
        } else if (event instanceof WorkerEvent.LeaseLost lost) {
            log.warn("The lease of a claim of sending {} was lost", lost.token().sending());
        } else if (event instanceof WorkerEvent.Paused paused) {
            log.warn(
                    "Account {}: sending {} is paused: {}",
                    paused.account(),
                    paused.sending(),
                    EmailAddress.maskedIn(paused.because()));
        } else if (event instanceof WorkerEvent.RouteChanged changed) {
            log.warn("Route {} is {} {}", changed.route(), changed.state(), EmailAddress.maskedIn(changed.because()));
        } else if (event instanceof WorkerEvent.StoreAway away) {
            log.error("Nothing is claimed for {}: {}", away.nextTry(), EmailAddress.maskedIn(away.why()));
        } else if (event instanceof WorkerEvent.StoreBack) {
            log.info("The store answers again");
        }
    }
}
