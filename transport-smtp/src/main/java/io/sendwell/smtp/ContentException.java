package io.sendwell.smtp;

import java.io.IOException;

/** The content of a message is not what it must be, or cannot be read. It is not about the connection. */
final class ContentException extends IOException {

    private static final long serialVersionUID = 1L;

    ContentException(String message) {
        super(message);
    }
}
