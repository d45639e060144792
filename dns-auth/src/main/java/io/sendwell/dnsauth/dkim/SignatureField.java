package io.sendwell.dnsauth.dkim;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Writes one DKIM-Signature field (RFC 6376 section 3.5), folded to 78 columns wherever the standard allows a blank.
 *
 * <p>No {@code i=}: it says nothing that {@code d=} does not, and a key with {@code t=s} forbids most values. No {@code l=}:
 * text could be appended (section 8.2).
 */
final class SignatureField {

    // RFC 5322 section 2.1.1.
    private static final int LINE = 78;

    private final StringBuilder text = new StringBuilder(1_100);
    private int column;

    private SignatureField() {}

    /**
     * The field of this key, with its CRLF.
     *
     * @param bodyHash the SHA-256 of the canonical body
     * @param signedAt {@code t=}
     * @param expiresAt {@code x=}
     */
    static byte[] write(
            DkimKey key, SignedFields signed, byte[] bodyHash, Instant signedAt, Optional<Instant> expiresAt) {
        SignatureField field = new SignatureField();
        field.begin(key, signed.named(), bodyHash, signedAt, expiresAt);
        field.appendValue(key.sign(field.hashedWith(signed)));
        field.text.append("\r\n");
        return field.octets();
    }

    private void begin(
            DkimKey key, List<String> named, byte[] bodyHash, Instant signedAt, Optional<Instant> expiresAt) {
        append("DKIM-Signature:");
        tag("v=1;");
        tag("a=" + key.algorithm().token() + ";");
        tag("c=relaxed/relaxed;");
        tag("d=" + key.signingDomain().ascii() + ";");
        tag("s=" + key.selector() + ";");
        tag("t=" + signedAt.getEpochSecond() + ";");
        expiresAt.ifPresent(instant -> tag("x=" + instant.getEpochSecond() + ";"));
        for (int i = 0; i < named.size(); i++) {
            String name = named.get(i) + (i + 1 < named.size() ? ":" : ";");
            if (i == 0) {
                tag("h=" + name);
            } else {
                glued(name);
            }
        }
        tag("bh=" + Base64.getEncoder().encodeToString(bodyHash) + ";");
        fold();
        append(" b=");
    }

    private void appendValue(byte[] signature) {
        String value = Base64.getEncoder().encodeToString(signature);
        for (int start = 0; start < value.length(); ) {
            if (column == LINE) {
                fold();
                append(" ");
            }
            int end = Math.min(value.length(), start + LINE - column);
            append(value.substring(start, end));
            start = end;
        }
    }

    /** All fields that are signed, and behind them this one with an empty {@code b=} and no CRLF (section 3.7). */
    private byte[] hashedWith(SignedFields signed) {
        ByteArrayOutputStream hashed = new ByteArrayOutputStream(signed.canonical().length + text.length());
        hashed.writeBytes(signed.canonical());
        Canonicalization.RELAXED.appendField(octets(), 0, text.length(), hashed);
        return hashed.toByteArray();
    }

    private void tag(String tag) {
        if (column + 1 + tag.length() > LINE) {
            fold();
        }
        append(" ");
        append(tag);
    }

    private void glued(String name) {
        if (column + name.length() > LINE) {
            fold();
            append(" ");
        }
        append(name);
    }

    private void fold() {
        text.append("\r\n");
        column = 0;
    }

    private void append(String part) {
        text.append(part);
        column += part.length();
    }

    private byte[] octets() {
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
