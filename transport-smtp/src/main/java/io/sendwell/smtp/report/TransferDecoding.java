package io.sendwell.smtp.report;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** Undoes the transfer encoding (RFC 2045 section 6) and charset of a part, as well as they can be undone. */
final class TransferDecoding {

    private TransferDecoding() {}

    /** The octets of a part before they were encoded; as they are when the encoding is unknown or none. */
    static byte[] octets(byte[] body, String encoding) {
        return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
            case "base64" -> base64(body);
            case "quoted-printable" -> quotedPrintable(body);
            default -> body;
        };
    }

    /** The text in these octets; a charset that Java does not know is read as UTF-8 or, if it is none, as ISO-8859-1. */
    static String text(byte[] octets, String charset) {
        return named(charset)
                .map(known -> new String(octets, known))
                .orElseGet(() -> MimeFields.text(octets, 0, octets.length));
    }

    // What calls itself ASCII is often UTF-8 or ISO-8859-1 all the same, and reads alike if it is ASCII.
    private static Optional<Charset> named(String charset) {
        String name = charset.strip();
        if (name.isEmpty() || name.equalsIgnoreCase("us-ascii")) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }

    // Everything outside the alphabet is ignored (RFC 2045 section 6.8), and so is what is left over at the end.
    private static byte[] base64(byte[] body) {
        ByteArrayOutputStream digits = new ByteArrayOutputStream(body.length);
        for (byte octet : body) {
            boolean digit = octet >= 'a' && octet <= 'z'
                    || octet >= 'A' && octet <= 'Z'
                    || octet >= '0' && octet <= '9'
                    || octet == '+'
                    || octet == '/';
            if (digit) {
                digits.write(octet);
            }
        }
        byte[] kept = digits.toByteArray();
        int whole = kept.length % 4 == 1 ? kept.length - 1 : kept.length;
        return Base64.getDecoder().decode(new String(kept, 0, whole, StandardCharsets.US_ASCII));
    }

    private static byte[] quotedPrintable(byte[] body) {
        try (InputStream decoded = MimeUtility.decode(new ByteArrayInputStream(body), "quoted-printable")) {
            return decoded.readAllBytes();
        } catch (IOException | MessagingException malformed) {
            return body;
        }
    }
}
