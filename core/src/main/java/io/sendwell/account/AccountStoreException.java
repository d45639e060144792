package io.sendwell.account;

import org.jspecify.annotations.Nullable;

/** The store of accounts is out of reach, or an account was changed too often meanwhile. Nothing may be sent until it answers. */
public class AccountStoreException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What was asked of the store, and what it said. */
    public AccountStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
