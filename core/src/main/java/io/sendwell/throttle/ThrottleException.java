package io.sendwell.throttle;

import io.sendwell.account.SendwellException;

/** The throttle's store is out of reach, so nothing may be sent: nobody knows how much has gone. */
public class ThrottleException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What was asked of the store, and what it said. */
    public ThrottleException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What was found where the store itself raised nothing. */
    ThrottleException(String message) {
        super(message, null);
    }

    static ThrottleException unreadable(String key, String state) {
        return new ThrottleException(
                "The throttle's state under \"" + key + "\" is \"" + state
                        + "\", which this version of Sendwell does not read, so nothing leaves. Update this node if a newer one wrote"
                        + " it. If it was damaged, remove the key from the store when a window has passed since the last mail.");
    }
}
