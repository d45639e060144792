package io.sendwell.testkit.smtp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/**
 * Buffered octets from the client. Before it waits for more it calls {@link Refill#beforeReading}, so that replies
 * collected for a pipelined group leave in one packet (RFC 2920 section 3.2) and never later than they are needed.
 */
final class OctetReader {
    /** What has to happen before the reader waits for the client. */
    interface Refill {
        void beforeReading() throws IOException;
    }

    /** Beyond this a line without an end is an attack on our memory, not a command. */
    static final int LONGEST_LINE = 64 * 1024;

    private final InputStream in;
    private final Refill refill;
    private final int octetsPerRead;
    byte[] buffer = new byte[64 * 1024];
    int position;
    int limit;

    OctetReader(InputStream in, Refill refill, int octetsPerRead) {
        this.in = in;
        this.refill = refill;
        this.octetsPerRead = Math.min(octetsPerRead, buffer.length);
    }

    /** Whether the client has sent more than was read so far. Over TLS it only knows of what is decrypted already. */
    boolean hasUnreadOctets() throws IOException {
        return position < limit || in.available() > 0;
    }

    /** Forgets what was read ahead, as RFC 3207 section 4.2 wants it before a handshake. */
    int discardReadAhead() {
        int discarded = limit - position;
        position = limit;
        return discarded;
    }

    /** Makes at least one octet available in {@link #buffer} between {@link #position} and {@link #limit}. */
    void fill() throws IOException {
        if (position < limit) {
            return;
        }
        refill.beforeReading();
        int count = in.read(buffer, 0, octetsPerRead);
        if (count < 0) {
            throw new EOFException("The client hung up");
        }
        position = 0;
        limit = count;
    }

    /** Reads up to and with the next LF. */
    byte[] readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(128);
        while (true) {
            fill();
            int end = indexOfLineFeed();
            int stop = end < 0 ? limit : end + 1;
            line.write(buffer, position, stop - position);
            position = stop;
            if (end >= 0) {
                return line.toByteArray();
            }
            if (line.size() > LONGEST_LINE) {
                throw new EOFException("Hung up on a command line of more than " + LONGEST_LINE + " octets");
            }
        }
    }

    private int indexOfLineFeed() {
        for (int i = position; i < limit; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
