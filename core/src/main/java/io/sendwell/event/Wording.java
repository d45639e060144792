package io.sendwell.event;

import io.sendwell.internal.text.CodePoints;
import java.util.Locale;

/**
 * What a server said, made comparable: on one line, in lower case, without the codes that are repeated on each line, and with
 * {@code <@>} for each address.
 */
final class Wording {

    /**
     * How many characters of a text are looked at and kept. A reply of RFC 5321 has lines of 512 octets (section 4.5.3.1.5); the
     * longest seen, Gmail's, have some six of them, a quarter full.
     */
    static final int MOST_EXAMINED = 4_096;

    private static final String END_OF_ADDRESS = " <>()[]{}\"',;:|=";

    private Wording() {}

    /** As much of a text as is looked at. */
    static String start(String text) {
        return text.length() <= MOST_EXAMINED ? text : text.substring(0, MOST_EXAMINED);
    }

    /** As much of a text as is kept, on one line, with nothing in it that a store or a log could choke on. */
    static String kept(String text) {
        StringBuilder line = new StringBuilder();
        start(text).codePoints().forEach(codePoint -> {
            boolean blank = CodePoints.isControl(codePoint) || CodePoints.isLineBreak(codePoint) || codePoint == ' ';
            if (!blank) {
                line.appendCodePoint(CodePoints.isSurrogate(codePoint) ? 0xFFFD : codePoint);
            } else if (line.length() > 0 && line.charAt(line.length() - 1) != ' ') {
                line.append(' ');
            }
        });
        return line.toString().stripTrailing();
    }

    /** The text as the rows of the table compare it. */
    static String comparable(String text, String replyCode, String enhancedCode) {
        StringBuilder words = new StringBuilder();
        String line = kept(text).toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        for (String word : line.split(" ", -1)) {
            String bare = withoutCodes(word, replyCode, enhancedCode);
            if (!bare.isEmpty()) {
                words.append(words.length() == 0 ? "" : " ").append(bare);
            }
        }
        return withoutAddresses(words.toString());
    }

    // A reply of several lines says its codes on each (RFC 5321 section 4.2.1); reports join the lines, and a sentence
    // has
    // codes in its middle then: "the account does not 550-5.1.1 exist".
    private static String withoutCodes(String word, String replyCode, String enhancedCode) {
        String rest = word;
        if (!replyCode.isEmpty() && rest.startsWith(replyCode)) {
            rest = rest.equals(replyCode)
                    ? ""
                    : rest.startsWith("-", replyCode.length()) ? rest.substring(replyCode.length() + 1) : rest;
        }
        return !enhancedCode.isEmpty() && rest.equals(enhancedCode) ? "" : rest;
    }

    private static String withoutAddresses(String text) {
        int at = text.indexOf('@');
        if (at < 0) {
            return text;
        }
        StringBuilder rest = new StringBuilder();
        int copied = 0;
        while (at >= 0) {
            int from = at;
            while (from > copied && END_OF_ADDRESS.indexOf(text.charAt(from - 1)) < 0) {
                from--;
            }
            int to = at + 1;
            while (to < text.length() && END_OF_ADDRESS.indexOf(text.charAt(to)) < 0) {
                to++;
            }
            rest.append(text, copied, from).append('@');
            copied = to;
            at = text.indexOf('@', to);
        }
        return rest.append(text, copied, text.length()).toString();
    }
}
