package io.sendwell.examples.crm;

import io.sendwell.account.ConfigurationException;
import io.sendwell.account.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * What this CRM's secrets are made from: one text, from {@code CRM_SECRET} or, where that is not set and the database is embedded,
 * from a file that only its owner reads. All instances have the same.
 */
final class Secrets {

    private static final int LEAST = 16;

    private final String root;

    private Secrets(String root) {
        this.root = root;
    }

    static Secrets of(Map<String, String> environment, Settings settings) {
        String given = environment.get("CRM_SECRET");
        if (given == null && settings.database().isPresent()) {
            throw new ConfigurationException(
                    "CRM_DATABASE is set, so that several instances may share it, and CRM_SECRET is"
                            + " not. All of them need the same, or none opens what another one sealed: `openssl rand -hex 32` makes"
                            + " one.");
        }
        if (given == null) {
            return new Secrets(kept(settings.directory().resolve("secret")));
        }
        if (given.length() < LEAST) {
            throw new ConfigurationException("CRM_SECRET has " + LEAST + " characters or more; found " + given.length()
                    + ". `openssl rand -hex 32` makes one.");
        }
        return new Secrets(given);
    }

    private static String kept(Path file) {
        try {
            if (!Files.exists(file)) {
                byte[] octets = new byte[32];
                new SecureRandom().nextBytes(octets);
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                Files.writeString(file, HexFormat.of().formatHex(octets), StandardCharsets.US_ASCII);
            }
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException("The secret cannot be kept in " + file, e);
        }
    }

    Secret linkSecret() {
        return Secret.of(HexFormat.of().formatHex(derived("links to unsubscribe")));
    }

    Secret webhookPassword() {
        return Secret.of(HexFormat.of().formatHex(Arrays.copyOf(derived("password of the webhook"), 16)));
    }

    SecretKey keyOfKeys() {
        return new SecretKeySpec(derived("encryption of private keys"), "AES");
    }

    SecretKey keyOfLogins() {
        return new SecretKeySpec(derived("encryption of logins"), "AES");
    }

    private byte[] derived(String purpose) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(root.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(purpose.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "Secrets";
    }
}
