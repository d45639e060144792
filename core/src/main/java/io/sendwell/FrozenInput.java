package io.sendwell;

import io.sendwell.address.AddressSyntax;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@link FrozenOutput} wrote, and trusts none of it, since it comes from a database: a length is believed as far as
 * octets can follow, so that what is read never takes much more memory than it has octets. What cannot be is an {@link
 * IOException} that says so or, from a value's own factory, an {@link IllegalArgumentException}. One thread at a time.
 */
final class FrozenInput {

    // What was frozen was a mailbox before, whichever syntax its author admitted.
    private static final AddressSyntax ANY_ADDRESS =
            AddressSyntax.strict().admitQuotedLocalPart().admitAddressLiteral().admitSingleLabelDomain();

    @FunctionalInterface
    interface Item<T> {
        T read() throws IOException;
    }

    private final Rest rest;
    private final DataInputStream in;

    /**
     * @param octets how many there are, or may be at the most: more are not read
     */
    FrozenInput(InputStream in, long octets) {
        rest = new Rest(in, octets);
        this.in = new DataInputStream(rest);
    }

    /** What is still to be read. Its end is never met while a value is read, but where there is none. */
    private static final class Rest extends InputStream {

        private final InputStream source;
        private final long all;
        private long left;

        Rest(InputStream source, long octets) {
            this.source = source;
            all = octets;
            left = octets;
        }

        @Override
        public int read() throws IOException {
            int octet = left == 0 ? -1 : source.read();
            if (octet < 0) {
                throw tooEarly();
            }
            left--;
            return octet;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int read = left == 0 ? -1 : source.read(octets, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw tooEarly();
            }
            left -= read;
            return read;
        }

        private EOFException tooEarly() {
            return new EOFException("It ends within a value, after " + (all - left) + " octets.");
        }
    }

    int octet() throws IOException {
        return in.readUnsignedByte();
    }

    int number() throws IOException {
        return in.readInt();
    }

    long longNumber() throws IOException {
        return in.readLong();
    }

    double fraction() throws IOException {
        return in.readDouble();
    }

    byte[] octets() throws IOException {
        return in.readNBytes(length("A run of octets", Integer.MAX_VALUE));
    }

    String text() throws IOException {
        int length = length("A text", FrozenOutput.MAX_TEXT);
        StringBuilder text = new StringBuilder(Math.min(length, FrozenOutput.TEXT_PIECE));
        while (text.length() < length) {
            String piece = in.readUTF();
            if (piece.isEmpty() || text.length() + piece.length() > length) {
                throw new IOException("A text of " + length + " characters has a piece of " + piece.length() + ".");
            }
            text.append(piece);
        }
        return text.toString();
    }

    Mailbox mailbox() throws IOException {
        String displayName = text();
        return new Mailbox(displayName, EmailAddress.parse(text(), ANY_ADDRESS));
    }

    <T> Optional<T> optional(Item<T> item) throws IOException {
        return in.readBoolean() ? Optional.of(item.read()) : Optional.empty();
    }

    <T> List<T> list(Item<T> item) throws IOException {
        int length = length("A list", FrozenOutput.MAX_LIST);
        List<T> values = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            values.add(item.read());
        }
        return values;
    }

    /** Whether nothing follows. */
    boolean isAtEnd() throws IOException {
        return rest.source.read() < 0;
    }

    // Each character, each octet and each value of a list takes an octet at the least.
    private int length(String of, int most) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > Math.min(most, rest.left)) {
            throw new IOException(of + " claims a length of " + length + ", where " + Math.min(most, rest.left)
                    + " can follow at the most.");
        }
        return length;
    }
}
