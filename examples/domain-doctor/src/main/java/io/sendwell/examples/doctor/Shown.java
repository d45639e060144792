package io.sendwell.examples.doctor;

import java.util.Locale;

/** Other people's text on a terminal. */
final class Shown {

    private static final int WIDTH = 100;

    private Shown() {}

    /** On one line, with nothing in it that a terminal obeys. */
    static String line(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> shown.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c));
        return shown.toString();
    }

    /**
     * Prose in lines that fit a terminal, ended by a line feed; a word that is longer stays in one piece.
     *
     * @param indent begins every line but the first
     * @param column where the first line begins
     */
    static String wrapped(String text, String indent, int column) {
        StringBuilder wrapped = new StringBuilder();
        int used = column;
        for (String word : text.split(" ", -1)) {
            int length = word.codePointCount(0, word.length());
            if (wrapped.length() > 0 && used + 1 + length > WIDTH) {
                wrapped.append('\n').append(indent);
                used = indent.length();
            } else if (wrapped.length() > 0) {
                wrapped.append(' ');
                used++;
            }
            wrapped.append(word);
            used += length;
        }
        return wrapped.append('\n').toString();
    }

    /** {@code NOT_CHECKED} as "not checked". */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
