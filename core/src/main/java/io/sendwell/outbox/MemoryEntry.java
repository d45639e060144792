package io.sendwell.outbox;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** One row of {@link InMemoryOutbox}. Guarded by the outbox. */
final class MemoryEntry {

    static final Comparator<MemoryEntry> EARLIEST_FIRST =
            Comparator.comparing((MemoryEntry entry) -> entry.dueAt).thenComparing(entry -> entry.ordinal);

    final int ordinal;
    Octets data;
    EntryState state = EntryState.DUE;
    int attempt;

    /** From when on it may be claimed: its delay's end, or the end of the lease it is under. */
    Instant dueAt = Instant.MIN;

    String code = "";
    String text = "";
    Octets memo = Octets.none();

    /** Who holds it, while it is claimed or dispatched. */
    @Nullable
    MemoryClaim claim;

    MemoryEntry(NewEntry entry) {
        ordinal = entry.ordinal();
        data = entry.data();
    }

    /** Whether its delay or the lease that it is under ends later. */
    boolean waits(Instant now) {
        if (claim != null) {
            return claim.leaseEnd.isAfter(now);
        }
        return state == EntryState.DUE && dueAt.isAfter(now);
    }

    /** Keeps nothing of whom it is for. */
    void erase() {
        data = Octets.none();
        memo = Octets.none();
        code = "";
        text = "";
    }

    OutboxEntry claimed(SendingId sending) {
        return new OutboxEntry(new EntryId(sending, ordinal), attempt, data, memo);
    }

    StoredEntry stored(SendingId sending) {
        return new StoredEntry(new EntryId(sending, ordinal), state, attempt, code, text, data, memo);
    }
}
