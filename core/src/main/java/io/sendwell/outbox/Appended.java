package io.sendwell.outbox;

import java.util.Set;

/**
 * What became of entries that were appended.
 *
 * @param added how many are new
 * @param duplicates the places that were not taken because another place of the sending has the same person; the same on
 *     every repetition
 */
public record Appended(int added, Set<Integer> duplicates) {

    public Appended {
        duplicates = Set.copyOf(duplicates);
    }
}
