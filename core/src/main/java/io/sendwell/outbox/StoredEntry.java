package io.sendwell.outbox;

/**
 * An entry as it stands in the store; nobody claims it by looking.
 *
 * @param id which
 * @param state where it stands
 * @param attempt how many times it was claimed
 * @param code names the reason of its last completion; empty when there is none
 * @param text that reason for people
 * @param data as it was appended
 * @param memo what the library left with it
 */
public record StoredEntry(
        EntryId id, EntryState state, int attempt, String code, String text, Octets data, Octets memo) {}
