package io.sendwell.examples.doctor;

import java.util.Locale;

/** Other people's text on a terminal. */
final class Shown {

    private Shown() {}

    /** On one line, with nothing in it that a terminal obeys. */
    static String line(String text) {
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c -> shown.appendCodePoint(
                        Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c));
        return shown.toString();
    }

    /** {@code NOT_CHECKED} as "not checked". */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
