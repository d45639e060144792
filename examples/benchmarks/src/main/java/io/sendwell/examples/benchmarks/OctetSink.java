package io.sendwell.examples.benchmarks;

import java.io.OutputStream;
import java.util.Arrays;

/** Takes octets into one array that is used again; costs a copy, as the buffer of a socket does. */
final class OctetSink extends OutputStream {

    private final byte[] octets;
    private int size;

    OctetSink(int capacity) {
        octets = new byte[capacity];
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    byte[] octets() {
        return Arrays.copyOf(octets, size);
    }

    @Override
    public void write(int octet) {
        octets[size++] = (byte) octet;
    }

    @Override
    public void write(byte[] source, int from, int length) {
        System.arraycopy(source, from, octets, size, length);
        size += length;
    }
}
