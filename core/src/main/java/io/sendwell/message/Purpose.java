package io.sendwell.message;

import io.sendwell.internal.text.Ascii;
import java.util.Locale;

/**
 * What a message is for, in the application's words: {@code newsletter}, {@code invoice}. Who opted out of one purpose
 * still gets the others.
 *
 * @param value 1 to 64 lower-case letters, digits, dots, underscores or hyphens
 */
public record Purpose(String value) {

    private static final int MAX_LENGTH = 64;

    public Purpose {
        boolean allowed = Ascii.isMadeOf(value, "_-.") && value.equals(value.toLowerCase(Locale.ROOT));
        if (value.isEmpty() || value.length() > MAX_LENGTH || !allowed) {
            throw new IllegalArgumentException("A purpose is 1 to " + MAX_LENGTH
                    + " lower-case letters, digits, dots, underscores or hyphens, such as \"newsletter\".");
        }
    }

    /**
     * The purpose of this name.
     *
     * @throws IllegalArgumentException when the name breaks the rule above
     */
    public static Purpose of(String value) {
        return new Purpose(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
