package io.sendwell.log;

import io.sendwell.account.SendwellException;

/** The event log's store is out of reach. */
public class EventLogException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What was asked of the store, and what it said. */
    public EventLogException(String message, Throwable cause) {
        super(message, cause);
    }
}
