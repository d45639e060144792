package io.sendwell.outbox;

/**
 * A claimed entry.
 *
 * @param id which
 * @param attempt how many times it was claimed, this one included; a claim that was released does not count
 * @param data as it was appended
 * @param memo what the library left with it at the last completion; no octets at first
 */
public record OutboxEntry(EntryId id, int attempt, Octets data, Octets memo) {}
