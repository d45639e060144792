package io.sendwell.testkit.smtp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The argument of MAIL or RCPT (RFC 5321 section 4.1.2): a path in angle brackets and parameters.
 *
 * @param path without the brackets; empty for {@code <>}
 * @param parameters by keyword in capitals, in the order given; a keyword without a value has the value ""
 * @param pathLength characters up to the end of the path: the part that counts against the limit of a command line,
 *     since each extension raises the limit by the length of its own parameters
 */
record PathArgument(String path, Map<String, String> parameters, int pathLength) {

    /**
     * Reads the argument of a command.
     *
     * @param introduction {@code "FROM:"} or {@code "TO:"}
     * @return empty when the argument does not follow the grammar
     */
    static Optional<PathArgument> parse(String introduction, String argument) {
        if (!argument.regionMatches(true, 0, introduction, 0, introduction.length())) {
            return Optional.empty();
        }
        int open = introduction.length();
        int close = argument.startsWith("<", open) ? closingBracket(argument, open + 1) : -1;
        if (close < 0) {
            return Optional.empty();
        }
        String rest = argument.substring(close + 1);
        if (!rest.isEmpty() && !rest.startsWith(" ")) {
            return Optional.empty();
        }
        return parameters(rest)
                .map(parameters -> new PathArgument(argument.substring(open + 1, close), parameters, close + 1));
    }

    private static Optional<Map<String, String>> parameters(String text) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String word : text.isEmpty() ? new String[0] : text.substring(1).split(" ", -1)) {
            int equals = word.indexOf('=');
            String keyword = (equals < 0 ? word : word.substring(0, equals)).toUpperCase(Locale.ROOT);
            String value = equals < 0 ? "" : word.substring(equals + 1);
            boolean twice = parameters.put(keyword, value) != null;
            if (keyword.isEmpty() || twice || (equals >= 0 && value.isEmpty())) {
                return Optional.empty();
            }
        }
        return Optional.of(Collections.unmodifiableMap(parameters));
    }

    /** A quoted local part may hold a closing bracket of its own. */
    private static int closingBracket(String text, int from) {
        boolean quoted = false;
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\') {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '>' && !quoted) {
                return i;
            }
        }
        return -1;
    }
}
