package io.sendwell.throttle;

import io.sendwell.account.SendwellException;

/** The throttle's store is out of reach, so nothing may be sent: nobody knows how much has gone. */
public class ThrottleException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What was asked of the store, and what it said. */
    public ThrottleException(String message, Throwable cause) {
        super(message, cause);
    }
}
