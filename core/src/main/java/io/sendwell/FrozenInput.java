package io.sendwell;

import io.sendwell.address.AddressSyntax;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what {@link FrozenOutput} wrote, and trusts none of it: a length is believed as far as octets follow, and what
 * cannot be is an {@link IOException} or, from a value's own factory, an {@link IllegalArgumentException}. One thread at a
 * time.
 */
final class FrozenInput {

    // What was frozen was a mailbox before, whichever syntax its author admitted.
    private static final AddressSyntax ANY_ADDRESS =
            AddressSyntax.strict().admitQuotedLocalPart().admitAddressLiteral().admitSingleLabelDomain();

    @FunctionalInterface
    interface Item<T> {
        T read() throws IOException;
    }

    private final DataInputStream in;

    FrozenInput(InputStream in) {
        this.in = new DataInputStream(in);
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
        int length = length();
        byte[] value = in.readNBytes(length);
        if (value.length < length) {
            throw new IOException("It ends after " + value.length + " of " + length + " octets.");
        }
        return value;
    }

    String text() throws IOException {
        int length = length();
        if (length > FrozenOutput.MAX_TEXT) {
            throw new IOException("A text claims to have " + length + " characters.");
        }
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
        int length = length();
        List<T> values = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            values.add(item.read());
        }
        return values;
    }

    /** Whether nothing follows. */
    boolean isAtEnd() throws IOException {
        return in.read() < 0;
    }

    private int length() throws IOException {
        int length = in.readInt();
        if (length < 0) {
            throw new IOException("A length is zero or more; found " + length + ".");
        }
        return length;
    }
}
