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
public record LiftedEntry(BlocklistEntry entry, String reason, String liftedBy, Instant at) {

    /**
     * Refuses to lift without saying why, and who.
     *
     * @throws IllegalArgumentException when one of the two is blank
     */
    public static void requireDecision(String reason, String liftedBy) {
        if (reason.isBlank() || liftedBy.isBlank()) {
            throw new IllegalArgumentException(
                    "Lifting a blocklist entry needs a reason and the name of who decided it; one of them is blank.");
        }
    }
}
