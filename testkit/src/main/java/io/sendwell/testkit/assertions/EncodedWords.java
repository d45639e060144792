package io.sendwell.testkit.assertions;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads encoded-words (RFC 2047), as far as an assertion needs it; what cannot be read stays as it is. */
final class EncodedWords {

    private static final Pattern WORD = Pattern.compile("=\\?([^?*]+)(?:\\*[^?]*)?\\?([bBqQ])\\?([^? ]*)\\?=");

    // RFC 2047 section 6.2: what separates two encoded-words is not shown.
    private static final Pattern BETWEEN_WORDS = Pattern.compile("(\\?=)[ \t]+(?==\\?)");

    private EncodedWords() {}

    static String decode(String body) {
        Matcher words = WORD.matcher(BETWEEN_WORDS.matcher(body).replaceAll("$1"));
        return words.replaceAll(word -> Matcher.quoteReplacement(decoded(word)));
    }

    private static String decoded(MatchResult word) {
        String text = word.group(3);
        try {
            boolean base64 = word.group(2).equalsIgnoreCase("B");
            byte[] octets = base64 ? Base64.getDecoder().decode(text) : unquoted(text);
            return new String(octets, Charset.forName(word.group(1)));
        } catch (IllegalArgumentException unreadable) {
            return word.group();
        }
    }

    private static byte[] unquoted(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        byte[] written = text.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < written.length; at++) {
            if (written[at] == '=' && at + 2 < written.length) {
                octets.write(Integer.parseInt(text.substring(at + 1, at + 3), 16));
                at += 2;
            } else {
                octets.write(written[at] == '_' ? ' ' : written[at]);
            }
        }
        return octets.toByteArray();
    }
}
