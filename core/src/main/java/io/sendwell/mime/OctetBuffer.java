package io.sendwell.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A growing row of octets that its writers may reach into. One thread at a time. */
final class OctetBuffer {

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

    void utf8(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        octets(encoded, 0, encoded.length);
    }

    void crlf() {
        octets(CRLF, 0, 2);
    }

    boolean endsWithCrlf() {
        return size >= 2 && octets[size - 2] == '\r' && octets[size - 1] == '\n';
    }
}
