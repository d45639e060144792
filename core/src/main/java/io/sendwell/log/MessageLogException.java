package io.sendwell.log;

import io.sendwell.account.SendwellException;

/** The message log's store is out of reach. */
public class MessageLogException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What was asked of the store, and what it said. */
    public MessageLogException(String message, Throwable cause) {
        super(message, cause);
    }
}
