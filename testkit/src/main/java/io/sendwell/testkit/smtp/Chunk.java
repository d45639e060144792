package io.sendwell.testkit.smtp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The argument of BDAT (RFC 3030 section 2).
 *
 * @param size in octets
 */
record Chunk(long size, Position position) {
    private static final Pattern ARGUMENT = Pattern.compile("(\\d{1,18})( LAST)?", Pattern.CASE_INSENSITIVE);

    enum Position {
        MORE_FOLLOW,
        LAST
    }

    static Optional<Chunk> parse(String argument) {
        Matcher matcher = ARGUMENT.matcher(argument);
        return matcher.matches()
                ? Optional.of(new Chunk(
                        Long.parseLong(matcher.group(1)),
                        matcher.group(2) == null ? Position.MORE_FOLLOW : Position.LAST))
                : Optional.empty();
    }

    boolean isLast() {
        return position == Position.LAST;
    }
}
