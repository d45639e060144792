package io.sendwell.smtp.report;

import io.sendwell.account.SendwellException;

/** A mailbox is out of reach, or refuses. Its messages are still there; read again later. */
public final class ReportMailboxException extends SendwellException {

    private static final long serialVersionUID = 1L;

    ReportMailboxException(String message, Throwable cause) {
        super(message, cause);
    }
}
