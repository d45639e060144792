package io.sendwell.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether octets may travel by SMTP as they are (RFC 5321 sections 2.3.8 and 4.5.2, RFC 5322 section 2.1).
 *
 * <p>What the renderer writes keeps these rules by construction. Messages that come ready from elsewhere are held against
 * them before they are sent: a bare line end is what SMTP smuggling is made of (CVE-2023-51764, CVE-2023-51765,
 * CVE-2023-51766).
 */
public final class WireFormat {

    /** RFC 5322 section 2.1.1, without the CRLF. */
    public static final int LONGEST_LINE = 998;

    // More would tell nobody more.
    private static final int MOST_VIOLATIONS = 20;

    private WireFormat() {}

    /** A rule that was broken. */
    public enum Rule {
        /** CR stands only before LF. */
        BARE_CR,
        /** LF stands only behind CR. */
        BARE_LF,
        /** There is no NUL. */
        NUL,
        /** A line has at most {@link WireFormat#LONGEST_LINE} octets. */
        LONG_LINE,
        /** No octet is above 127, unless the hop offers 8BITMIME or SMTPUTF8. */
        EIGHT_BIT,
        /** The last line ends with CRLF. */
        UNFINISHED_LINE
    }

    /**
     * Where a rule was broken.
     *
     * @param offset the index of the octet that broke it, counted from zero
     */
    public record Violation(Rule rule, long offset) {}

    /**
     * What is wrong with a message for a hop that offers this.
     *
     * @return in the order in which they stand, at most 20; empty when it may travel
     * @throws IOException when an attachment cannot be read
     */
    public static List<Violation> check(RenderedMessage message, MimeOptions options) throws IOException {
        Scanner scanner = new Scanner(options.eightBitMime() || options.smtpUtf8());
        message.writeTo(scanner);
        return scanner.finish();
    }

    /** What is wrong with these octets, as {@link #check(RenderedMessage, MimeOptions)} finds it. */
    public static List<Violation> check(byte[] octets, MimeOptions options) {
        Scanner scanner = new Scanner(options.eightBitMime() || options.smtpUtf8());
        scanner.write(octets, 0, octets.length);
        return scanner.finish();
    }

    private static final class Scanner extends OutputStream {
        private final boolean eightBitAllowed;
        private final List<Violation> violations = new ArrayList<>();
        private long offset;
        private int column;
        private boolean afterCr;

        Scanner(boolean eightBitAllowed) {
            this.eightBitAllowed = eightBitAllowed;
        }

        @Override
        public void write(int octet) {
            scan((byte) octet);
        }

        @Override
        public void write(byte[] octets, int start, int length) {
            for (int i = start; i < start + length; i++) {
                scan(octets[i]);
            }
        }

        private void scan(byte octet) {
            boolean endsLine = octet == '\n';
            if (afterCr && !endsLine) {
                note(Rule.BARE_CR, offset - 1);
            }
            if (endsLine && !afterCr) {
                note(Rule.BARE_LF, offset);
            }
            if (octet == 0) {
                note(Rule.NUL, offset);
            }
            if (octet < 0 && !eightBitAllowed) {
                note(Rule.EIGHT_BIT, offset);
            }
            afterCr = octet == '\r';
            column = endsLine ? 0 : afterCr ? column : column + 1;
            if (column == LONGEST_LINE + 1) {
                note(Rule.LONG_LINE, offset);
                column++;
            }
            offset++;
        }

        private void note(Rule rule, long where) {
            if (violations.size() < MOST_VIOLATIONS) {
                violations.add(new Violation(rule, where));
            }
        }

        List<Violation> finish() {
            if (afterCr) {
                note(Rule.BARE_CR, offset - 1);
            }
            if (column > 0 || afterCr) {
                note(Rule.UNFINISHED_LINE, offset);
            }
            return List.copyOf(violations);
        }
    }
}
