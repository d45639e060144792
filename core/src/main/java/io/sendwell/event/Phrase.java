package io.sendwell.event;

import java.util.Arrays;
import java.util.List;

/**
 * A piece of text to look for, in lower case: {@code #} stands for a digit, {@code *} for up to {@value #LONGEST_GAP} characters
 * of one sentence. Looking for it costs at most the product of the two lengths, however hostile the text.
 */
final class Phrase {

    /** "The email account that you tried to reach does not exist" has 24 characters between its halves, some have an address. */
    private static final int LONGEST_GAP = 60;

    private final List<String> parts;
    private final boolean hasDigits;

    private Phrase(List<String> parts) {
        this.parts = parts;
        this.hasDigits = parts.get(0).indexOf('#') >= 0;
    }

    static Phrase of(String text) {
        Phrase phrase = new Phrase(
                Arrays.stream(text.split("\\*", -1)).map(String::strip).toList());
        if (phrase.parts.contains("")) {
            throw new IllegalArgumentException("There is nothing to look for in \"" + text + "\".");
        }
        return phrase;
    }

    static Phrase ofWords(String text) {
        if (text.indexOf('*') >= 0) {
            throw new IllegalArgumentException("Whole words have no gap: \"" + text + "\"");
        }
        return of(text);
    }

    /** Whether the text has it. */
    boolean isIn(String text) {
        for (int at = find(0, text, 0, text.length()); at >= 0; at = find(0, text, at + 1, text.length())) {
            if (goesOn(text, at + parts.get(0).length())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the text has it with no letter or digit beside it. */
    boolean isWordIn(String text) {
        String only = parts.get(0);
        for (int at = find(0, text, 0, text.length()); at >= 0; at = find(0, text, at + 1, text.length())) {
            if (isBoundary(text, at - 1) && isBoundary(text, at + only.length())) {
                return true;
            }
        }
        return false;
    }

    private boolean goesOn(String text, int from) {
        int end = from;
        for (int part = 1; part < parts.size(); part++) {
            int limit =
                    Math.min(text.length(), end + LONGEST_GAP + parts.get(part).length());
            int at = find(part, text, end, limit);
            if (at < 0 || text.substring(end, at).contains(". ")) {
                return false;
            }
            end = at + parts.get(part).length();
        }
        return true;
    }

    private int find(int part, String text, int from, int limit) {
        String wanted = parts.get(part);
        if (part == 0 && !hasDigits) {
            return text.indexOf(wanted, from);
        }
        for (int at = from; at + wanted.length() <= limit; at++) {
            if (isAt(wanted, text, at)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isAt(String wanted, String text, int at) {
        for (int index = 0; index < wanted.length(); index++) {
            char expected = wanted.charAt(index);
            char found = text.charAt(at + index);
            boolean digit = expected == '#' && found >= '0' && found <= '9';
            if (expected != found && !digit) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBoundary(String text, int index) {
        return index < 0 || index >= text.length() || !Character.isLetterOrDigit(text.charAt(index));
    }
}
