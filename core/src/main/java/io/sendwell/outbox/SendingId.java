package io.sendwell.outbox;

import java.util.UUID;

/**
 * Names one {@link Sending} for ever: a UUID of version 7 (RFC 9562 section 5.7), so that ids sort by the time they were
 * made.
 *
 * @param value the UUID
 */
public record SendingId(UUID value) implements Comparable<SendingId> {

    /**
     * The id of this text.
     *
     * @throws IllegalArgumentException when it is no UUID in its usual form
     */
    public static SendingId parse(String text) {
        UUID value = UUID.fromString(text);
        if (!value.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException(
                    "The id of a sending is a UUID of 36 characters; found " + text.length() + ".");
        }
        return new SendingId(value);
    }

    /** By the octets of the UUID, as a database compares them; {@link UUID#compareTo} takes them for signed numbers. */
    @Override
    public int compareTo(SendingId other) {
        int high = Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
        return high != 0
                ? high
                : Long.compareUnsigned(value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
