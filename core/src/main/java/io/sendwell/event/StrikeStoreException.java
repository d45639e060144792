package io.sendwell.event;

import io.sendwell.account.SendwellException;

/** The store of strikes is out of reach. Nothing was changed, and nothing may be sent until it answers. */
public class StrikeStoreException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What was asked of the store, and what it said. */
    public StrikeStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
