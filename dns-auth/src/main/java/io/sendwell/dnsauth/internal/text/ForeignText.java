package io.sendwell.dnsauth.internal.text;

import java.util.Locale;

/** Shows other people's text: on one line, bounded, and with nothing in it that a terminal or a log would obey. */
public final class ForeignText {

    private ForeignText() {}

    /**
     * The text with everything invisible written as {@code \}{@code u{1B}}.
     *
     * @param most characters that are shown; dots follow when there are more
     */
    public static String show(String text, int most) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), most) + 16);
        text.codePoints().limit(most).forEach(codePoint -> {
            switch (Character.getType(codePoint)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.SURROGATE,
                        Character.PRIVATE_USE,
                        Character.UNASSIGNED,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR -> shown.append(String.format(Locale.ROOT, "\\u{%X}", codePoint));
                default -> shown.appendCodePoint(codePoint);
            }
        });
        return text.codePointCount(0, text.length()) > most
                ? shown.append("...").toString()
                : shown.toString();
    }
}
