package io.sendwell.examples.jdbc;

/**
 * Behind which entry of a sending to look for more, in the order in which they are claimed.
 *
 * @param dueAt since when it was due, in microseconds; 0 when it had never been tried
 * @param ordinal its place
 */
record Position(long dueAt, int ordinal) {

    static final Position START = new Position(-1, -1);

    /** Entries that were never tried have 0 for a due time, all others a real one. */
    static final Position BEHIND_FRESH_ONES = new Position(0, Integer.MAX_VALUE);

    /** Where to go on after this entry. More may come due again at the very instant at which it did, at a lower place. */
    static Position after(long dueAt, int ordinal) {
        return dueAt == 0 ? new Position(0, ordinal) : new Position(dueAt, -1);
    }
}
