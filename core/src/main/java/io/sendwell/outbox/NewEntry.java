package io.sendwell.outbox;

/**
 * An entry that is to be appended.
 *
 * @param ordinal its place in the sending, counted from 0
 * @param person a key of whom it is for, of at most 32 characters: two entries of one sending never have the same
 * @param data what the library needs to render it; at most {@value #MAX_DATA} octets
 */
public record NewEntry(int ordinal, String person, Octets data) {

    /** How many octets an entry's data has at the most: one person's merge values, no mail. */
    public static final int MAX_DATA = 65_536;

    public NewEntry {
        if (ordinal < 0 || person.isEmpty() || person.length() > 32 || data.size() > MAX_DATA) {
            throw new IllegalArgumentException(
                    "An entry has a place of 0 or more, a person of 1 to 32 characters and at most "
                            + MAX_DATA + " octets of data; found place " + ordinal + ", " + person.length()
                            + " characters and "
                            + data.size() + " octets.");
        }
    }
}
