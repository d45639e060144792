package io.sendwell.esp.webhook;

import io.sendwell.account.Secret;

/** Knows who may report. Threads share it. */
@FunctionalInterface
public interface WebhookGuard {

    /** Whether it is the one who was told where to report to. It takes as long for a wrong secret as for the right one. */
    boolean admits(WebhookRequest request);

    /** What whoever is not admitted is answered; 403 unless the guard has something better. */
    default WebhookReply refusal() {
        return WebhookReply.forbidden();
    }

    /**
     * Whoever knows this user name and this password (RFC 7617): the ESP is given the URL {@code
     * https://user:password@host/path}. Others are answered 401.
     *
     * @param user without colon
     * @throws IllegalArgumentException when the user name is empty or has a colon
     */
    static WebhookGuard basicAuth(String user, Secret password) {
        if (user.isEmpty() || user.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "A guard needs a user name, and one without colon (RFC 7617 section 2); found " + user.length()
                            + " characters.");
        }
        return new BasicAuthGuard(user, password.reveal());
    }

    /**
     * Whoever knows the path: its last segment is this secret. For ESPs that send no credentials; the web server's log must not
     * hold it. Others are answered 404.
     *
     * @param segment 16 characters or more, letters, digits, hyphens and underscores
     * @throws IllegalArgumentException when it is shorter, or has other characters
     */
    static WebhookGuard secretPath(Secret segment) {
        if (!segment.reveal().matches("[A-Za-z0-9_-]{16,}")) {
            throw new IllegalArgumentException(
                    "The secret part of a webhook's path has 16 letters, digits, hyphens or underscores or more; found "
                            + segment.reveal().length() + " characters.");
        }
        return new SecretPathGuard(segment.reveal());
    }
}
