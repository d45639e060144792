package io.sendwell.mime;

import java.io.IOException;
import java.io.OutputStream;

/**
 * The exact octets to transmit, line ends and all. They can be written more than once (to hash, to sign, to send) and
 * are the same each time; attachments are read from their source each time. Threads may share it.
 */
public interface RenderedMessage {

    /** How many octets {@link #writeTo} writes, known without writing them. */
    long size();

    /** Whether a line has octets above 127, so that the hop must offer 8BITMIME (RFC 6152). */
    boolean needsEightBitMime();

    /** Whether the header is internationalized, so that the hop must offer SMTPUTF8 (RFC 6531). */
    boolean needsSmtpUtf8();

    /**
     * Writes the message: header, empty line, body; CRLF at the end of each line, no dot-stuffing. Does not close.
     *
     * @throws IOException when the target fails, or an attachment cannot be read or has another size than it said
     */
    void writeTo(OutputStream out) throws IOException;

    /**
     * The same message below these fields.
     *
     * @param fields whole header fields in ASCII, each ended by CRLF, as {@link MessageSigner#sign} makes them; none is
     *     allowed
     * @throws IllegalArgumentException when they are something else
     */
    RenderedMessage under(byte[] fields);
}
