package io.sendwell.domain;

import io.sendwell.account.SendwellException;

/** The store of domains is out of reach. */
public class DomainStoreException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What was asked of the store, and what it said. */
    public DomainStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
