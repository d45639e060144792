package io.sendwell.outbox;

import java.util.UUID;

/**
 * Proves that a claim is still the holder's. Each write names it, and changes nothing when it is out of date.
 *
 * @param sending whose entries are claimed
 * @param id a random UUID made for this claim alone: never used again, never made from the name of a machine
 * @param epoch 1 for the claim itself; each {@linkplain OutboxLedger#recover recovery} raises it by one
 */
public record ClaimToken(SendingId sending, UUID id, int epoch) {}
