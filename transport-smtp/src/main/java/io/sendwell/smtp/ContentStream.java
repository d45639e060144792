package io.sendwell.smtp;

import java.io.IOException;
import java.io.OutputStream;

/**
 * Passes a rendered message on to the connection octet for octet, but for the dots that DATA needs doubled (RFC 5321
 * section 4.5.2).
 *
 * <p>It lets no CR go by without LF, no LF without CR, no NUL, no line of more than 998 octets and no message with another
 * size than it said. What a server makes of a bare line break is what SMTP smuggling lives on; here the message stops
 * before the offending octet is written, and without its end the server throws away the rest.
 */
final class ContentStream extends OutputStream {

    /** RFC 5321 section 4.5.3.1.6, without CRLF. */
    private static final int MAX_LINE = 998;

    private static final byte[] DOT = {'.'};

    private final SmtpConnection connection;
    private final long size;
    private final Dots dots;
    private long written;
    private int lineLength;
    private boolean afterCr;

    /** What becomes of a dot at the start of a line. */
    enum Dots {
        /** Another is put before it, for DATA. */
        DOUBLED,
        /** It stays as it is, for BDAT. */
        KEPT
    }

    ContentStream(SmtpConnection connection, long size, Dots dots) {
        this.connection = connection;
        this.size = size;
        this.dots = dots;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int end = offset + length;
        int from = offset;
        if (length > size - written) {
            throw new ContentException("The message has more than the " + size + " octets it said.");
        }
        for (int i = offset; i < end; i++) {
            byte octet = octets[i];
            if (octet > '.' && !afterCr) {
                lineLength++;
                continue;
            }
            if (octet == '.' && lineLength == 0 && !afterCr && dots == Dots.DOUBLED) {
                pass(octets, from, i);
                connection.write(DOT, 0, 1);
                from = i;
            }
            next(octet);
        }
        if (written + end - from == size) {
            // With BDAT these would be the last octets that the server waits for.
            checkLastLine();
        }
        pass(octets, from, end);
    }

    private void next(byte octet) throws ContentException {
        if (octet == '\n') {
            if (!afterCr) {
                throw bare("LF without CR");
            }
            checkLine();
            afterCr = false;
            lineLength = 0;
        } else if (afterCr) {
            throw bare("CR without LF");
        } else if (octet == '\r') {
            afterCr = true;
        } else if (octet == 0) {
            throw bare("NUL");
        } else {
            lineLength++;
        }
    }

    /** What is behind the last octet that was looked at is safe to send. */
    private void pass(byte[] octets, int from, int to) throws IOException {
        connection.write(octets, from, to - from);
        written += to - from;
    }

    private void checkLine() throws ContentException {
        if (lineLength > MAX_LINE) {
            throw new ContentException("The message has a line of " + lineLength + " octets; " + MAX_LINE
                    + " are allowed (RFC 5321 section 4.5.3.1.6).");
        }
    }

    /** To be asked before the end of the message is sent. */
    void checkWhole() throws ContentException {
        if (written != size) {
            throw new ContentException("The message has " + written + " octets and said it had " + size + ".");
        }
    }

    private void checkLastLine() throws ContentException {
        if (afterCr || lineLength > 0) {
            throw new ContentException("The message's last line does not end with CRLF.");
        }
    }

    private ContentException bare(String what) {
        return new ContentException("The message has " + what + " after about " + written
                + " octets, which servers read in different ways (RFC 5321 section 2.3.8).");
    }
}
