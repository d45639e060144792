package io.sendwell.examples.rules;

import java.io.InputStream;
import java.util.Arrays;

/** So many zeros, of which none is held in memory. */
final class ZeroStream extends InputStream {

    private long left;

    ZeroStream(long size) {
        left = size;
    }

    @Override
    public int read() {
        return read(new byte[1], 0, 1) < 0 ? -1 : 0;
    }

    @Override
    public int read(byte[] octets, int offset, int length) {
        if (left == 0) {
            return -1;
        }
        int count = (int) Math.min(left, length);
        Arrays.fill(octets, offset, offset + count, (byte) 0);
        left -= count;
        return count;
    }
}
