package io.sendwell.dnsauth.ownership;

/** Octets as RFC 4648 section 6 writes them, in lower case: forms, file systems and people often change case. */
final class Base32 {

    static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private static final int BITS = 5;

    private Base32() {}

    /** The first characters, five bits each; the octets have to be enough for them. */
    static String encode(byte[] octets, int characters) {
        StringBuilder text = new StringBuilder(characters);
        for (int i = 0; i < characters; i++) {
            int value = 0;
            for (int bit = i * BITS; bit < (i + 1) * BITS; bit++) {
                value = value << 1 | octets[bit / 8] >> 7 - bit % 8 & 1;
            }
            text.append(ALPHABET.charAt(value));
        }
        return text.toString();
    }
}
