package io.sendwell.examples.rules;

import java.nio.charset.StandardCharsets;

/** Octets of messages, and what somebody puts before or behind them. */
final class Octets {

    private Octets() {}

    static byte[] join(String before, byte[] message) {
        return (before + new String(message, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[] message, String behind) {
        return (new String(message, StandardCharsets.ISO_8859_1) + behind).getBytes(StandardCharsets.ISO_8859_1);
    }
}
