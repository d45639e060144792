package io.sendwell.credential;

import io.sendwell.account.SendwellException;
import org.jspecify.annotations.Nullable;

/** A login cannot be read or kept now. The text names whose it is and the key that is missing, and never a secret. */
public class CredentialException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Reason {
        /** The store, or the service that holds the keys, is out of reach: the same call may do later. */
        AWAY,
        /** The secret was sealed with a key that this process was not given. */
        KEY_UNKNOWN,
        /** The secret does not open: the key of this id is another one, or what is stored was changed, or is another row's. */
        NOT_OPENED
    }

    private final Reason reason;

    /**
     * What was asked for.
     *
     * @param message whose login it is, and what to do; without any secret
     */
    public CredentialException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What is wrong. */
    public Reason reason() {
        return reason;
    }
}
