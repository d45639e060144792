package io.sendwell;

import io.sendwell.address.Mailbox;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.Optional;

/** Writes values into the octets of the outbox, in the form that {@link FrozenInput} reads. One thread at a time. */
final class FrozenOutput {

    // Three octets a character at the most, and at most 65,535 octets in a piece of DataOutput.
    static final int TEXT_PIECE = 21_845;

    /** No text of a mail is longer: more than any receiver takes, and what a reader believes at the most. */
    static final int MAX_TEXT = 32 * 1024 * 1024;

    /** No list of a mail or of a person's values is longer, and what a reader believes at the most. */
    static final int MAX_LIST = 100_000;

    @FunctionalInterface
    interface Item<T> {
        void write(T value) throws IOException;
    }

    private final DataOutputStream out;

    FrozenOutput(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    void octet(int value) throws IOException {
        out.writeByte(value);
    }

    void number(int value) throws IOException {
        out.writeInt(value);
    }

    void number(long value) throws IOException {
        out.writeLong(value);
    }

    void number(double value) throws IOException {
        out.writeDouble(value);
    }

    void octets(byte[] value) throws IOException {
        out.writeInt(value.length);
        out.write(value);
    }

    /**
     * Character by character, half of a surrogate pair too: merge values hold what people typed.
     *
     * @throws IllegalArgumentException when it is too long
     */
    void text(String value) throws IOException {
        if (value.length() > MAX_TEXT) {
            throw new IllegalArgumentException("A text of " + value.length()
                    + " characters is too long to be scheduled; " + MAX_TEXT + " are the most.");
        }
        out.writeInt(value.length());
        for (int at = 0; at < value.length(); at += TEXT_PIECE) {
            out.writeUTF(value.substring(at, Math.min(value.length(), at + TEXT_PIECE)));
        }
    }

    void mailbox(Mailbox value) throws IOException {
        text(value.displayName());
        text(value.address().toString());
    }

    /**
     * Refuses what a reader would not believe.
     *
     * @param octets how many may have been written
     * @param what was written, for people
     * @throws IllegalArgumentException when it is more
     */
    void requireAtMost(int octets, String what) {
        // Of more than an int holds, DataOutputStream says the greatest.
        if (out.size() > octets) {
            throw new IllegalArgumentException(what + " has " + out.size()
                    + " octets, which is too much to be scheduled; " + octets + " are the most.");
        }
    }

    <T> void optional(Optional<T> value, Item<T> item) throws IOException {
        out.writeBoolean(value.isPresent());
        if (value.isPresent()) {
            item.write(value.get());
        }
    }

    /**
     * One after the other, behind their number.
     *
     * @throws IllegalArgumentException when there are too many
     */
    <T> void each(Collection<T> values, Item<T> item) throws IOException {
        if (values.size() > MAX_LIST) {
            throw new IllegalArgumentException("A list of " + values.size() + " values is too long to be scheduled; "
                    + MAX_LIST + " are the most.");
        }
        out.writeInt(values.size());
        for (T value : values) {
            item.write(value);
        }
    }
}
