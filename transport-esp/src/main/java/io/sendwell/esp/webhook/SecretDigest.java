package io.sendwell.esp.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A secret that others are compared with. Digests are of one length, so that the time it takes tells nothing of the secret's. */
final class SecretDigest {

    private final byte[] digest;

    private SecretDigest(byte[] digest) {
        this.digest = digest;
    }

    static SecretDigest of(String secret) {
        try {
            return new SecretDigest(
                    MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    boolean matches(String given) {
        return MessageDigest.isEqual(digest, of(given).digest);
    }
}
