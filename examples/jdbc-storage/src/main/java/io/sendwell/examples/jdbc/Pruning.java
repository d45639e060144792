package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
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

    int cancelLeftOpen(Instant createdBefore, int limit) {
        return transactions.run("cancel sendings that were left open", sql -> {
            List<SendingId> leftOpen = sql.query("""
                    SELECT id FROM sendwell_sending WHERE state = 'OPEN' AND created_at < ? ORDER BY created_at, id LIMIT ?
                    """, row -> Rows.sendingId(row, "id"), createdBefore, limit);
            int cancelled = 0;
            // One by one, so that two who do the same take them in the same order. One may have been sealed meanwhile.
            for (SendingId id : leftOpen) {
                cancelled += sql.update(
                        "UPDATE sendwell_sending SET state = 'CANCELLING' WHERE id = ? AND state = 'OPEN'", id);
            }
            return cancelled;
        });
    }

    int prune(Instant finishedBefore, int limit) {
        return transactions.run("prune the outbox", sql -> remove(sql, limit, () -> take(sql, finishedBefore)));
    }

    int forget(AccountId account, int limit) {
        return transactions.run(
                "forget sendings of an account", sql -> remove(sql, limit, () -> takeFinished(sql, account)));
    }

    /** Finds what to remove next, and keeps others from changing it. */
    private interface Next {
        Optional<SendingId> take() throws SQLException;
    }

    private static int remove(Sql sql, int limit, Next sendings) throws SQLException {
        int removed = 0;
        while (removed < limit) {
            Optional<SendingId> next = sendings.take();
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
    }

    private static Optional<SendingId> takeFinished(Sql sql, AccountId account) throws SQLException {
        return sql.first("""
                SELECT id FROM sendwell_sending WHERE account = ? AND finished_at IS NOT NULL
                ORDER BY id LIMIT 1 FOR UPDATE
                """, row -> Rows.sendingId(row, "id"), account);
    }

    private static Optional<SendingId> take(Sql sql, Instant finishedBefore) throws SQLException {
        Optional<SendingId> candidate = sql.first(
                "SELECT id FROM sendwell_sending WHERE finished_at < ? ORDER BY finished_at LIMIT 1",
                row -> Rows.sendingId(row, "id"),
                finishedBefore);
        if (candidate.isEmpty()) {
            return Optional.empty();
        }
        // Taken before it is looked at again: it may have got entries to try again meanwhile.
        return sql.first(
                "SELECT id FROM sendwell_sending WHERE id = ? AND finished_at < ? FOR UPDATE",
                row -> Rows.sendingId(row, "id"),
                candidate.get(),
                finishedBefore);
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
        return ordinals.size();
    }

    private static void removeSending(Sql sql, SendingId sending) throws SQLException {
        sql.update("DELETE FROM sendwell_progress WHERE sending = ?", sending);
        sql.update("DELETE FROM sendwell_content WHERE sending = ?", sending);
        sql.update("DELETE FROM sendwell_sending WHERE id = ?", sending);
    }
}
