package io.sendwell.mime;

/**
 * Quoted-printable (RFC 2045 section 6.7) for text: line ends of any kind become CRLF, and no line is longer than 76.
 *
 * <p>Beyond what the RFC asks, a line never begins with {@code From }, which some mailboxes change to {@code >From }.
 */
final class QuotedPrintable {

    // RFC 2045 section 6.7 (5): 76 with the equals sign of a soft line break.
    private static final int MAX_COLUMN = 75;
    // A full line, a blank that moves to a line of its own as =20, and two line ends.
    private static final int MOST_PER_STEP = MAX_COLUMN + 16;

    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

    private static final boolean[] LITERAL = literals();

    private QuotedPrintable() {}

    private static boolean[] literals() {
        boolean[] literal = new boolean[256];
        for (int octet = ' '; octet < 127; octet++) {
            literal[octet] = octet != '=';
        }
        literal['\t'] = true;
        return literal;
    }

    /** Writes the first {@code size} octets of the text. */
    static void write(byte[] text, int size, OctetBuffer out) {
        int next = 0;
        while (next < size) {
            next = writeLine(text, next, size, out);
        }
    }

    // Writes one line of output and returns where in the text the next one starts.
    private static int writeLine(byte[] text, int start, int size, OctetBuffer out) {
        byte[] target = out.reserve(MOST_PER_STEP);
        int begin = out.size();
        int limit = begin + MAX_COLUMN;
        int to = begin;
        int from = start;
        if (TextScan.isFromLine(text, from, size)) {
            to = escape(text[from++], target, to);
        }
        while (from < size) {
            int runEnd = Math.min(size, from + limit - to);
            int run = from;
            while (run < runEnd && LITERAL[text[run] & 0xFF]) {
                run++;
            }
            System.arraycopy(text, from, target, to, run - from);
            to += run - from;
            from = run;
            if (from == size) {
                break;
            }
            byte octet = text[from];
            if (octet == '\r' || octet == '\n') {
                to = protectTrailingBlank(target, begin, to);
                out.advanceTo(lineEnd(target, to));
                return TextScan.afterLineBreak(text, from, size);
            }
            if (LITERAL[octet & 0xFF] || to + 3 > limit) {
                target[to++] = '=';
                out.advanceTo(lineEnd(target, to));
                return from;
            }
            to = escape(octet, target, to);
            from++;
        }
        out.advanceTo(protectTrailingBlank(target, begin, to));
        return from;
    }

    private static int protectTrailingBlank(byte[] target, int begin, int end) {
        if (end == begin || target[end - 1] != ' ' && target[end - 1] != '\t') {
            return end;
        }
        byte blank = target[end - 1];
        int to = end - 1;
        if (to + 3 > begin + MAX_COLUMN + 1) {
            target[to++] = '=';
            to = lineEnd(target, to);
        }
        return escape(blank, target, to);
    }

    private static int escape(byte octet, byte[] target, int to) {
        target[to] = '=';
        target[to + 1] = HEX[octet >> 4 & 0xF];
        target[to + 2] = HEX[octet & 0xF];
        return to + 3;
    }

    private static int lineEnd(byte[] target, int to) {
        target[to] = '\r';
        target[to + 1] = '\n';
        return to + 2;
    }
}
