package io.sendwell.dnsauth.dkim;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Takes a body in pieces of any size and hands its canonical form on (RFC 6376 sections 3.4.3 and 3.4.4).
 *
 * <p>A run of octets that is canonical already is handed on where it lies; only what differs costs more than a look. What
 * may yet turn out to be the end of a line or of the body is kept as a count, so memory does not depend on the body.
 *
 * <p>A lone CR or LF counts as CRLF. RFC 5321 section 2.3.8 forbids both, and the transports that meet one make it CRLF:
 * hashed as it stands it would break the signature at the next hop.
 *
 * <p>For one thread. Say {@link #finish()} behind the last octet.
 */
final class CanonicalBody extends OutputStream {

    private static final int GATHERED = 512;
    /** A run of this many octets is worth a call of its own. */
    private static final int LONG_RUN = 128;

    private static final byte[] EMPTY_LINES = "\r\n".repeat(GATHERED / 2).getBytes(StandardCharsets.US_ASCII);

    private final boolean relaxed;
    private final OctetSink sink;
    private final byte[] gathered = new byte[GATHERED];
    private int gatheredLength;
    // What was seen and not handed on yet: line ends, then white space.
    private long lineEnds;
    private boolean blank;
    private boolean afterCr;
    private boolean empty = true;

    CanonicalBody(boolean relaxed, OctetSink sink) {
        this.relaxed = relaxed;
        this.sink = sink;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int start, int length) {
        int end = start + length;
        int next = start;
        while (next < end) {
            byte octet = octets[next];
            if (octet == '\n') {
                if (!afterCr) {
                    endLine();
                }
                afterCr = false;
                next++;
            } else if (octet == '\r') {
                endLine();
                afterCr = true;
                next++;
            } else if (relaxed && (octet == ' ' || octet == '\t')) {
                blank = true;
                afterCr = false;
                next++;
            } else {
                afterCr = false;
                handOnPending();
                int stop = relaxed
                        ? CanonicalRun.endRelaxed(octets, next, end)
                        : CanonicalRun.endSimple(octets, next, end);
                handOn(octets, next, stop - next);
                boolean blanksAtOnce = relaxed && stop - next < LONG_RUN && stop < end && octets[stop] == ' ';
                next = blanksAtOnce ? squeeze(octets, stop, end) : stop;
            }
        }
    }

    // Gathers text with one blank for several, as far as the line and the room go. Where runs are short it is dearer to
    // look for the end of each than to look at each octet, and a branch at every blank costs as much as the word.
    private int squeeze(byte[] octets, int start, int end) {
        makeRoomFor(LONG_RUN);
        int stop = Math.min(end, start + GATHERED - gatheredLength);
        int length = gatheredLength;
        int blankBefore = 0;
        int next = start;
        for (; next < stop; next++) {
            byte octet = octets[next];
            if (octet >= 0 && octet < ' ') {
                break;
            }
            gathered[length] = octet;
            int blankNow = ((octet & 0xFF ^ ' ') - 1) >>> 31;
            length += 1 - (blankBefore & blankNow);
            blankBefore = blankNow;
        }
        blank = blankBefore == 1;
        gatheredLength = length - blankBefore;
        return next;
    }

    private void endLine() {
        blank = false;
        lineEnds++;
    }

    private void handOnPending() {
        while (lineEnds > 0) {
            int lines = (int) Math.min(lineEnds, EMPTY_LINES.length / 2);
            handOn(EMPTY_LINES, 0, 2 * lines);
            lineEnds -= lines;
        }
        if (blank) {
            blank = false;
            makeRoomFor(1);
            gathered[gatheredLength++] = ' ';
        }
        empty = false;
    }

    // Short runs are gathered: a digest takes longer over a call than over 64 octets.
    private void handOn(byte[] octets, int start, int length) {
        if (length >= LONG_RUN) {
            makeRoomFor(GATHERED);
            sink.accept(octets, start, length);
        } else {
            makeRoomFor(length);
            System.arraycopy(octets, start, gathered, gatheredLength, length);
            gatheredLength += length;
        }
    }

    private void makeRoomFor(int length) {
        if (gatheredLength + length > GATHERED) {
            if (gatheredLength > 0) {
                sink.accept(gathered, 0, gatheredLength);
            }
            gatheredLength = 0;
        }
    }

    /**
     * Hands on the end of the body. Empty lines there are dropped, and the last line ends with CRLF; of a body without
     * text nothing is left under relaxed, and one CRLF under simple.
     */
    void finish() {
        if (!empty || !relaxed) {
            handOn(EMPTY_LINES, 0, 2);
        }
        makeRoomFor(GATHERED);
    }
}
