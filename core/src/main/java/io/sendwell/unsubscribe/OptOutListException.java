package io.sendwell.unsubscribe;

import io.sendwell.account.SendwellException;

/** The store of the opt-outs is out of reach. Nothing was changed, and no broadcast may leave until it answers. */
public class OptOutListException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What was asked of the store, and what it said. */
    public OptOutListException(String message, Throwable cause) {
        super(message, cause);
    }
}
