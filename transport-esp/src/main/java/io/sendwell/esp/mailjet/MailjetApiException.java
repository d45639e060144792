package io.sendwell.esp.mailjet;

import io.sendwell.account.SendwellException;
import org.jspecify.annotations.Nullable;

/** Mailjet's API did not do what it was asked, or could not be reached. Nothing that concerns a mail is told in this way. */
public final class MailjetApiException extends SendwellException {

    private static final long serialVersionUID = 1L;

    private final int status;

    MailjetApiException(int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.status = status;
    }

    /** The HTTP status; 0 when there was no answer. */
    public int status() {
        return status;
    }
}
