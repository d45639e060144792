package io.sendwell.mime;

import java.util.Arrays;

/** A growing row of octets that its writers may reach into. One thread at a time. */
final class OctetBuffer {

    private static final int LONGEST_CHARACTER = 4;
    private static final char REPLACEMENT = '\uFFFD';
    private static final byte[] CRLF = {'\r', '\n'};

    private byte[] octets;
    private int size;

    OctetBuffer(int expectedSize) {
        octets = new byte[Math.max(expectedSize, 64)];
    }

    int size() {
        return size;
    }

    /** The octets themselves: those from {@link #size()} on are not part of the content. */
    byte[] octets() {
        return octets;
    }

    /** Makes room for so many more octets, which the caller writes at {@link #size()} and claims by {@link #advanceTo}. */
    byte[] reserve(int more) {
        int wanted = Math.addExact(size, more);
        if (wanted > octets.length) {
            octets = Arrays.copyOf(octets, Math.max(wanted, octets.length + (octets.length >> 1)));
        }
        return octets;
    }

    void advanceTo(int newSize) {
        size = newSize;
    }

    void octet(char ascii) {
        reserve(1)[size++] = (byte) ascii;
    }

    void octets(byte[] source, int from, int to) {
        System.arraycopy(source, from, reserve(to - from), size, to - from);
        size += to - from;
    }

    void ascii(CharSequence text) {
        byte[] target = reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            target[size++] = (byte) text.charAt(i);
        }
    }

    /**
     * Appends the text in UTF-8; half a surrogate pair, which has no form there, becomes U+FFFD.
     *
     * <p>A loop of our own, since {@code getBytes} takes three times the memory and twice the time for a text with a few
     * letters outside ASCII (JDK 17).
     *
     * @return how many of the octets are above 127
     */
    int utf8(String text) {
        int length = text.length();
        byte[] target = reserve(length);
        int to = size;
        int ascii = 0;
        int start = size;
        for (int i = 0; ; i++) {
            while (i < length && text.charAt(i) < 0x80) {
                target[to++] = (byte) text.charAt(i++);
                ascii++;
            }
            if (i == length) {
                size = to;
                return to - start - ascii;
            }
            size = to;
            target = reserve(length - i + LONGEST_CHARACTER);
            int codePoint = text.codePointAt(i);
            to = putCharacter(target, to, codePoint);
            if (codePoint > Character.MAX_VALUE) {
                i++;
            }
        }
    }

    private static int putCharacter(byte[] target, int start, int codePoint) {
        int c = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE ? REPLACEMENT : codePoint;
        int to = start;
        if (c < 0x800) {
            target[to++] = (byte) (0xC0 | c >> 6);
        } else {
            if (c < 0x10000) {
                target[to++] = (byte) (0xE0 | c >> 12);
            } else {
                target[to++] = (byte) (0xF0 | c >> 18);
                target[to++] = continuation(c >> 12);
            }
            target[to++] = continuation(c >> 6);
        }
        target[to] = continuation(c);
        return to + 1;
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | bits & 0x3F);
    }

    void crlf() {
        octets(CRLF, 0, 2);
    }

    boolean endsWithCrlf() {
        return size >= 2 && octets[size - 2] == '\r' && octets[size - 1] == '\n';
    }
}
