package io.sendwell.internal.text;

/** Classes of code points that decide whether a text can be shown and sent as it stands. */
public final class CodePoints {
    private CodePoints() {}

    /** CR, LF, NUL and every other C0 or C1 control, DEL included. */
    public static boolean isControl(int codePoint) {
        return codePoint < 0x20 || (codePoint >= 0x7F && codePoint <= 0x9F);
    }

    /** What some reader takes for the end of a line: the controls among them, U+2028 and U+2029. */
    public static boolean isLineBreak(int codePoint) {
        return (codePoint >= 0x0A && codePoint <= 0x0D)
                || codePoint == 0x85
                || codePoint == 0x2028
                || codePoint == 0x2029;
    }

    /** A surrogate without its other half; such a text has no octets in UTF-8. */
    public static boolean isSurrogate(int codePoint) {
        return codePoint >= 0xD800 && codePoint <= 0xDFFF;
    }

    /** One of the 66 code points that Unicode promises never to assign (Unicode 23.7). */
    public static boolean isNoncharacter(int codePoint) {
        return (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
    }

    /** Embeddings, overrides and isolates: they show a text in another order than the one it is read in (UAX #9). */
    public static boolean isBidiControl(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    /** Zero width non-joiner and joiner: letters of some scripts need them, between other letters they only hide. */
    public static boolean isJoinControl(int codePoint) {
        return codePoint == 0x200C || codePoint == 0x200D;
    }

    /** The property Default_Ignorable_Code_Point: code points that leave no mark on paper (Unicode 5.21). */
    public static boolean isDefaultIgnorable(int codePoint) {
        if (codePoint < 0x34F) {
            return codePoint == 0xAD;
        }
        return codePoint == 0x34F
                || codePoint == 0x61C
                || codePoint == 0x115F
                || codePoint == 0x1160
                || codePoint == 0x17B4
                || codePoint == 0x17B5
                || (codePoint >= 0x180B && codePoint <= 0x180F)
                || (codePoint >= 0x200B && codePoint <= 0x200F)
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2060 && codePoint <= 0x206F)
                || codePoint == 0x3164
                || (codePoint >= 0xFE00 && codePoint <= 0xFE0F)
                || codePoint == 0xFEFF
                || codePoint == 0xFFA0
                || (codePoint >= 0xFFF0 && codePoint <= 0xFFF8)
                || (codePoint >= 0x1BCA0 && codePoint <= 0x1BCA3)
                || (codePoint >= 0x1D173 && codePoint <= 0x1D17A)
                || (codePoint >= 0xE0000 && codePoint <= 0xE0FFF);
    }

    /** A combining mark (Mn, Mc, Me): it joins what precedes it, even when that is a quote or a bracket. */
    public static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    /** Whether {@code text} holds only code points below U+0080. */
    public static boolean isAscii(String text) {
        for (int index = 0; index < text.length(); index++) {
            if (text.charAt(index) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
