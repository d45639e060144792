package io.sendwell.mime;

/** One look at a text part, to find out how it may travel. */
final class TextScan {

    // RFC 2046 section 5.1.1: a line that begins like a delimiter would end the part. All of ours begin so.
    private static final byte[] DELIMITER = {'-', '-', '=', '_'};
    private static final byte[] FROM = {'F', 'r', 'o', 'm', ' '};

    private TextScan() {}

    /**
     * Whether the text may travel without encoding: no line is longer, ends with a blank, starts like a delimiter of
     * ours or with {@code From }, and there are no control characters but tabs.
     */
    static boolean isPlain(byte[] text, int maxLine) {
        int lineStart = 0;
        while (lineStart < text.length) {
            if (startsWith(text, lineStart, FROM) || startsWith(text, lineStart, DELIMITER)) {
                return false;
            }
            int end = lineStart;
            int lastAllowed = Math.min(text.length, lineStart + maxLine + 1);
            while (end < lastAllowed && isText(text[end])) {
                end++;
            }
            boolean broken = end < text.length && text[end] != '\r' && text[end] != '\n';
            if (broken || end - lineStart > maxLine || end > lineStart && isBlank(text[end - 1])) {
                return false;
            }
            lineStart = end == text.length ? end : afterLineBreak(text, end);
        }
        return true;
    }

    /** How many octets above 127 there are. */
    static int countEightBit(byte[] text) {
        int count = 0;
        for (byte octet : text) {
            count -= octet >> 7; // minus one for a negative byte, else zero; the JIT makes vectors of it
        }
        return count;
    }

    /** How many octets quoted-printable would escape in the middle of a line. */
    static int countEscaped(byte[] text) {
        int count = 0;
        for (byte octet : text) {
            if (!QuotedPrintable.isLiteral(octet) && octet != '\r' && octet != '\n') {
                count++;
            }
        }
        return count;
    }

    /** Where the text goes on after the CRLF, CR or LF at this index. */
    static int afterLineBreak(byte[] text, int index) {
        boolean pair = text[index] == '\r' && index + 1 < text.length && text[index + 1] == '\n';
        return pair ? index + 2 : index + 1;
    }

    static boolean isFromLine(byte[] text, int lineStart) {
        return startsWith(text, lineStart, FROM);
    }

    private static boolean startsWith(byte[] text, int at, byte[] prefix) {
        if (text[at] != prefix[0] || text.length - at < prefix.length) {
            return false;
        }
        for (int i = 1; i < prefix.length; i++) {
            if (text[at + i] != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static boolean isText(byte octet) {
        return octet < 0 || octet >= ' ' && octet < 127 || octet == '\t';
    }
}
