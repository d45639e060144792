package io.sendwell.outbox;

import java.time.Instant;
import java.util.Comparator;
import java.util.TreeMap;
import java.util.UUID;

/** What a holder has left of one claim in {@link InMemoryOutbox}. Guarded by the outbox. */
final class MemoryClaim {

    static final Comparator<MemoryClaim> LONGEST_OVER =
            Comparator.comparing((MemoryClaim claim) -> claim.leaseEnd).thenComparing(claim -> claim.id);

    final MemorySending sending;
    final UUID id;
    final TreeMap<Integer, MemoryEntry> entries = new TreeMap<>();
    int epoch = 1;
    Instant leaseEnd;
    boolean dispatched;
    Octets note = Octets.none();

    MemoryClaim(MemorySending sending, UUID id, Instant leaseEnd) {
        this.sending = sending;
        this.id = id;
        this.leaseEnd = leaseEnd;
    }

    boolean isOver(Instant now) {
        return !now.isBefore(leaseEnd);
    }

    Claim toClaim() {
        SendingId of = sending.id();
        return new Claim(
                new ClaimToken(of, id, epoch),
                sending.request.account(),
                leaseEnd,
                entries.values().stream().map(entry -> entry.claimed(of)).toList(),
                note);
    }
}
