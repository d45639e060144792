package io.sendwell.consent;

import io.sendwell.account.SendwellException;

/** The store of consents is out of reach. Nothing was changed, and no broadcast may leave until it answers. */
public class ConsentStoreException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What was asked of the store, and what it said. */
    public ConsentStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
