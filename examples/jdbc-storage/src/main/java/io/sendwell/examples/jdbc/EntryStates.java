package io.sendwell.examples.jdbc;

import io.sendwell.outbox.EntryState;
import java.util.EnumMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;

/**
 * The numbers under which states of entries are stored: the one table that has a row for each mail is kept narrow. Statements
 * name them as numbers too, so that PostgreSQL sees that a partial index will do.
 */
final class EntryStates {

    private static final Map<EntryState, Integer> NUMBERS = new EnumMap<>(Map.of(
            EntryState.DUE, 0,
            EntryState.CLAIMED, 1,
            EntryState.DISPATCHED, 2,
            EntryState.ACCEPTED, 10,
            EntryState.FAILED, 11,
            EntryState.WITHHELD, 12,
            EntryState.CANCELLED, 13,
            EntryState.UNCERTAIN, 14));

    private static final Map<Integer, EntryState> STATES =
            NUMBERS.entrySet().stream().collect(Collectors.toMap(Entry::getValue, Entry::getKey));

    private EntryStates() {}

    static int number(EntryState state) {
        Integer number = NUMBERS.get(state);
        if (number == null) {
            throw new IllegalArgumentException("No number for the state " + state + ": give it one here.");
        }
        return number;
    }

    static EntryState of(int number) {
        EntryState state = STATES.get(number);
        if (state == null) {
            throw new IllegalStateException(
                    "An entry is stored in the state " + number + ", which this version does not know.");
        }
        return state;
    }
}
