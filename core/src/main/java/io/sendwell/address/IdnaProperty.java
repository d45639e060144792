package io.sendwell.address;

import io.sendwell.internal.text.CodePoints;
import java.text.Normalizer;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a code point may do in a label (RFC 5892 section 1), derived by the rules of its section 3 from the Unicode data of
 * the running JDK: there is no table to grow old.
 */
enum IdnaProperty {
    /** Allowed anywhere in a label. */
    VALID,
    /** Allowed where the joining rules of RFC 5892 appendix A.1 and A.2 say so. */
    CONTEXT_JOINER,
    /** Allowed where the other rules of RFC 5892 appendix A say so. */
    CONTEXT_OTHER,
    /** Never allowed. */
    DISALLOWED,
    /** Not a character in the JDK's version of Unicode; nobody can say how it would behave. */
    UNASSIGNED;

    /** The property of one code point. The order of the questions is the one of RFC 5892 section 3. */
    static IdnaProperty of(int codePoint) {
        if (codePoint < 0x80) {
            return isLowerLetterDigitHyphen(codePoint) ? VALID : DISALLOWED;
        }
        IdnaProperty exception = exception(codePoint);
        if (exception != null) {
            return exception;
        }
        int type = Character.getType(codePoint);
        if (type == Character.UNASSIGNED) {
            return CodePoints.isNoncharacter(codePoint) ? DISALLOWED : UNASSIGNED;
        }
        if (CodePoints.isJoinControl(codePoint)) {
            return CONTEXT_JOINER;
        }
        if (!isLetterOrDigit(type)
                || isUnstable(codePoint)
                || CodePoints.isDefaultIgnorable(codePoint)
                || isIgnorableBlock(codePoint)
                || isConjoiningJamo(codePoint)) {
            return DISALLOWED;
        }
        return VALID;
    }

    static boolean isLowerLetterDigitHyphen(int codePoint) {
        return (codePoint >= 'a' && codePoint <= 'z') || (codePoint >= '0' && codePoint <= '9') || codePoint == '-';
    }

    /** RFC 5892 section 2.6; null when the code point is no exception. */
    private static @Nullable IdnaProperty exception(int codePoint) {
        return switch (codePoint) {
            // Sharp s and final sigma, which IDNA 2003 mapped away; letters and digits of Sindhi, Tibetan and Chinese.
            case 0x00DF, 0x03C2, 0x06FD, 0x06FE, 0x0F0B, 0x3007 -> VALID;
            // Middle dot, Greek keraia, Hebrew geresh and gershayim, Katakana middle dot.
            case 0x00B7, 0x0375, 0x05F3, 0x05F4, 0x30FB -> CONTEXT_OTHER;
            // Marks that only stretch or repeat a letter.
            case 0x0640, 0x07FA, 0x302E, 0x302F, 0x3031, 0x3032, 0x3033, 0x3034, 0x3035, 0x303B -> DISALLOWED;
            default ->
                ContextRules.isArabicIndicDigit(codePoint) || ContextRules.isExtendedArabicIndicDigit(codePoint)
                        ? CONTEXT_OTHER
                        : null;
        };
    }

    /** RFC 5892 section 2.1. */
    private static boolean isLetterOrDigit(int type) {
        return type == Character.LOWERCASE_LETTER
                || type == Character.UPPERCASE_LETTER
                || type == Character.OTHER_LETTER
                || type == Character.DECIMAL_DIGIT_NUMBER
                || type == Character.MODIFIER_LETTER
                || type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }

    /** RFC 5892 section 2.2: changed by NFKC(casefold(NFKC(x))), so that it is only another spelling of something else. */
    private static boolean isUnstable(int codePoint) {
        String text = Character.toString(codePoint);
        String folded = foldCase(Normalizer.normalize(text, Normalizer.Form.NFKC), codePoint);
        return !Normalizer.normalize(folded, Normalizer.Form.NFKC).equals(text);
    }

    /**
     * Unicode's full case folding, which the JDK lacks, as upper case and back. The two differ for what is named here:
     * Cherokee folds to its upper case, and the dotless i folds to nothing but itself.
     */
    private static String foldCase(String text, int codePoint) {
        if (Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.CHEROKEE) {
            return text.toUpperCase(Locale.ROOT);
        }
        if (codePoint == 0x131) {
            return text;
        }
        return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    /** RFC 5892 section 2.4: marks for symbols and musical notation. */
    private static boolean isIgnorableBlock(int codePoint) {
        return (codePoint >= 0x20D0 && codePoint <= 0x20FF) || (codePoint >= 0x1D100 && codePoint <= 0x1D24F);
    }

    /** RFC 5892 section 2.9: the parts that old Hangul syllables are put together from. */
    private static boolean isConjoiningJamo(int codePoint) {
        return (codePoint >= 0x1100 && codePoint <= 0x11FF)
                || (codePoint >= 0xA960 && codePoint <= 0xA97C)
                || (codePoint >= 0xD7B0 && codePoint <= 0xD7FB);
    }
}
