package io.sendwell.testkit.mailjet;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request body that counts what is read and ends with {@link TooLarge} beyond its limit. */
final class LimitedBody extends FilterInputStream {

    private final long limit;
    private long count;

    LimitedBody(InputStream body, long limit) {
        super(body);
        this.limit = limit;
    }

    long count() {
        return count;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        return octet < 0 ? octet : add(1, octet);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        return read < 0 ? read : add(read, read);
    }

    private int add(int read, int result) throws TooLarge {
        count += read;
        if (count > limit) {
            throw new TooLarge();
        }
        return result;
    }

    /** The body went over the limit. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("The request body is larger than the server takes");
        }
    }
}
