package io.sendwell.message;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The header fields that Sendwell, the signer or a server writes: one from the application would be a second. */
final class ReservedHeaderFields {

    private static final Set<String> NAMES = Set.of(
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "subject",
            "return-path",
            "date",
            "message-id",
            "received",
            "received-spf",
            "delivered-to",
            "authentication-results",
            "auto-submitted",
            "mime-version",
            "domainkey-status",
            "domainkey-signature",
            "feedback-id",
            "x-feedback-id",
            "user-agent",
            "x-mailer",
            "x-csa-complaints");

    private static final List<String> PREFIXES =
            List.of("dkim-", "arc-", "list-", "content-", "resent-", "x-mj-", "x-mailjet-");

    private ReservedHeaderFields() {}

    static void requireFree(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (NAMES.contains(lower) || PREFIXES.stream().anyMatch(lower::startsWith)) {
            throw new IllegalArgumentException("The header field " + name
                    + " is written by Sendwell or by a server on the way and cannot be set. "
                    + "Use the builder's own method for it, or a name that starts with X-.");
        }
    }
}
