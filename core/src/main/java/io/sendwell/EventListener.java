package io.sendwell;

import io.sendwell.log.LoggedEvent;

/**
 * The application, told what happened to the mail: to mark a person's address as bouncing, to note a complaint, to create a
 * follow-up. Given to {@link SendwellBuilder#eventListener}; called on the thread that brings the events in, so it had better be
 * quick.
 */
@FunctionalInterface
public interface EventListener {

    /**
     * Something new was reported. It is called at least once for each event, and once more when the process died or a store failed
     * right after it, or two threads brought the same event at once.
     *
     * <p>When it throws, the event is not recorded, the reporter is told to come again, and so is everything that came with it.
     */
    void on(LoggedEvent event);
}
