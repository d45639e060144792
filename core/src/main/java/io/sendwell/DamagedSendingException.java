package io.sendwell;

import io.sendwell.account.SendwellException;

/** What the outbox holds of a sending is not what was stored there: nothing of it is sent. The text says what is wrong. */
public class DamagedSendingException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What was found in the store. */
    public DamagedSendingException(String message, Throwable cause) {
        super(message, cause);
    }
}
