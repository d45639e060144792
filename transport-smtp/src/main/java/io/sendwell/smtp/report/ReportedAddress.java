package io.sendwell.smtp.report;

import io.sendwell.address.EmailAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the address in what a report says of a recipient: {@code rfc822; <grace@example.net>}, or text around it. */
final class ReportedAddress {

    private static final Pattern TYPED = Pattern.compile("\\s{0,8}([\\w-]{1,20})\\s{0,8};\\s{0,8}(.*)", Pattern.DOTALL);

    // RFC 6533 section 3: a character of an address of the type utf-8, where the field must be ASCII.
    private static final Pattern EMBEDDED = Pattern.compile("\\\\x\\{(\\p{XDigit}{2,6})\\}");

    private ReportedAddress() {}

    /** The address in a Final-Recipient or Original-Recipient (RFC 3464 section 2.3.1), or in one without a type. */
    static Optional<EmailAddress> of(String field) {
        Matcher typed = TYPED.matcher(field);
        if (!typed.matches()) {
            return parsed(field);
        }
        return switch (typed.group(1).toLowerCase(Locale.ROOT)) {
            case "utf-8" -> parsed(EMBEDDED.matcher(typed.group(2)).replaceAll(ReportedAddress::character));
            default -> parsed(typed.group(2));
        };
    }

    /** The address, which may stand in angle brackets. */
    static Optional<EmailAddress> parsed(String text) {
        String bare = text.strip();
        if (bare.startsWith("<") && bare.endsWith(">")) {
            bare = bare.substring(1, bare.length() - 1).strip();
        }
        try {
            return Optional.of(EmailAddress.parse(bare));
        } catch (IllegalArgumentException fromOutside) {
            return Optional.empty();
        }
    }

    private static String character(MatchResult found) {
        int codePoint = Integer.parseInt(found.group(1), 16);
        return Character.isValidCodePoint(codePoint) ? Matcher.quoteReplacement(Character.toString(codePoint)) : "";
    }
}
