package io.sendwell.account;

import org.jspecify.annotations.Nullable;

/**
 * Something that stops all mail: a store is away, a set-up cannot work.
 *
 * <p>What concerns one message or one recipient is a result value and never this exception.
 */
public abstract class SendwellException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** What was found, what was expected and what to do next; the cause where there is one. */
    protected SendwellException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
