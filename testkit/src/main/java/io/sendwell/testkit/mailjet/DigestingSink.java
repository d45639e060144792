package io.sendwell.testkit.mailjet;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Counts and digests what is written, and keeps it as long as it fits the cap. */
final class DigestingSink extends OutputStream {

    private final MessageDigest digest = sha256();
    private final int cap;
    private @Nullable ByteArrayOutputStream kept = new ByteArrayOutputStream(512);
    private long size;

    DigestingSink(int cap) {
        this.cap = cap;
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        digest.update(octets, offset, length);
        size += length;
        if (size > cap) {
            kept = null;
        } else if (kept != null) {
            kept.write(octets, offset, length);
        }
    }

    DecodedContent valid() {
        return content(true);
    }

    DecodedContent invalid() {
        return content(false);
    }

    private DecodedContent content(boolean valid) {
        return new DecodedContent(
                size, HexFormat.of().formatHex(digest.digest()), kept == null ? null : kept.toByteArray(), valid);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
