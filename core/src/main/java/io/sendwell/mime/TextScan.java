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
    static boolean isPlain(byte[] text, int size, int maxLine) {
        int lineStart = 0;
        while (lineStart < size) {
            if (startsWith(text, lineStart, size, FROM) || startsWith(text, lineStart, size, DELIMITER)) {
                return false;
            }
            int end = lineStart;
            int lastAllowed = Math.min(size, lineStart + maxLine + 1);
            while (end < lastAllowed && isText(text[end])) {
                end++;
            }
            boolean broken = end < size && text[end] != '\r' && text[end] != '\n';
            if (broken || end - lineStart > maxLine || end > lineStart && isBlank(text[end - 1])) {
                return false;
            }
            lineStart = end == size ? end : afterLineBreak(text, end, size);
        }
        return true;
    }

    /** Where the text goes on after the CRLF, CR or LF at this index. */
    static int afterLineBreak(byte[] text, int index, int size) {
        boolean pair = text[index] == '\r' && index + 1 < size && text[index + 1] == '\n';
        return pair ? index + 2 : index + 1;
    }

    static boolean isFromLine(byte[] text, int lineStart, int size) {
        return startsWith(text, lineStart, size, FROM);
    }

    private static boolean startsWith(byte[] text, int at, int size, byte[] prefix) {
        if (text[at] != prefix[0] || size - at < prefix.length) {
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
