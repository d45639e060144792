package io.sendwell.signing;

import io.sendwell.account.SendwellException;
import org.jspecify.annotations.Nullable;

/** Nothing can be signed: the store of keys is out of reach, or what holds a private key refuses to use it. */
public class SigningException extends SendwellException {

    private static final long serialVersionUID = 1L;

    /** What was asked, and what the store or the holder of the key said; never the key. */
    public SigningException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
