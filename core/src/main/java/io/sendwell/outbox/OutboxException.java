package io.sendwell.outbox;

import io.sendwell.account.SendwellException;

/** The outbox's store is out of reach. Whether the call had an effect is not known: it may be repeated without harm. */
public class OutboxException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What was asked of the store, and what it said. */
    public OutboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
