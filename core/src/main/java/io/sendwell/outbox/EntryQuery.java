package io.sendwell.outbox;

import java.util.EnumSet;
import java.util.Set;

/**
 * Which entries of a sending to look at, by their places.
 *
 * @param sending of which sending
 * @param states only those in one of these states
 * @param from the first place to look at
 * @param limit how many at the most; 1 or more
 */
public record EntryQuery(SendingId sending, Set<EntryState> states, int from, int limit) {

    public EntryQuery {
        states = Set.copyOf(states);
        if (limit < 1 || from < 0) {
            throw new IllegalArgumentException("A query finds 1 entry or more, from place 0 on; found a limit of "
                    + limit + " from " + from + ".");
        }
    }

    /** All entries, whatever their state. */
    public static EntryQuery all(SendingId sending, int from, int limit) {
        return new EntryQuery(sending, EnumSet.allOf(EntryState.class), from, limit);
    }

    /** Those that were given up, known unsent or in doubt. */
    public static EntryQuery deadLetters(SendingId sending, int from, int limit) {
        return new EntryQuery(sending, EnumSet.of(EntryState.FAILED, EntryState.UNCERTAIN), from, limit);
    }
}
