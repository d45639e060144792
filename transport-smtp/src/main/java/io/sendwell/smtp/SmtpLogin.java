package io.sendwell.smtp;

import io.sendwell.account.Secret;
import java.util.function.Supplier;

/**
 * Who logs in, and how.
 *
 * @param mechanisms those we use, the preferred one first, as SASL names separated by blanks
 * @param secret the password, or a fresh token for each connection
 */
record SmtpLogin(String user, String mechanisms, Supplier<Secret> secret) {

    /** With a password: PLAIN (RFC 4616), or LOGIN where the server has only that. */
    static SmtpLogin withPassword(String user, Secret password) {
        return new SmtpLogin(user, "PLAIN LOGIN", () -> password);
    }

    /** With an OAuth 2 access token, as Google and Microsoft want it. */
    static SmtpLogin withToken(String user, Supplier<Secret> accessToken) {
        return new SmtpLogin(user, "XOAUTH2", accessToken);
    }

    SmtpLogin {
        // SOH separates the parts of an XOAUTH2 response, NUL those of PLAIN (RFC 4616 section 2).
        if (user.isEmpty() || user.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A user name is not empty and has no control characters.");
        }
    }

    @Override
    public String toString() {
        return user + " (" + mechanisms + ")";
    }
}
