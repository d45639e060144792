package io.sendwell.esp.mailjet;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Bodies of requests that are no good, for tests. */
final class Bodies {

    private Bodies() {}

    /** One that must not be read. */
    static InputStream untouchable() {
        return new Body((octets, offset, length) -> {
            throw new AssertionError("The body was read.");
        });
    }

    /** One that breaks off at once. */
    static InputStream broken(String why) {
        return new Body((octets, offset, length) -> {
            throw new IOException(why);
        });
    }

    /** One without end, which counts what is read of it. */
    static InputStream endless(long[] count) {
        return new Body((octets, offset, length) -> {
            Arrays.fill(octets, offset, offset + length, (byte) '[');
            count[0] += length;
            return length;
        });
    }

    private interface Read {
        int into(byte[] octets, int offset, int length) throws IOException;
    }

    private static final class Body extends InputStream {

        private final Read read;

        Body(Read read) {
            this.read = read;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read.into(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            return read.into(octets, offset, length);
        }
    }
}
