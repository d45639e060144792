package io.sendwell.merge;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Which characters break lines, and which may not stand in a header field. */
final class Characters {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private Characters() {}

    /** Whether Unicode (UAX 14, class BK, CR, LF, NL) ends a line here; people paste U+000B out of word processors. */
    static boolean isLineBreak(char character) {
        return (character >= 0x0A && character <= 0x0D) || character == 0x85 || isLineSeparator(character);
    }

    static boolean isLineSeparator(char character) {
        return character == '\u2028' || character == '\u2029';
    }

    /** U+0007 and the like. */
    static String name(int character) {
        return String.format(Locale.ROOT, "U+%04X", character);
    }

    /**
     * Why a text may not stand in a header field.
     *
     * <p>CR, LF, NUL and other controls would start a new field or end the text (CWE-93); the bidirectional
     * embeddings, overrides and isolates show it in another order than it has, and zero-width characters outside the
     * scripts that need them make one word look like another (Unicode UTS 39).
     *
     * @return null when it may
     */
    static @Nullable String refusalInHeader(String text) {
        int before = ' ';
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            if (character < 0x20 || (character >= 0x7F && character < 0xA0)) {
                return "contains the control character " + name(character) + "; a header field is one line of text";
            }
            if (character >= 0x2000) {
                String refusal = refusalOfFormat(character, before);
                if (refusal != null) {
                    return refusal;
                }
            }
            before = character;
            at += Character.charCount(character);
        }
        return null;
    }

    private static @Nullable String refusalOfFormat(int character, int before) {
        if (character == 0x2028 || character == 0x2029) {
            return "contains the line separator " + name(character) + "; a header field is one line of text";
        }
        if ((character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069)) {
            return "contains " + name(character) + ", which shows text in another order than it has";
        }
        if (character == 0x200B || character == 0x2060 || character == 0xFEFF) {
            return "contains " + name(character) + ", which cannot be seen";
        }
        if ((character == ZERO_WIDTH_JOINER || character == ZERO_WIDTH_NON_JOINER) && !isJoined(before)) {
            return "contains " + name(character) + ", which cannot be seen here";
        }
        if (character >= 0xD800 && character <= 0xDFFF) {
            return "contains half a surrogate pair, " + name(character);
        }
        return null;
    }

    // Arabic, Indic and other scripts shape letters by joiners, and emoji are glued together by them.
    static boolean isJoined(int before) {
        return switch (Character.UnicodeScript.of(before)) {
            case LATIN, GREEK, CYRILLIC, ARMENIAN, HEBREW, HAN -> false;
            case COMMON -> before >= 0x2190;
            default -> true;
        };
    }
}
