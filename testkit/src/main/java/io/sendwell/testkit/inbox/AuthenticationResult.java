package io.sendwell.testkit.inbox;

import static java.util.Objects.requireNonNull;

/**
 * What a receiver would say of a mail by one method, in the words of RFC 8601.
 *
 * @param method {@code spf}, {@code dkim}, {@code dmarc}
 * @param result {@code pass}, {@code fail}, {@code none}
 * @param identity whom the method vouches for or not, such as {@code header.d=example.com}; may be empty
 * @param reason why, for people; may be empty
 */
public record AuthenticationResult(String method, String result, String identity, String reason) {

    public AuthenticationResult {
        requireNonNull(method, "method");
        requireNonNull(result, "result");
        requireNonNull(identity, "identity");
        requireNonNull(reason, "reason");
    }
}
