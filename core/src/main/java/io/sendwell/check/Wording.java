package io.sendwell.check;

import io.sendwell.internal.text.CodePoints;
import io.sendwell.internal.text.VisibleText;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Map;

/** Puts a finding's values into its words. */
final class Wording {

    private static final int MAX_VALUE = 1_000;

    private Wording() {}

    /** In one pass, so that a value that looks like a placeholder stays what it is. */
    static String filledIn(String text, Map<String, String> values, Locale language) {
        StringBuilder filled = new StringBuilder(text.length() + 64);
        int position = 0;
        while (position < text.length()) {
            int open = text.indexOf('{', position);
            int close = open < 0 ? -1 : text.indexOf('}', open);
            if (close < 0) {
                break;
            }
            String placeholder = text.substring(open + 1, close);
            int comma = placeholder.indexOf(',');
            String value = values.get(comma < 0 ? placeholder : placeholder.substring(0, comma));
            filled.append(text, position, open)
                    .append(
                            value == null
                                    ? text.substring(open, close + 1)
                                    : shown(value, placeholder.substring(comma + 1), language));
            position = close + 1;
        }
        return filled.append(text, position, text.length()).toString();
    }

    private static String shown(String value, String how, Locale language) {
        return switch (how) {
            case "number" -> grouped(value, language);
            case "quoted" -> VisibleText.quote(value);
            default -> visible(value);
        };
    }

    private static String grouped(String digits, Locale language) {
        try {
            return String.format(language, "%,d", new BigInteger(digits));
        } catch (NumberFormatException e) {
            return visible(digits);
        }
    }

    // Values may be other people's text: nothing in them moves a cursor, ends a line or turns the direction of writing.
    private static String visible(String value) {
        StringBuilder shown = new StringBuilder(value.length());
        value.codePoints()
                .limit(MAX_VALUE)
                .map(c -> CodePoints.isControl(c) || CodePoints.isBidiControl(c) || CodePoints.isSurrogate(c) ? ' ' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
