package io.sendwell.check;

import io.sendwell.internal.text.CodePoints;
import io.sendwell.internal.text.Joiners;
import java.text.Normalizer;

/** What is done to a subject before it leaves. */
public final class SubjectText {

    private SubjectText() {}

    /** The subject in NFC, in which receivers compare it. */
    public static String normalised(String subject) {
        return Normalizer.normalize(subject, Normalizer.Form.NFC);
    }

    /**
     * The subject without the characters that turn the direction of writing (U+202A to U+202E, U+2066 to U+2069), and
     * without joiners (U+200C, U+200D) between letters that need none.
     */
    public static String withoutHiddenCharacters(String subject) {
        if (CodePoints.isAscii(subject)) {
            return subject;
        }
        StringBuilder clean = new StringBuilder(subject.length());
        int before = -1;
        for (int index = 0; index < subject.length(); ) {
            int codePoint = subject.codePointAt(index);
            index += Character.charCount(codePoint);
            boolean idleJoiner = CodePoints.isJoinControl(codePoint) && !Joiners.isNeededAfter(before, codePoint);
            if (!CodePoints.isBidiControl(codePoint) && !idleJoiner) {
                clean.appendCodePoint(codePoint);
                before = codePoint;
            }
        }
        return clean.toString();
    }
}
