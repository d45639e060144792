package io.sendwell.merge;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A growing buffer of UTF-8 text that is used again from message to message.
 *
 * <p>For one thread at a time. It keeps the size of the largest text it held.
 */
public final class Utf8Buffer {

    private byte[] bytes;
    private int length;

    /** An empty buffer of 1,024 bytes to begin with. */
    public Utf8Buffer() {
        this(1024);
    }

    Utf8Buffer(int capacity) {
        bytes = new byte[capacity];
    }

    /** Forgets the text and keeps the space. */
    public void clear() {
        length = 0;
    }

    /** How many bytes there are. */
    public int size() {
        return length;
    }

    /**
     * The array in which the text lies, from index 0 to {@link #size()}; not a copy, and valid until the buffer is
     * written to again.
     */
    public byte[] array() {
        return bytes;
    }

    /** The text in an array of its own. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** The text. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    void append(byte[] utf8) {
        reserve(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
    }

    void truncate(int newLength) {
        length = newLength;
    }

    /** Makes room for so many bytes more, to be written by {@link #put}. */
    void reserve(int more) {
        if (more > bytes.length - length) {
            grow(more);
        }
    }

    /** Writes one byte into space that was reserved. */
    void put(int octet) {
        bytes[length++] = (byte) octet;
    }

    private void grow(int more) {
        bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), (int) Math.min(bytes.length * 2L, 1 << 30)));
    }
}
