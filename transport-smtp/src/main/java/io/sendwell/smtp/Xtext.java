package io.sendwell.smtp;

import io.sendwell.address.EmailAddress;
import java.nio.charset.StandardCharsets;

/** Writes values into the parameters of MAIL and RCPT, where blanks, {@code +} and {@code =} mean something. */
final class Xtext {

    private Xtext() {}

    /** RFC 3461 section 4: every octet that is not plain becomes {@code +} and two hexadecimal digits. */
    static String of(String text) {
        StringBuilder encoded = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7f && octet != '+' && octet != '=') {
                encoded.append((char) octet);
            } else {
                encoded.append(String.format("+%02X", octet));
            }
        }
        return encoded.toString();
    }

    /** The address for ORCPT with its address type (RFC 3461 section 4.2; RFC 6533 section 3 beyond ASCII). */
    static String originalRecipient(EmailAddress address) {
        if (!address.needsSmtpUtf8()) {
            return "rfc822;" + of(address.toString());
        }
        StringBuilder encoded = new StringBuilder("utf-8;");
        address.toString().codePoints().forEach(c -> {
            if (c > ' ' && c < 0x7f && c != '+' && c != '=' && c != '\\') {
                encoded.append((char) c);
            } else {
                encoded.append(String.format("\\x{%X}", c));
            }
        });
        return encoded.toString();
    }
}
