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
 * @param note what its holder left with it when it was dispatched; no octets before, and when there was nothing to note
 */
public record Claim(ClaimToken token, AccountId account, Instant leaseEnd, List<OutboxEntry> entries, Octets note) {

    /** How many octets a note has at the most: a line for each of the ways out of a few hundred entries. */
    public static final int MAX_NOTE = 8 * 1024;

    public Claim {
        entries = List.copyOf(entries);
    }

    /** A claim that was not dispatched. */
    public Claim(ClaimToken token, AccountId account, Instant leaseEnd, List<OutboxEntry> entries) {
        this(token, account, leaseEnd, entries, Octets.none());
    }

    /** The same claim with other entries: some of its own, or with another memo. */
    public Claim with(List<OutboxEntry> others) {
        return new Claim(token, account, leaseEnd, others, note);
    }

    /** Whether somebody else dispatched it before, so that its outcome is unknown. */
    public boolean isRecovered() {
        return token.epoch() > 1;
    }
}
