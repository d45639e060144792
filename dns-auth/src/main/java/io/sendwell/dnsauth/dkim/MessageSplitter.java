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

    private final Function<HeaderSection, OutputStream> bodyOf;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream(USUAL_HEADER_OCTETS);
    private @Nullable HeaderSection cut;
    private @Nullable OutputStream body;
    private int lineLength;
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
            takeHeader(octets[next++]);
        }
        if (body != null && next < end) {
            if (afterCr && octets[next] == '\n') {
                next++;
            }
            afterCr = false;
            body.write(octets, next, end - next);
        }
    }

    private void takeHeader(byte octet) throws HeaderTooLongException {
        boolean endOfLine = octet == '\r' || octet == '\n' && !afterCr;
        if (endOfLine && lineLength == 0) {
            beginBody();
        } else if (endOfLine) {
            header.write('\r');
            header.write('\n');
            lineLength = 0;
        } else if (octet != '\n') {
            header.write(octet);
            lineLength++;
        }
        afterCr = octet == '\r';
        if (header.size() > MAX_HEADER_OCTETS) {
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
        if (lineLength > 0) {
            header.write('\r');
            header.write('\n');
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
