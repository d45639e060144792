package io.sendwell.event;

import java.util.List;

/**
 * One row of the table.
 *
 * @param name such as {@code B9}; two rows share it when they look for the same and differ in what it means
 * @param kind what the bounce is about
 * @param meaning what it means and whose rule it is, for people
 * @param ways the clues, one of which is enough
 */
record BounceRow(String name, BounceKind kind, String meaning, List<Clue> ways) {

    BounceRow {
        ways = List.copyOf(ways);
    }

    boolean matches(Reading reading) {
        return ways.stream().anyMatch(way -> way.isIn(reading));
    }
}
