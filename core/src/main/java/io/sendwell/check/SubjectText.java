package io.sendwell.check;

import io.sendwell.internal.text.CodePoints;

/** What is done to a subject before it leaves. */
public final class SubjectText {

    private SubjectText() {}

    /** The subject without the characters that turn the direction of writing (U+202A to U+202E, U+2066 to U+2069). */
    public static String withoutDirectionControls(String subject) {
        if (subject.codePoints().noneMatch(CodePoints::isBidiControl)) {
            return subject;
        }
        StringBuilder clean = new StringBuilder();
        subject.codePoints().filter(c -> !CodePoints.isBidiControl(c)).forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
