package io.sendwell.esp.mailjet;

/** How much room a text takes in a JSON document. */
final class JsonText {

    private JsonText() {}

    /**
     * The octets of this text as a JSON string in UTF-8 (RFC 8259 section 7), quotation marks included. Escapes that
     * have a short form are counted as the long one, so the figure may be too high and is never too low.
     */
    static long length(String text) {
        long octets = 2;
        for (int index = 0; index < text.length(); index++) {
            char unit = text.charAt(index);
            if (unit < 0x20) {
                octets += unit == '\n' || unit == '\r' || unit == '\t' ? 2 : 6;
            } else if (unit < 0x80) {
                octets += unit == '"' || unit == '\\' ? 2 : 1;
            } else if (unit < 0x800) {
                octets += 2;
            } else if (Character.isSurrogate(unit)) {
                octets += 2; // half of a pair that takes four
            } else {
                octets += 3;
            }
        }
        return octets;
    }

    /** Where half of a surrogate pair stands alone, which UTF-8 cannot say; -1 when nowhere. */
    static int indexOfLoneSurrogate(String text) {
        int index = 0;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return index;
            }
            index += Character.charCount(codePoint);
        }
        return -1;
    }
}
