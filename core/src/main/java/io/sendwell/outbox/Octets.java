package io.sendwell.outbox;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Octets that nobody changes, such as a blob of the store. Its text shows how many there are, and none of them. */
public final class Octets {

    private static final Octets NONE = new Octets(new byte[0]);

    private final byte[] octets;

    private Octets(byte[] octets) {
        this.octets = octets;
    }

    /** No octets. */
    public static Octets none() {
        return NONE;
    }

    /** A copy of these octets. */
    public static Octets of(byte[] octets) {
        return octets.length == 0 ? NONE : new Octets(octets.clone());
    }

    /** How many there are. */
    public int size() {
        return octets.length;
    }

    /** A copy of the octets. */
    public byte[] toArray() {
        return octets.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Octets that && Arrays.equals(octets, that.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return octets.length + " octets";
    }
}
