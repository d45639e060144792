package io.sendwell.esp.webhook;

import io.sendwell.account.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** Knows who may report. Threads share it. */
@FunctionalInterface
public interface WebhookGuard {

    /** Whether it is the one who was told where to report to. It takes as long for a wrong secret as for the right one. */
    boolean admits(WebhookRequest request);

    /**
     * Whoever knows this user name and this password (RFC 7617): the ESP is given the URL {@code
     * https://user:password@host/path}.
     *
     * @param user without colon
     * @throws IllegalArgumentException when the user name is empty or has a colon, or the password is empty
     */
    static WebhookGuard basicAuth(String user, Secret password) {
        if (user.isEmpty() || user.indexOf(':') >= 0 || password.reveal().isEmpty()) {
            throw new IllegalArgumentException(
                    "A guard needs a user name without colon and a password that is not empty (RFC 7617 section 2).");
        }
        byte[] wanted = digest(user + ":" + password.reveal());
        return request -> request.header("Authorization")
                .flatMap(WebhookGuard::credentials)
                .map(WebhookGuard::digest)
                .filter(given -> MessageDigest.isEqual(wanted, given))
                .isPresent();
    }

    /**
     * Whoever knows the path: its last segment is this secret. For ESPs that send no credentials; the web server's log must not
     * hold it.
     *
     * @param segment 16 characters or more, letters, digits, hyphens and underscores
     * @throws IllegalArgumentException when it is shorter, or has other characters
     */
    static WebhookGuard secretPath(Secret segment) {
        String secret = segment.reveal();
        if (secret.length() < 16 || !secret.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException(
                    "The secret part of a webhook's path has 16 letters, digits, hyphens or underscores or more.");
        }
        byte[] wanted = digest(secret);
        return request -> MessageDigest.isEqual(
                wanted, digest(request.path().substring(request.path().lastIndexOf('/') + 1)));
    }

    private static Optional<String> credentials(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            byte[] pair = Base64.getDecoder().decode(authorization.substring(6).strip());
            return Optional.of(new String(pair, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    // Digests are of one length, so that the comparison does not tell how long the secret is.
    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
