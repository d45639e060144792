package io.sendwell.esp.mailjet;

import io.sendwell.account.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The key pair of one Mailjet API key: the main one or that of a sub-account. It shows nothing of itself.
 *
 * <p>Immutable.
 */
public final class MailjetCredentials {

    private static final String HIDDEN = "***";

    private final Secret apiKey;
    private final Secret secretKey;

    private MailjetCredentials(Secret apiKey, Secret secretKey) {
        this.apiKey = apiKey;
        this.secretKey = secretKey;
    }

    /**
     * A pair of keys, as the dashboard shows them under API key management.
     *
     * @param apiKey the public key, the user name of Basic authentication; without colon
     * @param secretKey the secret key, its password
     * @throws IllegalArgumentException when the API key is empty or cannot be a user name (RFC 7617 section 2)
     */
    public static MailjetCredentials of(String apiKey, Secret secretKey) {
        if (apiKey.chars().anyMatch(c -> c == ':' || c <= ' ' || c >= 127)) {
            throw new IllegalArgumentException(
                    "A Mailjet API key has no colon, blank or control character; this one, of " + apiKey.length()
                            + " characters, does. Were both keys put into one setting?");
        }
        return new MailjetCredentials(Secret.of(apiKey), secretKey);
    }

    String apiKey() {
        return apiKey.reveal();
    }

    Secret secretKey() {
        return secretKey;
    }

    /** The value of the Authorization field (RFC 7617). */
    String authorization() {
        byte[] pair = (apiKey.reveal() + ":" + secretKey.reveal()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    /** Names the API key and does not tell it. */
    String digest() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(apiKey.reveal().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    /** The text without these keys, should a server or a proxy have repeated one. */
    String redact(String text) {
        return text.replace(secretKey.reveal(), HIDDEN)
                .replace(apiKey.reveal(), HIDDEN)
                .replace(authorization().substring("Basic ".length()), HIDDEN);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MailjetCredentials that
                && that.apiKey.equals(apiKey)
                && that.secretKey.equals(secretKey);
    }

    @Override
    public int hashCode() {
        return 31 * apiKey.hashCode() + secretKey.hashCode();
    }

    /** Nothing of the keys. */
    @Override
    public String toString() {
        return "MailjetCredentials[" + HIDDEN + "]";
    }
}
