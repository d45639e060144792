package io.sendwell.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A code such as {@code 5.1.1} that says more than the reply code before it (RFC 3463, RFC 2034). */
record EnhancedStatusCode(int statusClass, int subject, int detail) {

    private static final Pattern AT_START = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})(?=\\s|$)");

    /** The code at the start of a reply's text. */
    static Optional<EnhancedStatusCode> at(String text) {
        Matcher matcher = AT_START.matcher(text);
        return matcher.lookingAt()
                ? Optional.of(new EnhancedStatusCode(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** A line of a reply without the code at its start. */
    static String strip(String text) {
        Matcher matcher = AT_START.matcher(text);
        return matcher.lookingAt() ? text.substring(matcher.end()).strip() : text;
    }

    @Override
    public String toString() {
        return statusClass + "." + subject + "." + detail;
    }
}
