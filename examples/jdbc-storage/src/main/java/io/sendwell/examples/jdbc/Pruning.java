package io.sendwell.examples.jdbc;

import io.sendwell.outbox.SendingId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Removes what nobody needs any more, sending by sending. Threads may share it. */
final class Pruning {

    private final Transactions transactions;

    Pruning(Transactions transactions) {
        this.transactions = transactions;
    }

    int prune(Instant finishedBefore, Instant openedBefore, int limit) {
        return transactions.run("prune the outbox", sql -> {
            int removed = 0;
            while (removed < limit) {
                Optional<SendingId> next = take(sql, finishedBefore, openedBefore);
                if (next.isEmpty()) {
                    break;
                }
                removed += removeEntries(sql, next.get(), limit - removed);
                if (removed < limit) {
                    removeSending(sql, next.get());
                    removed++;
                }
            }
            return removed;
        });
    }

    private static Optional<SendingId> take(Sql sql, Instant finishedBefore, Instant openedBefore) throws SQLException {
        Optional<SendingId> candidate = sql.first(
                "SELECT id FROM sendwell_sending WHERE finished_at < ? ORDER BY finished_at LIMIT 1",
                row -> Rows.sendingId(row, "id"),
                finishedBefore);
        if (candidate.isEmpty()) {
            candidate = sql.first(
                    "SELECT id FROM sendwell_sending WHERE state = 'OPEN' AND created_at < ? ORDER BY created_at LIMIT 1",
                    row -> Rows.sendingId(row, "id"),
                    openedBefore);
        }
        if (candidate.isEmpty()) {
            return Optional.empty();
        }
        // Taken before it is looked at again: it may have been sealed, or have got entries to try again, meanwhile.
        return sql.first("""
                SELECT id FROM sendwell_sending WHERE id = ? AND (finished_at < ? OR (state = 'OPEN' AND created_at < ?))
                FOR UPDATE
                """, row -> Rows.sendingId(row, "id"), candidate.get(), finishedBefore, openedBefore);
    }

    private static int removeEntries(Sql sql, SendingId sending, int limit) throws SQLException {
        List<Integer> ordinals = sql.query(
                "SELECT ordinal FROM sendwell_entry WHERE sending = ? ORDER BY sending, ordinal LIMIT ?",
                row -> row.getInt("ordinal"),
                sending,
                limit);
        for (String table : List.of("sendwell_entry_note", "sendwell_entry_data", "sendwell_entry")) {
            sql.update(
                    "DELETE FROM " + table + " WHERE sending = ? AND ordinal = ANY (CAST(? AS integer ARRAY))",
                    sending,
                    Sql.integers(ordinals));
        }
        sql.update("UPDATE sendwell_sending SET leaving = TRUE WHERE id = ? AND NOT leaving", sending);
        return ordinals.size();
    }

    private static void removeSending(Sql sql, SendingId sending) throws SQLException {
        sql.update("DELETE FROM sendwell_progress WHERE sending = ?", sending);
        sql.update("DELETE FROM sendwell_content WHERE sending = ?", sending);
        sql.update("DELETE FROM sendwell_sending WHERE id = ?", sending);
    }
}
