package io.sendwell.mime;

import io.sendwell.address.DomainName;
import io.sendwell.internal.text.Ascii;

/**
 * Names one copy of one mail for ever (RFC 5322 section 3.6.4). Every copy has its own: Gmail takes many copies under
 * one id for an attack (4.7.28).
 *
 * @param token the part left of the at sign, unique in itself: 1 to 64 letters, digits, dots or hyphens
 * @param domain the part right of it, a domain that the sender controls
 */
public record MessageId(String token, DomainName domain) {

    private static final int MAX_TOKEN = 64;

    public MessageId {
        boolean allowed = Ascii.isMadeOf(token, "-.");
        if (token.isEmpty()
                || token.length() > MAX_TOKEN
                || !allowed
                || token.startsWith(".")
                || token.endsWith(".")
                || token.contains("..")) {
            throw new IllegalArgumentException("The left part of a Message-ID is 1 to " + MAX_TOKEN
                    + " letters, digits, hyphens and single dots inside (RFC 5322 section 3.6.4).");
        }
    }

    /** The field body, in angle brackets. */
    @Override
    public String toString() {
        return "<" + token + "@" + domain.ascii() + ">";
    }
}
