package io.sendwell.guard;

import io.sendwell.account.SendwellException;
import org.jspecify.annotations.Nullable;

/** The store of the guard is out of reach, or a record was changed too often meanwhile. */
public class GuardStoreException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What was asked of the store, and what it said. */
    public GuardStoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
