package io.sendwell.internal.text;

import java.util.EnumSet;
import java.util.Set;

/** Where the zero width joiner and non-joiner do work: in scripts whose letters they shape, and in emoji. */
public final class Joiners {

    /** Scripts in which a joiner changes the shape of letters, and is typed by people who write well. */
    private static final Set<Character.UnicodeScript> JOINING_SCRIPTS = EnumSet.of(
            Character.UnicodeScript.ARABIC,
            Character.UnicodeScript.SYRIAC,
            Character.UnicodeScript.MONGOLIAN,
            Character.UnicodeScript.NKO,
            Character.UnicodeScript.MANDAIC,
            Character.UnicodeScript.DEVANAGARI,
            Character.UnicodeScript.BENGALI,
            Character.UnicodeScript.GURMUKHI,
            Character.UnicodeScript.GUJARATI,
            Character.UnicodeScript.ORIYA,
            Character.UnicodeScript.TAMIL,
            Character.UnicodeScript.TELUGU,
            Character.UnicodeScript.KANNADA,
            Character.UnicodeScript.MALAYALAM,
            Character.UnicodeScript.SINHALA,
            Character.UnicodeScript.KHMER,
            Character.UnicodeScript.MYANMAR,
            Character.UnicodeScript.TIBETAN);

    private Joiners() {}

    /**
     * Whether a joiner has work to do.
     *
     * @param before the code point before it; negative when there is none
     * @param joiner U+200C or U+200D
     */
    public static boolean isNeededAfter(int before, int joiner) {
        return before >= 0
                && (JOINING_SCRIPTS.contains(Character.UnicodeScript.of(before))
                        || (joiner == 0x200D && isPartOfEmoji(before)));
    }

    private static boolean isPartOfEmoji(int codePoint) {
        return Character.getType(codePoint) == Character.OTHER_SYMBOL
                || codePoint == 0xFE0F
                || (codePoint >= 0x1F000 && codePoint <= 0x1FAFF);
    }
}
