package io.sendwell.testkit.inbox;

import java.io.IOException;
import java.io.OutputStream;

/** Passes on the first octets, and ends the writing then. */
final class FirstOctets extends OutputStream {

    /** There are as many as were wanted. */
    static final class Enough extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private final OutputStream target;
    private int left;

    FirstOctets(OutputStream target, int most) {
        this.target = target;
        this.left = most;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int taken = Math.min(left, length);
        target.write(octets, offset, taken);
        left -= taken;
        if (taken < length) {
            throw new Enough();
        }
    }
}
