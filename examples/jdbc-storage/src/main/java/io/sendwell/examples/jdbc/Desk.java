package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.message.CampaignName;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryQuery;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.OutboxDesk;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingQuery;
import io.sendwell.outbox.SendingState;
import io.sendwell.outbox.SendingSummary;
import io.sendwell.outbox.StoredEntry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What people see of the tables, and what they may do. Threads may share it. */
final class Desk implements OutboxDesk {

    private static final String SENDING = """
            SELECT sending.*,
                (SELECT sum(accepted) FROM sendwell_progress WHERE sending = sending.id) AS accepted,
                (SELECT sum(failed) FROM sendwell_progress WHERE sending = sending.id) AS failed,
                (SELECT sum(withheld) FROM sendwell_progress WHERE sending = sending.id) AS withheld,
                (SELECT sum(cancelled) FROM sendwell_progress WHERE sending = sending.id) AS cancelled,
                (SELECT sum(uncertain) FROM sendwell_progress WHERE sending = sending.id) AS uncertain
            FROM sendwell_sending AS sending
            """;

    /** Greater than every id: what a page begins below when nothing was said. */
    private static final SendingId LAST = SendingId.parse("ffffffff-ffff-ffff-ffff-ffffffffffff");

    private final Transactions transactions;
    private final Shards shards = new Shards();
    private final Pruning pruning;
    private final Erasing erasing;

    Desk(Transactions transactions) {
        this.transactions = transactions;
        pruning = new Pruning(transactions);
        erasing = new Erasing(shards);
    }

    @Override
    public Optional<Sending> find(AccountId account, SendingId id) {
        return transactions.run(
                "read sending " + id,
                sql -> sql.first(SENDING + "WHERE sending.id = ? AND account = ?", Desk::sending, id, account));
    }

    @Override
    public List<Sending> list(SendingQuery query) {
        return transactions.run(
                "list sendings",
                sql -> sql.query(
                        SENDING + """
                                WHERE account = ? AND sending.id < ? AND state = ANY (CAST(? AS varchar ARRAY))
                                ORDER BY account DESC, sending.id DESC LIMIT ?
                                """,
                        Desk::sending,
                        query.account(),
                        query.before().orElse(LAST),
                        Sql.texts(
                                query.states().stream().map(SendingState::name).toList()),
                        query.limit()));
    }

    private static Sending sending(ResultSet row) throws SQLException {
        return new Sending(
                Rows.sendingId(row, "id"),
                Rows.account(row, "account"),
                Lane.valueOf(row.getString("lane")),
                SendingState.valueOf(row.getString("state")),
                new SendingSummary(
                        row.getString("scheduled_by"),
                        row.getString("subject"),
                        row.getString("recipient"),
                        CampaignName.of(row.getString("campaign"))),
                Rows.instant(row, "created_at"),
                Rows.optionalInstant(row, "start_at"),
                row.getString("paused_because"),
                Rows.optionalInstant(row, "resumed_at"),
                new Progress(
                        row.getLong("total"),
                        row.getLong("accepted"),
                        row.getLong("failed"),
                        row.getLong("withheld"),
                        row.getLong("cancelled"),
                        row.getLong("uncertain")));
    }

    @Override
    public List<StoredEntry> entries(AccountId account, EntryQuery query) {
        return transactions.run(
                "read entries of sending " + query.sending(),
                sql -> sql.query(
                        """
                        SELECT entry.ordinal, entry.state, entry.attempt, note.code, note.text, data.data, note.memo
                        FROM sendwell_entry AS entry
                        JOIN sendwell_entry_data AS data ON data.sending = entry.sending AND data.ordinal = entry.ordinal
                        LEFT JOIN sendwell_entry_note AS note
                            ON note.sending = entry.sending AND note.ordinal = entry.ordinal
                        WHERE entry.sending = ? AND entry.ordinal >= ? AND {states}
                            AND EXISTS (SELECT 1 FROM sendwell_sending WHERE id = entry.sending AND account = ?)
                        ORDER BY entry.sending, entry.ordinal LIMIT ?
                        """.replace("{states}", among(query.states())),
                        row -> new StoredEntry(
                                new EntryId(query.sending(), row.getInt("ordinal")),
                                EntryStates.of(row.getInt("state")),
                                row.getInt("attempt"),
                                Rows.text(row, "code"),
                                Rows.text(row, "text"),
                                Rows.octets(row, "data"),
                                Rows.octets(row, "memo")),
                        query.sending(),
                        query.from(),
                        account,
                        query.limit()));
    }

    /** Our own numbers, written out, so that PostgreSQL finds dead letters by the index that has nothing else in it. */
    private static String among(Collection<EntryState> states) {
        return states.isEmpty()
                ? "FALSE"
                : states.stream()
                        .map(EntryStates::number)
                        .sorted()
                        .map(String::valueOf)
                        .collect(Collectors.joining(", ", "entry.state IN (", ")"));
    }

    @Override
    public Optional<SendingState> cancel(AccountId account, SendingId id) {
        return change(
                "cancel sending " + id, account, id, state -> state.isFinished() ? state : SendingState.CANCELLING, "");
    }

    @Override
    public Optional<SendingState> pause(AccountId account, SendingId id, String because) {
        return change(
                "pause sending " + id,
                account,
                id,
                state -> state == SendingState.ACTIVE ? SendingState.PAUSED : state,
                because);
    }

    @Override
    public Optional<SendingState> resume(AccountId account, SendingId id) {
        return change(
                "resume sending " + id,
                account,
                id,
                state -> state == SendingState.PAUSED ? SendingState.ACTIVE : state,
                "");
    }

    /** What a sending's state becomes; the same one when there is nothing to change. */
    private interface Change {
        SendingState of(SendingState state);
    }

    private Optional<SendingState> change(
            String intention, AccountId account, SendingId id, Change change, String because) {
        return transactions.run(intention, sql -> {
            Optional<SendingState> before = take(sql, account, id);
            Optional<SendingState> after = before.map(change::of);
            if (!after.equals(before)) {
                sql.update(
                        """
                        UPDATE sendwell_sending SET state = ?, paused_because = ?,
                          resumed_at = CASE WHEN ? = 'ACTIVE' THEN {now} ELSE resumed_at END
                        WHERE id = ?
                        """,
                        after.orElseThrow().name(),
                        because,
                        after.orElseThrow().name(),
                        id);
            }
            return after;
        });
    }

    /** Waits for dispatches of the sending that are under way, and lets none begin until the transaction ends. */
    private static Optional<SendingState> take(Sql sql, AccountId account, SendingId id) throws SQLException {
        return sql.first(
                "SELECT state FROM sendwell_sending WHERE id = ? AND account = ? FOR UPDATE",
                row -> SendingState.valueOf(row.getString("state")),
                id,
                account);
    }

    @Override
    public int requeue(AccountId account, SendingId id, Collection<Integer> ordinals) {
        return transactions.run("make entries of sending " + id + " due again", sql -> {
            Optional<SendingState> state = take(sql, account, id);
            if (state.isEmpty() || state.get() == SendingState.CANCELLING || state.get() == SendingState.CANCELLED) {
                return 0;
            }
            List<Map.Entry<Integer, EntryState>> dead = sql.query(
                    """
                    SELECT ordinal, state FROM sendwell_entry
                    WHERE sending = ? AND ordinal = ANY (CAST(? AS integer ARRAY)) AND state IN (11, 14)
                      AND EXISTS (SELECT 1 FROM sendwell_entry_data AS data WHERE data.sending = sendwell_entry.sending
                        AND data.ordinal = sendwell_entry.ordinal AND octet_length(data.data) > 0)
                    ORDER BY ordinal FOR UPDATE
                    """,
                    row -> Map.entry(row.getInt("ordinal"), EntryStates.of(row.getInt("state"))),
                    id,
                    Sql.integers(ordinals));
            if (dead.isEmpty()) {
                return 0;
            }
            sql.update(
                    """
                    UPDATE sendwell_entry SET state = 0, attempt = 0, due_at = {now}
                    WHERE sending = ? AND ordinal = ANY (CAST(? AS integer ARRAY)) AND state IN (11, 14)
                    """, id, Sql.integers(dead.stream().map(Map.Entry::getKey).toList()));
            shards.add(
                    sql,
                    id,
                    dead.stream()
                            .collect(Collectors.groupingBy(Map.Entry::getValue, Collectors.summingLong(one -> -1))));
            sql.update(
                    "UPDATE sendwell_sending SET state = 'ACTIVE', finished_at = NULL WHERE id = ? AND state = 'DONE'",
                    id);
            return dead.size();
        });
    }

    @Override
    public Set<Integer> erase(AccountId account, SendingId id, Collection<Integer> ordinals) {
        return transactions.run("erase entries of sending " + id, sql -> {
            Optional<SendingState> state = take(sql, account, id);
            return state.isEmpty() ? Set.of() : erasing.erase(sql, id, state.get(), ordinals);
        });
    }

    @Override
    public int cancelLeftOpen(Instant createdBefore, int limit) {
        return pruning.cancelLeftOpen(createdBefore, limit);
    }

    @Override
    public int prune(Instant finishedBefore, int limit) {
        return pruning.prune(finishedBefore, limit);
    }

    @Override
    public int forget(AccountId account, int limit) {
        return pruning.forget(account, limit);
    }
}
