package io.sendwell.esp.mailjet;

import io.sendwell.message.Attachment;
import java.io.IOException;

/** An attached file let us down while a body was being written, so the call was broken off before its end. */
final class UnreadableFileException extends IOException {

    private static final long serialVersionUID = 1L;

    private final transient Attachment file;
    private final boolean otherSize;

    private UnreadableFileException(Attachment file, boolean otherSize, String message) {
        super(message);
        this.file = file;
        this.otherSize = otherSize;
    }

    static UnreadableFileException because(Attachment file, IOException cause) {
        UnreadableFileException unreadable = new UnreadableFileException(
                file, false, "The attachment \"" + file.fileName() + "\" cannot be read: " + cause.getMessage());
        unreadable.initCause(cause);
        return unreadable;
    }

    static UnreadableFileException ofOtherSize(Attachment file, long found) {
        return new UnreadableFileException(
                file,
                true,
                "The attachment \"" + file.fileName() + "\" was said to have " + file.size() + " octets, and has "
                        + (found > file.size() ? "more" : "only " + found)
                        + ". Attach it again, with the size that it has now.");
    }

    Attachment file() {
        return file;
    }

    /** Whether it could be read but is not what was attached, so that trying again is of no use. */
    boolean isOfOtherSize() {
        return otherSize;
    }
}
