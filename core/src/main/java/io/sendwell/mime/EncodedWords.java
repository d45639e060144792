package io.sendwell.mime;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Text of any script as encoded-words in UTF-8 (RFC 2047), under B or Q, whichever is shorter.
 *
 * <p>Each holds whole characters, as the RFC asks, and where it can also what people see as one: a letter with its
 * accents, an emoji with its colour, a flag.
 */
final class EncodedWords {

    // RFC 2047 section 2: 75 with the delimiters.
    private static final int LONGEST = 75;
    private static final int DELIMITERS = "=?UTF-8?B??=".length();
    // Less room than this in a line is not worth a word of its own; it is also what the longest character needs.
    private static final int LEAST = DELIMITERS + 12;

    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private EncodedWords() {}

    /** Writes the text, which is not empty, behind a blank and folded. */
    static void write(String text, HeaderWriter header) {
        boolean base64 = base64Length(utf8Length(text)) < quotedLength(text);
        int start = 0;
        while (start < text.length()) {
            int end = lastBorder(text, start, room(header, LEAST), base64);
            if (end == start) {
                int wholeLine = room(header, LONGEST);
                end = lastBorder(text, start, wholeLine, base64);
                end = end > start ? end : lastCharacter(text, start, wholeLine, base64);
            }
            String part = text.substring(start, end);
            header.word(base64 ? "=?UTF-8?B?" + base64(part) + "?=" : "=?UTF-8?Q?" + quoted(part) + "?=");
            start = end;
        }
    }

    private static int room(HeaderWriter header, int least) {
        return Math.min(LONGEST, header.roomFor(least)) - DELIMITERS;
    }

    // The last index up to which the text fits without parting what people see as one character.
    private static int lastBorder(String text, int start, int room, boolean base64) {
        int last = lastCharacter(text, start, room, base64);
        int border = start;
        int flagHalves = 0;
        for (int index = start; index < last; ) {
            int codePoint = text.codePointAt(index);
            index += Character.charCount(codePoint);
            flagHalves = isFlagHalf(codePoint) ? flagHalves + 1 : 0;
            if (index == text.length() || mayPart(codePoint, text.codePointAt(index), flagHalves)) {
                border = index;
            }
        }
        return border;
    }

    // The last index up to which the text fits, between any two code points.
    private static int lastCharacter(String text, int start, int room, boolean base64) {
        int octets = 0;
        int quoted = 0;
        int index = start;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            octets += utf8Length(codePoint);
            quoted += quotedLength(codePoint);
            if ((base64 ? base64Length(octets) : quoted) > room) {
                break;
            }
            index += Character.charCount(codePoint);
        }
        return index;
    }

    // A short form of UAX #29: nothing is parted from its marks, joiners, variation selectors and skin tones, nor the
    // halves of flags, Hangul syllables and Indic conjuncts.
    private static boolean mayPart(int before, int after, int flagHalvesBefore) {
        int type = Character.getType(after);
        boolean extendsBefore = type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.FORMAT
                || after >= 0x1F3FB && after <= 0x1F3FF;
        boolean insideFlag = isFlagHalf(after) && flagHalvesBefore % 2 == 1;
        boolean insideSyllable = isConjoiningJamo(before) && isConjoiningJamo(after);
        boolean joined = before == ZERO_WIDTH_JOINER || isVirama(before);
        return !extendsBefore && !insideFlag && !insideSyllable && !joined;
    }

    private static boolean isFlagHalf(int codePoint) {
        return codePoint >= 0x1F1E6 && codePoint <= 0x1F1FF;
    }

    // From Devanagari to Malayalam it has the same place in each block of 128.
    private static boolean isVirama(int codePoint) {
        return codePoint >= 0x0900 && codePoint <= 0x0D7F && (codePoint & 0x7F) == 0x4D;
    }

    private static boolean isConjoiningJamo(int codePoint) {
        return codePoint >= 0x1100 && codePoint <= 0x11FF;
    }

    private static int utf8Length(int codePoint) {
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    private static int utf8Length(String text) {
        return text.codePoints().map(EncodedWords::utf8Length).sum();
    }

    private static int base64Length(int octets) {
        return (octets + 2) / 3 * 4;
    }

    private static int quotedLength(int codePoint) {
        return codePoint == ' ' || isLiteral(codePoint) ? 1 : 3 * utf8Length(codePoint);
    }

    private static int quotedLength(String text) {
        return text.codePoints().map(EncodedWords::quotedLength).sum();
    }

    // RFC 2047 section 5 (3), the rule for phrases, which is safe everywhere.
    private static boolean isLiteral(int octet) {
        return octet >= 'a' && octet <= 'z'
                || octet >= 'A' && octet <= 'Z'
                || octet >= '0' && octet <= '9'
                || octet == '!'
                || octet == '*'
                || octet == '+'
                || octet == '-'
                || octet == '/';
    }

    private static String base64(String part) {
        return Base64.getEncoder().encodeToString(part.getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String part) {
        StringBuilder encoded = new StringBuilder(LONGEST);
        for (byte octet : part.getBytes(StandardCharsets.UTF_8)) {
            if (octet == ' ') {
                encoded.append('_');
            } else if (isLiteral(octet)) {
                encoded.append((char) octet);
            } else {
                encoded.append('=').append(HEX[octet >> 4 & 0xF]).append(HEX[octet & 0xF]);
            }
        }
        return encoded.toString();
    }
}
