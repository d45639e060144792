package io.sendwell.blocklist;

import java.time.Instant;

/**
 * The record of one entry that was lifted.
 *
 * @param entry what stood on the list
 * @param reason why it was lifted
 * @param liftedBy who decided it
 * @param at when
 */
public record LiftedEntry(BlocklistEntry entry, String reason, String liftedBy, Instant at) {}
