package io.sendwell.smtp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the server answered to one command (RFC 5321 section 4.2).
 *
 * @param code 200 to 599
 * @param lines the text of each line, after the code; at least one, perhaps empty; without control characters
 */
record Reply(int code, List<String> lines) {

    /** The server takes no more commands on this connection (RFC 5321 section 3.8). */
    static final int CLOSING = 421;

    static final int SEND_CONTENT = 354;

    Reply {
        lines = List.copyOf(lines);
    }

    boolean isPositive() {
        return code / 100 == 2;
    }

    boolean isTransient() {
        return code / 100 == 4;
    }

    boolean isNegative() {
        return code >= 400;
    }

    boolean isClosing() {
        return code == CLOSING;
    }

    Optional<EnhancedStatusCode> enhancedCode() {
        return EnhancedStatusCode.at(lines.get(0));
    }

    /** All lines in one, without codes. */
    String text() {
        return lines.stream()
                .map(EnhancedStatusCode::strip)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /** As the server said it, in one line. */
    @Override
    public String toString() {
        return code + " " + String.join(" ", lines);
    }
}
