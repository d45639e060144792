package io.sendwell.internal.text;

import java.util.Objects;

/**
 * Refuses text that would break out of the one header line, file name or address it is meant for (CWE-93).
 *
 * <p>Nothing is taken out silently: a value with a line break in it is a mistake or an attack, and its author should
 * hear of it. The same texts are used wherever a value becomes part of a header.
 */
public final class HeaderText {
    private HeaderText() {}

    /**
     * Returns {@code value} when it is one line of well-formed text.
     *
     * @param name what the value is, in the words of the caller's API: it begins the error's text
     * @throws IllegalArgumentException when the value holds CR, LF, NUL or another C0 or C1 control (tab included), a
     *     line or paragraph separator (U+2028, U+2029), or half of a surrogate pair
     */
    public static String requireOneLine(String name, String value) {
        Objects.requireNonNull(value, name);
        int index = indexOfIllegal(value);
        if (index >= 0) {
            throw illegal(name, value, index);
        }
        return value;
    }

    /**
     * Returns {@code value} when it is one line and does not reorder its own letters on the screen.
     *
     * @throws IllegalArgumentException as {@link #requireOneLine}, and for a bidirectional embedding, override or isolate
     *     (U+202A to U+202E, U+2066 to U+2069)
     */
    public static String requireReadable(String name, String value) {
        requireOneLine(name, value);
        for (int index = 0; index < value.length(); index++) {
            if (CodePoints.isBidiControl(value.charAt(index))) {
                throw illegal(name, value, index);
            }
        }
        return value;
    }

    /** Index of the first character that {@link #requireOneLine} refuses, or -1. */
    public static int indexOfIllegal(String value) {
        for (int index = 0; index < value.length(); index++) {
            char unit = value.charAt(index);
            if (unit >= 0x20 && unit < 0x7F) {
                continue;
            }
            if (CodePoints.isControl(unit) || CodePoints.isLineBreak(unit) || isLoneSurrogate(value, index)) {
                return index;
            }
        }
        return -1;
    }

    /** Index of the first surrogate without its other half, or -1: what a text of several lines must not hold either. */
    public static int indexOfLoneSurrogate(String value) {
        for (int index = 0; index < value.length(); index++) {
            if (isLoneSurrogate(value, index)) {
                return index;
            }
        }
        return -1;
    }

    private static boolean isLoneSurrogate(String value, int index) {
        char unit = value.charAt(index);
        if (Character.isHighSurrogate(unit)) {
            return index + 1 == value.length() || !Character.isLowSurrogate(value.charAt(index + 1));
        }
        return Character.isLowSurrogate(unit) && (index == 0 || !Character.isHighSurrogate(value.charAt(index - 1)));
    }

    private static IllegalArgumentException illegal(String name, String value, int index) {
        return new IllegalArgumentException(
                name + " holds " + VisibleText.describe(value.codePointAt(index)) + " at index "
                        + index + ": " + VisibleText.quoteAround(value, index)
                        + ". One line of plain text was expected, without control or direction characters; remove it.");
    }
}
