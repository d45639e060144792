package io.sendwell.outbox;

import io.sendwell.account.AccountId;
import java.time.Instant;
import java.util.List;

/**
 * A worker's right to some entries of one sending: what is handed to a next hop together, and is in doubt together.
 *
 * @param token proves it
 * @param account whose sending it is, so that a recovered claim tells it too
 * @param leaseEnd until when, by the store's clock
 * @param entries in the order of their places, at least one; the same ones in the same order after a recovery
 */
public record Claim(ClaimToken token, AccountId account, Instant leaseEnd, List<OutboxEntry> entries) {

    public Claim {
        entries = List.copyOf(entries);
    }

    /** Whether somebody else dispatched it before, so that its outcome is unknown. */
    public boolean isRecovered() {
        return token.epoch() > 1;
    }
}
