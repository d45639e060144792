package io.sendwell.account;

import org.jspecify.annotations.Nullable;

/** The ESP made or closed no account. The text says why and what to do. */
public class ProviderAccountException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What was asked of the ESP, what it said, and what to do; without any secret. */
    public ProviderAccountException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
