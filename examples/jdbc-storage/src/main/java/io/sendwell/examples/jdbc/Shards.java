package io.sendwell.examples.jdbc;

import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.SendingId;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Counts how many entries of a sending have ended, in several rows: workers that complete entries of one sending at the same
 * time would wait for each other's commit at a single one. Threads may share it.
 */
final class Shards {

    private static final int ROWS = 16;

    /** By chance, so that threads of two nodes, which have the same ids, mostly write into different rows. */
    private final int first = ThreadLocalRandom.current().nextInt(ROWS);

    void add(Sql sql, SendingId sending, Map<EntryState, Long> ended) throws SQLException {
        if (ended.values().stream().allMatch(count -> count == 0)) {
            return;
        }
        int shard = (int) ((first + Thread.currentThread().getId()) % ROWS);
        Object[] counts = {
            ended.getOrDefault(EntryState.ACCEPTED, 0L),
            ended.getOrDefault(EntryState.FAILED, 0L),
            ended.getOrDefault(EntryState.WITHHELD, 0L),
            ended.getOrDefault(EntryState.CANCELLED, 0L),
            ended.getOrDefault(EntryState.UNCERTAIN, 0L),
            sending,
            shard
        };
        int updated = sql.update("""
                UPDATE sendwell_progress SET accepted = accepted + ?, failed = failed + ?, withheld = withheld + ?,
                    cancelled = cancelled + ?, uncertain = uncertain + ?
                WHERE sending = ? AND shard = ?
                """, counts);
        if (updated == 0) {
            // Of two that insert the row at once one fails; its whole transaction is run again and finds the row.
            sql.update("""
                    INSERT INTO sendwell_progress (accepted, failed, withheld, cancelled, uncertain, sending, shard)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """, counts);
        }
    }

    /** Counts change in the transaction that changes the entries, so nobody has to look at the entries themselves. */
    boolean haveAllEnded(Sql sql, SendingId sending) throws SQLException {
        return sql.exists("""
                SELECT 1 FROM sendwell_sending AS sending WHERE sending.id = ? AND sending.total =
                    (SELECT coalesce(sum(accepted + failed + withheld + cancelled + uncertain), 0)
                     FROM sendwell_progress AS progress WHERE progress.sending = sending.id)
                """, sending);
    }
}
