package io.sendwell.examples.jdbc;

import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Forgets whom entries were for. Whoever calls it holds the sending's row, so that nothing is claimed meanwhile. */
final class Erasing {

    private record Found(int ordinal, EntryState state) {

        boolean isHeld() {
            return state == EntryState.CLAIMED || state == EntryState.DISPATCHED;
        }
    }

    private final Shards shards;

    Erasing(Shards shards) {
        this.shards = shards;
    }

    /** The places of the entries that somebody holds, and which stay. */
    Set<Integer> erase(Sql sql, SendingId sending, SendingState state, Collection<Integer> ordinals)
            throws SQLException {
        List<Found> found = sql.query(
                """
                SELECT ordinal, state FROM sendwell_entry
                WHERE sending = ? AND ordinal = ANY (CAST(? AS integer ARRAY))
                ORDER BY ordinal FOR UPDATE
                """,
                row -> new Found(row.getInt("ordinal"), EntryStates.of(row.getInt("state"))),
                sending,
                Sql.integers(ordinals));
        Set<Integer> held = new HashSet<>();
        for (Found entry : found) {
            if (state == SendingState.OPEN || entry.isHeld()) {
                held.add(entry.ordinal());
            }
        }
        List<Integer> free = found.stream()
                .map(Found::ordinal)
                .filter(ordinal -> !held.contains(ordinal))
                .toList();
        if (!free.isEmpty()) {
            cancel(sql, sending, free);
            forget(sql, sending, free);
            forgetWhatTheyShared(sql, sending);
        }
        return held;
    }

    private void cancel(Sql sql, SendingId sending, List<Integer> ordinals) throws SQLException {
        long cancelled = sql.update("""
                UPDATE sendwell_entry SET state = 13, due_at = NULL
                WHERE sending = ? AND ordinal = ANY (CAST(? AS integer ARRAY)) AND state = 0
                """, sending, Sql.integers(ordinals));
        if (cancelled > 0) {
            shards.add(sql, sending, Map.of(EntryState.CANCELLED, cancelled));
        }
    }

    // The person's key is a digest that whoever knows the address can make again; it has to differ within a sending.
    private static void forget(Sql sql, SendingId sending, List<Integer> ordinals) throws SQLException {
        sql.update("""
                UPDATE sendwell_entry_data SET person = 'erased ' || CAST(ordinal AS varchar), data = ?
                WHERE sending = ? AND ordinal = ANY (CAST(? AS integer ARRAY))
                """, Octets.none(), sending, Sql.integers(ordinals));
        sql.update(
                "DELETE FROM sendwell_entry_note WHERE sending = ? AND ordinal = ANY (CAST(? AS integer ARRAY))",
                sending,
                Sql.integers(ordinals));
    }

    private static void forgetWhatTheyShared(Sql sql, SendingId sending) throws SQLException {
        boolean somebodyIsLeft = sql.exists(
                "SELECT 1 FROM sendwell_entry_data WHERE sending = ? AND octet_length(data) > 0 LIMIT 1", sending);
        if (!somebodyIsLeft) {
            sql.update("DELETE FROM sendwell_content WHERE sending = ?", sending);
            sql.update("UPDATE sendwell_sending SET subject = '', recipient = '' WHERE id = ?", sending);
        }
    }
}
