package io.sendwell;

import io.sendwell.outbox.SendingId;
import java.io.IOException;

/** Somebody else sealed or cancelled the sending while its content was being stored. */
final class ClosedSendingException extends IOException {

    private static final long serialVersionUID = 1L;

    ClosedSendingException(SendingId sending) {
        super("The sending " + sending + " was closed while its content was stored.");
    }
}
