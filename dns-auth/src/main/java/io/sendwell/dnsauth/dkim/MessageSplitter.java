package io.sendwell.dnsauth.dkim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message in pieces of any size, keeps its header, and hands its body on as it comes.
 *
 * <p>In the header a lone CR or LF ends a line, as in the body ({@link CanonicalBody}). For one thread. Say {@link
 * #finish()} behind the last octet: a message may end within its header (RFC 5322 section 2.1 allows one without a body).
 */
final class MessageSplitter extends OutputStream {

    /** More than any mail's header; Exim takes 1 MiB, Postfix 100 kB. */
    static final int MAX_HEADER_OCTETS = 1024 * 1024;

    private static final int USUAL_HEADER_OCTETS = 2_048;

    private static final byte[] CRLF = {'\r', '\n'};

    private final Function<HeaderSection, OutputStream> bodyOf;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream(USUAL_HEADER_OCTETS);
    private @Nullable HeaderSection cut;
    private @Nullable OutputStream body;
    private boolean inLine;
    private boolean afterCr;

    /** @param bodyOf takes the header when it is complete, and says where the body goes; called once */
    MessageSplitter(Function<HeaderSection, OutputStream> bodyOf) {
        this.bodyOf = bodyOf;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    /** @throws HeaderTooLongException when the header has more than {@value #MAX_HEADER_OCTETS} octets */
    @Override
    public void write(byte[] octets, int start, int length) throws IOException {
        int end = start + length;
        int next = start;
        while (body == null && next < end) {
            int stop = endOfText(octets, next, end);
            if (stop > next) {
                takeText(octets, next, stop - next);
            }
            if (stop < end) {
                takeLineEnd(octets[stop++]);
            }
            next = stop;
        }
        if (body != null && next < end) {
            if (afterCr && octets[next] == '\n') {
                next++;
            }
            afterCr = false;
            body.write(octets, next, end - next);
        }
    }

    private static int endOfText(byte[] octets, int start, int end) {
        int stop = start;
        while (stop < end && octets[stop] != '\r' && octets[stop] != '\n') {
            stop++;
        }
        return stop;
    }

    private void takeText(byte[] octets, int start, int length) throws HeaderTooLongException {
        requireRoomFor(length);
        header.write(octets, start, length);
        inLine = true;
        afterCr = false;
    }

    private void takeLineEnd(byte octet) throws HeaderTooLongException {
        boolean ofCrLf = octet == '\n' && afterCr;
        afterCr = octet == '\r';
        if (ofCrLf) {
            return;
        }
        if (inLine) {
            requireRoomFor(CRLF.length);
            header.writeBytes(CRLF);
            inLine = false;
        } else {
            beginBody();
        }
    }

    // Before it is taken: one piece may be as long as the sender of the message likes.
    private void requireRoomFor(int octets) throws HeaderTooLongException {
        if (octets > MAX_HEADER_OCTETS - header.size()) {
            throw new HeaderTooLongException();
        }
    }

    private HeaderSection beginBody() {
        HeaderSection complete = HeaderSection.of(header.toByteArray());
        cut = complete;
        body = bodyOf.apply(complete);
        return complete;
    }

    /** Says that the message is complete. Returns its header. */
    HeaderSection finish() {
        if (cut != null) {
            return cut;
        }
        if (inLine) {
            header.writeBytes(CRLF);
        }
        return beginBody();
    }

    /** The header is longer than anybody's. */
    static final class HeaderTooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        HeaderTooLongException() {
            super("The header of the message has more than " + MAX_HEADER_OCTETS + " octets.");
        }
    }
}
