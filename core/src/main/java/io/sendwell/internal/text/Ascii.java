package io.sendwell.internal.text;

/** Which ASCII characters are what; quicker and stricter than {@link Character}, which knows other scripts too. */
public final class Ascii {

    private Ascii() {}

    /** A to Z or a to z. */
    public static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    /** 0 to 9. */
    public static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Whether the text is made of letters, digits and these other characters alone. */
    public static boolean isMadeOf(String text, String others) {
        return text.chars().allMatch(c -> isLetter(c) || isDigit(c) || others.indexOf(c) >= 0);
    }
}
