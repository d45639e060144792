package io.sendwell;

import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.OutboxEntry;
import io.sendwell.outbox.SendingId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The mails of a claim, made again of what was frozen.
 *
 * @param sending which they belong to
 * @param trace within which they were scheduled
 * @param entries in the order of the claim
 */
record ThawedClaim(SendingId sending, Optional<TraceParent> trace, List<Entry> entries) {

    /**
     * One entry of it.
     *
     * @param date the Date field of the first attempt that may have left; empty when none is known
     * @param copy what is to leave; empty when no mail can be made of it
     * @param stopped why not, when there is none
     */
    record Entry(OutboxEntry entry, Optional<Instant> date, Optional<Copy> copy, Optional<EntryOutcome> stopped) {

        EntryId id() {
            return entry.id();
        }
    }

    List<EntryOutcome> stopped() {
        return entries.stream().flatMap(entry -> entry.stopped().stream()).toList();
    }

    List<Entry> withCopy() {
        return entries.stream().filter(entry -> entry.copy().isPresent()).toList();
    }
}
