package io.sendwell.esp.mailjet;

import io.sendwell.address.EmailAddress;
import java.util.regex.Pattern;

/** Other people's words, made fit for a log. */
final class LogText {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s\"'<>,;:()\\[\\]]+@[^\\s\"'<>,;:()\\[\\]]+");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private LogText() {}

    /** The text on one line, with email addresses masked. */
    static String masked(String text) {
        String oneLine = CONTROL.matcher(text).replaceAll(" ");
        return ADDRESS.matcher(oneLine)
                .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(masking(match.group())));
    }

    private static String masking(String found) {
        try {
            return EmailAddress.parse(found).masked();
        } catch (IllegalArgumentException noAddress) {
            return "***" + found.substring(found.lastIndexOf('@'));
        }
    }
}
