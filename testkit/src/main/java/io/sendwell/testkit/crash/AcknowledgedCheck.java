package io.sendwell.testkit.crash;

import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Outbox;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.StoredEntry;
import io.sendwell.testkit.fixtures.Accounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Looks in an outbox for what it acknowledged. One thread. */
final class AcknowledgedCheck {

    private static final int MOST_ENTRIES = 1_000;

    private record Found(Optional<Sending> sending, List<StoredEntry> entries) {

        boolean hasState(SendingState... states) {
            return sending.map(Sending::state).filter(List.of(states)::contains).isPresent();
        }

        boolean allBetween(Acknowledged call, Predicate<StoredEntry> wanted) {
            return entries.stream()
                            .filter(entry -> entry.id().ordinal() >= call.from()
                                    && entry.id().ordinal() < call.to())
                            .filter(wanted)
                            .count()
                    == call.to() - call.from();
        }
    }

    private final Outbox outbox;
    private final Map<SendingId, Found> found = new HashMap<>();

    AcknowledgedCheck(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Those of the calls that left no trace, or too small a one. */
    List<Acknowledged> lost(List<Acknowledged> calls) {
        List<Acknowledged> lost = new ArrayList<>();
        for (Acknowledged call : calls) {
            if (!isThere(call, found.computeIfAbsent(call.sending(), this::find))) {
                lost.add(call);
            }
        }
        return lost;
    }

    private Found find(SendingId id) {
        return new Found(
                outbox.find(Accounts.ACME, id), outbox.entries(Accounts.ACME, EntryQuery.all(id, 0, MOST_ENTRIES)));
    }

    private boolean isThere(Acknowledged call, Found now) {
        return switch (call.call()) {
            case CREATED -> now.sending().isPresent();
            case STORED -> outbox.content(call.sending(), 0).isPresent();
            case APPENDED -> now.allBetween(call, entry -> true);
            case SEALED ->
                now.hasState(SendingState.ACTIVE, SendingState.CANCELLING, SendingState.CANCELLED, SendingState.DONE);
            case CLAIMED -> now.allBetween(call, entry -> entry.attempt() == 1);
            case DISPATCHED ->
                now.allBetween(
                        call, entry -> entry.state() == EntryState.DISPATCHED || entry.state() == EntryState.ACCEPTED);
            case COMPLETED -> now.allBetween(call, entry -> entry.state() == EntryState.ACCEPTED);
            case CANCELLED -> now.hasState(SendingState.CANCELLING, SendingState.CANCELLED);
            case SETTLED -> now.hasState(SendingState.DONE);
        };
    }
}
