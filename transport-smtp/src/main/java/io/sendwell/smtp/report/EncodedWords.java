package io.sendwell.smtp.report;

import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads encoded-words (RFC 2047) in a subject. */
final class EncodedWords {

    private static final Pattern WORD =
            Pattern.compile("=\\?([\\w.:+-]{1,60}?)(?:\\*[\\w-]{1,20})?\\?([bqBQ])\\?([^?\\s]{0,500})\\?=");
    private static final Pattern BETWEEN = Pattern.compile("(\\?=)\\s+(=\\?)");
    private static final int LONGEST = 2_000;

    private EncodedWords() {}

    static String decoded(String body) {
        String start = body.length() <= LONGEST ? body : body.substring(0, LONGEST);
        // Blanks between two encoded-words are none (section 6.2).
        return WORD.matcher(BETWEEN.matcher(start).replaceAll("$1$2")).replaceAll(EncodedWords::word);
    }

    private static String word(MatchResult word) {
        boolean base64 = word.group(2).equalsIgnoreCase("b");
        byte[] encoded = (base64 ? word.group(3) : word.group(3).replace('_', ' ')).getBytes(StandardCharsets.UTF_8);
        byte[] octets = TransferDecoding.octets(encoded, base64 ? "base64" : "quoted-printable");
        return Matcher.quoteReplacement(TransferDecoding.text(octets, word.group(1)));
    }
}
