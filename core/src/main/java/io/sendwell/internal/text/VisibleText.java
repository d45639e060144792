package io.sendwell.internal.text;

import java.util.Locale;

/** Shows foreign text in an error message: bounded, on one line, and with nothing in it that a log would obey. */
public final class VisibleText {
    /** Long enough for most addresses, short enough for a log line. */
    private static final int SHOWN_CHARACTERS = 80;

    private VisibleText() {}

    /**
     * The text in double quotes, at most 80 characters of it, everything outside printable ASCII that is not a letter,
     * digit or mark written as {@code \}{@code u{D}}.
     */
    public static String quote(String text) {
        return quoteAround(text, 0);
    }

    /** Like {@link #quote}, and sure to include the character at {@code index}. */
    public static String quoteAround(String text, int index) {
        int start = index < SHOWN_CHARACTERS ? 0 : index - SHOWN_CHARACTERS / 2;
        int end = Math.min(text.length(), start + SHOWN_CHARACTERS);
        StringBuilder shown = new StringBuilder(SHOWN_CHARACTERS + 16);
        shown.append(start > 0 ? "\"..." : "\"");
        for (int at = start; at < end; ) {
            int codePoint = text.codePointAt(at);
            append(shown, codePoint);
            at += Character.charCount(codePoint);
        }
        return shown.append(end < text.length() ? "...\"" : "\"").toString();
    }

    /** A code point's number, with the character itself or its everyday name where there is one. */
    public static String describe(int codePoint) {
        String number = String.format(Locale.ROOT, "U+%04X", codePoint);
        String name = everydayName(codePoint);
        if (!name.isEmpty()) {
            return number + " (" + name + ")";
        }
        return isPrintable(codePoint) ? number + " '" + Character.toString(codePoint) + "'" : number;
    }

    private static void append(StringBuilder shown, int codePoint) {
        if (codePoint == '"' || codePoint == '\\') {
            shown.append('\\').append((char) codePoint);
        } else if (isPrintable(codePoint)) {
            shown.appendCodePoint(codePoint);
        } else {
            shown.append("\\u{")
                    .append(Integer.toHexString(codePoint).toUpperCase(Locale.ROOT))
                    .append('}');
        }
    }

    private static boolean isPrintable(int codePoint) {
        if (codePoint < 0x80) {
            return !CodePoints.isControl(codePoint);
        }
        return (Character.isLetterOrDigit(codePoint) || CodePoints.isMark(codePoint))
                && !CodePoints.isDefaultIgnorable(codePoint);
    }

    private static String everydayName(int codePoint) {
        return switch (codePoint) {
            case 0 -> "NUL";
            case '\t' -> "tab";
            case '\n' -> "line feed";
            case '\r' -> "carriage return";
            case ' ' -> "space";
            case 0x85 -> "next line";
            case 0xA0 -> "no-break space";
            case 0xAD -> "soft hyphen";
            case 0x200B -> "zero width space";
            case 0x200C -> "zero width non-joiner";
            case 0x200D -> "zero width joiner";
            case 0x2028 -> "line separator";
            case 0x2029 -> "paragraph separator";
            case 0xFEFF -> "byte order mark";
            default -> nameOfKind(codePoint);
        };
    }

    private static String nameOfKind(int codePoint) {
        if (CodePoints.isBidiControl(codePoint)) {
            return "direction control";
        }
        if (CodePoints.isSurrogate(codePoint)) {
            return "half of a surrogate pair";
        }
        return CodePoints.isNoncharacter(codePoint) ? "noncharacter" : "";
    }
}
