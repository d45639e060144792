package io.sendwell.outbox;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * What a worker asks for.
 *
 * @param sending of which sending
 * @param ids a fresh random id for each claim that may be made; their number bounds the number of claims
 * @param size how many entries each claim has at the most
 * @param lease how long the claims hold, from the store's now on
 * @param among which entries
 */
public record ClaimRequest(SendingId sending, List<UUID> ids, int size, Duration lease, Among among) {

    /** Which entries to claim. */
    public enum Among {
        /**
         * All that are due: those that were never claimed first, by their places, then those that came due again, earliest
         * first.
         */
        ALL,
        /**
         * Only those that were claimed before: released, to be tried again, put back by hand, or under a lease that has
         * ended; earliest first. Asked for now and then, so that a retry
         * does not wait for the last fresh entry of a long broadcast.
         */
        AGAIN
    }

    public ClaimRequest {
        ids = List.copyOf(ids);
        if (ids.isEmpty() || size < 1 || lease.isNegative() || lease.isZero()) {
            throw new IllegalArgumentException(
                    "One claim or more, of one entry or more, for a lease longer than zero; found " + ids.size()
                            + " claims of " + size + " for " + lease + ".");
        }
    }
}
