package io.sendwell.event;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An enhanced status code (RFC 3463 section 2) in its three numbers. */
record EnhancedCode(int statusClass, int subject, int detail) {

    private static final Pattern FORM = Pattern.compile("([245])\\.(\\d{1,3})\\.(\\d{1,3})");

    static Optional<EnhancedCode> parse(String text) {
        Matcher code = FORM.matcher(text.strip());
        return code.matches()
                ? Optional.of(new EnhancedCode(
                        Integer.parseInt(code.group(1)),
                        Integer.parseInt(code.group(2)),
                        Integer.parseInt(code.group(3))))
                : Optional.empty();
    }
}
