package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.ClaimToken;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.EntryResult;
import io.sendwell.outbox.EntryState;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What becomes of claimed entries: the part of the ledger that takes them back. Threads may share it. */
final class Ledger {

    private static final Comparator<EntryResult> BY_ENTRY = Comparator.comparing(
                    (EntryResult result) -> result.entry().sending())
            .thenComparing(result -> result.entry().ordinal());

    private final Transactions transactions;
    private final Shards shards = new Shards();

    Ledger(Transactions transactions) {
        this.transactions = transactions;
    }

    // The shared lock on the sending's row orders this against cancel and pause: either they wait until the mark is
    // committed, or the sending is not active any more when it is looked at here.
    boolean dispatch(ClaimToken token, int size, Duration lease, Octets note) {
        return transactions.run("dispatch " + token, sql -> {
            boolean active = sql.exists(
                    "SELECT 1 FROM sendwell_sending WHERE id = ? AND state = 'ACTIVE' {for share}", token.sending());
            int marked = !active ? 0 : sql.update("""
                            UPDATE sendwell_entry SET state = 2, due_at = {now} + ?, dispatch_note = ?
                            WHERE claim_id = ? AND epoch = ? AND sending = ? AND state = 1 AND due_at > {now}
                            """, lease, note, token.id(), token.epoch(), token.sending());
            if (marked == 0 || marked != size) {
                sql.undo();
                return false;
            }
            return true;
        });
    }

    boolean extend(ClaimToken token, Duration lease) {
        int extended = transactions.run(
                "extend " + token, sql -> sql.update("""
                        UPDATE sendwell_entry SET due_at = {now} + ?
                        WHERE claim_id = ? AND epoch = ? AND sending = ? AND state IN (1, 2) AND due_at > {now}
                        """, lease, token.id(), token.epoch(), token.sending()));
        return extended > 0;
    }

    int release(ClaimToken token, Duration delay) {
        return transactions.run(
                "release " + token, sql -> sql.update("""
                        UPDATE sendwell_entry SET state = 0, claim_id = NULL, epoch = 0, attempt = attempt - 1,
                            due_at = {now} + ?
                        WHERE claim_id = ? AND epoch = ? AND sending = ? AND state = 1 AND due_at > {now}
                        """, delay, token.id(), token.epoch(), token.sending()));
    }

    Set<EntryId> complete(List<EntryResult> results) {
        List<EntryResult> wanted = results.stream()
                .filter(result -> result.token().sending().equals(result.entry().sending()))
                .sorted(BY_ENTRY)
                .toList();
        if (wanted.isEmpty()) {
            return Set.of();
        }
        return transactions.run("complete " + wanted.size() + " entries", sql -> {
            Map<EntryId, ClaimToken> held = take(sql, wanted);
            List<EntryResult> applied = wanted.stream()
                    // Removed, so that the first of two results for one entry counts.
                    .filter(result -> held.remove(result.entry(), result.token()))
                    .toList();
            if (!applied.isEmpty()) {
                write(sql, applied);
                note(sql, applied);
                count(sql, applied);
            }
            return applied.stream().map(EntryResult::entry).collect(Collectors.toUnmodifiableSet());
        });
    }

    /** Takes the rows of all claims that are named, in one order, and says who holds them. */
    private static Map<EntryId, ClaimToken> take(Sql sql, List<EntryResult> results) throws SQLException {
        Map<EntryId, ClaimToken> held = new HashMap<>();
        sql.query(
                """
                SELECT sending, ordinal, claim_id, epoch FROM sendwell_entry
                WHERE claim_id = ANY (CAST(? AS uuid ARRAY)) AND state IN (1, 2)
                ORDER BY sending, ordinal FOR UPDATE
                """,
                row -> {
                    SendingId sending = Rows.sendingId(row, "sending");
                    ClaimToken token = new ClaimToken(sending, Rows.uuid(row, "claim_id"), row.getInt("epoch"));
                    return held.put(new EntryId(sending, row.getInt("ordinal")), token);
                },
                Sql.uuids(results.stream()
                        .map(result -> result.token().id())
                        .distinct()
                        .toList()));
        return held;
    }

    private static void write(Sql sql, List<EntryResult> applied) throws SQLException {
        List<Long> delays = new ArrayList<>();
        for (EntryResult result : applied) {
            delays.add(result.state().isFinished() ? null : Micros.of(result.delay()));
        }
        sql.update(
                """
                MERGE INTO sendwell_entry AS entry
                USING (SELECT sending, ordinal, state, delay FROM unnest(CAST(? AS uuid ARRAY), CAST(? AS integer ARRAY),
                    CAST(? AS integer ARRAY), CAST(? AS bigint ARRAY)) AS column_wise (sending, ordinal, state, delay)) AS result
                ON entry.sending = result.sending AND entry.ordinal = result.ordinal
                WHEN MATCHED THEN UPDATE
                    SET state = result.state, due_at = {now} + result.delay, claim_id = NULL, epoch = 0,
                        dispatch_note = NULL
                """,
                sendings(applied),
                ordinals(applied),
                Sql.integers(applied.stream()
                        .map(result -> EntryStates.number(result.state()))
                        .toList()),
                Sql.bigints(delays));
    }

    private static void note(Sql sql, List<EntryResult> applied) throws SQLException {
        sql.update(
                """
                MERGE INTO sendwell_entry_note AS note
                USING (SELECT sending, ordinal, code, text, memo FROM unnest(CAST(? AS uuid ARRAY), CAST(? AS integer ARRAY),
                    CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY), CAST(? AS bytea ARRAY))
                    AS column_wise (sending, ordinal, code, text, memo)) AS result
                ON note.sending = result.sending AND note.ordinal = result.ordinal
                WHEN MATCHED THEN UPDATE SET code = result.code, text = result.text, memo = result.memo
                WHEN NOT MATCHED AND (result.code <> '' OR result.text <> '' OR octet_length(result.memo) > 0) THEN
                    INSERT (sending, ordinal, code, text, memo)
                    VALUES (result.sending, result.ordinal, result.code, result.text, result.memo)
                """,
                sendings(applied),
                ordinals(applied),
                Sql.texts(applied.stream().map(EntryResult::code).toList()),
                Sql.texts(applied.stream().map(EntryResult::text).toList()),
                Sql.octets(applied.stream().map(EntryResult::memo).toList()));
    }

    private static Sql.Column sendings(List<EntryResult> results) {
        return Sql.uuids(
                results.stream().map(result -> result.entry().sending().value()).toList());
    }

    private static Sql.Column ordinals(List<EntryResult> results) {
        return Sql.integers(
                results.stream().map(result -> result.entry().ordinal()).toList());
    }

    private void count(Sql sql, List<EntryResult> applied) throws SQLException {
        // As sorted: by sending, so that nobody waits in a circle.
        List<SendingId> sendings = applied.stream()
                .map(result -> result.entry().sending())
                .distinct()
                .toList();
        for (SendingId sending : sendings) {
            Map<EntryState, Long> ended = applied.stream()
                    .filter(result -> result.entry().sending().equals(sending)
                            && result.state().isFinished())
                    .collect(Collectors.groupingBy(EntryResult::state, Collectors.counting()));
            shards.add(sql, sending, ended);
        }
    }

    boolean confirm(AccountId account, EntryId entry, String why) {
        return transactions.run("confirm entry " + entry, sql -> {
            // The row is taken as a completion takes it, so that of a holder and a report one is second and sees the
            // first.
            Optional<EntryState> before = sql.first(
                    """
                    SELECT state FROM sendwell_entry AS entry WHERE sending = ? AND ordinal = ? AND state IN (2, 14)
                        AND EXISTS (SELECT 1 FROM sendwell_sending WHERE id = entry.sending AND account = ?)
                    FOR UPDATE
                    """, row -> EntryStates.of(row.getInt("state")), entry.sending(), entry.ordinal(), account);
            if (before.isEmpty()) {
                return false;
            }
            sql.update("""
                    UPDATE sendwell_entry SET state = 10, due_at = NULL, claim_id = NULL, epoch = 0, dispatch_note = NULL
                    WHERE sending = ? AND ordinal = ?
                    """, entry.sending(), entry.ordinal());
            explain(sql, entry, why);
            shards.add(
                    sql,
                    entry.sending(),
                    before.get() == EntryState.UNCERTAIN
                            ? Map.of(EntryState.ACCEPTED, 1L, EntryState.UNCERTAIN, -1L)
                            : Map.of(EntryState.ACCEPTED, 1L));
            return true;
        });
    }

    private static void explain(Sql sql, EntryId entry, String why) throws SQLException {
        int changed = sql.update(
                "UPDATE sendwell_entry_note SET code = '', text = ? WHERE sending = ? AND ordinal = ?",
                why,
                entry.sending(),
                entry.ordinal());
        if (changed == 0) {
            sql.update(
                    "INSERT INTO sendwell_entry_note (sending, ordinal, code, text, memo) VALUES (?, ?, '', ?, ?)",
                    entry.sending(),
                    entry.ordinal(),
                    why,
                    Octets.none());
        }
    }

    int sweepCancelled(SendingId sending, int limit) {
        return transactions.run("sweep sending " + sending, sql -> {
            boolean cancelling = sql.exists(
                    "SELECT 1 FROM sendwell_sending WHERE id = ? AND state = 'CANCELLING' {for share}", sending);
            if (!cancelling) {
                return 0;
            }
            List<Integer> ordinals = sql.query("""
                    SELECT ordinal FROM sendwell_entry WHERE sending = ? AND state IN (0, 1) AND due_at >= 0
                    ORDER BY sending, due_at, ordinal LIMIT ? {skip locked}
                    """, row -> row.getInt("ordinal"), sending, limit);
            int swept = sql.update("""
                    UPDATE sendwell_entry SET state = 13, due_at = NULL, claim_id = NULL, epoch = 0
                    WHERE sending = ? AND ordinal = ANY (CAST(? AS integer ARRAY)) AND state IN (0, 1)
                    """, sending, Sql.integers(ordinals));
            shards.add(sql, sending, Map.of(EntryState.CANCELLED, (long) swept));
            return swept;
        });
    }

    Optional<SendingState> settle(SendingId sending) {
        return transactions.run("settle sending " + sending, sql -> {
            Optional<SendingState> state = sql.first(
                    "SELECT state FROM sendwell_sending WHERE id = ? FOR UPDATE",
                    row -> SendingState.valueOf(row.getString("state")),
                    sending);
            Optional<SendingState> end = state.flatMap(Ledger::end);
            if (end.isEmpty() || !shards.haveAllEnded(sql, sending)) {
                return state;
            }
            // One that was never sealed need not be kept, as though it had finished long ago.
            sql.update(
                    "UPDATE sendwell_sending SET state = ?, finished_at = CASE WHEN start_at IS NULL THEN 0 ELSE {now} END"
                            + " WHERE id = ?",
                    end.get().name(),
                    sending);
            return end;
        });
    }

    private static Optional<SendingState> end(SendingState state) {
        if (state == SendingState.ACTIVE) {
            return Optional.of(SendingState.DONE);
        }
        return state == SendingState.CANCELLING ? Optional.of(SendingState.CANCELLED) : Optional.empty();
    }
}
