package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.Claim;
import io.sendwell.outbox.ClaimRequest;
import io.sendwell.outbox.ClaimToken;
import io.sendwell.outbox.DueSending;
import io.sendwell.outbox.EntryId;
import io.sendwell.outbox.Lane;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.OutboxEntry;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** How entries get into a worker's hands: the part of the ledger that gives them out. Threads may share it. */
final class Claiming {

    private record Picked(int ordinal, long dueAt) {}

    private record Held(UUID claim, Instant leaseEnd, OutboxEntry entry) {}

    private final Transactions transactions;
    private final Positions positions = new Positions();

    Claiming(Transactions transactions) {
        this.transactions = transactions;
    }

    List<DueSending> due(Lane lane, int perAccount, int limit) {
        return transactions.run(
                "look for sendings that are due",
                sql -> sql.query(
                        """
                        SELECT id, account, state, leaves_at, total
                        FROM (
                          SELECT agenda.*, row_number() OVER (PARTITION BY account ORDER BY leaves_at, id) AS place
                          FROM (
                            SELECT id, account, state, start_at AS leaves_at, total FROM sendwell_sending
                            WHERE lane = ? AND state = 'ACTIVE' AND due_from <= {now}
                              AND (total > 1 OR NOT EXISTS (
                                SELECT 1 FROM sendwell_entry AS waiting
                                WHERE waiting.sending = sendwell_sending.id
                                  AND waiting.state IN (0, 1, 2) AND waiting.due_at > {now}))
                            UNION ALL
                            SELECT id, account, state, coalesce(start_at, created_at), total FROM sendwell_sending
                            WHERE lane = ? AND state = 'CANCELLING'
                          ) AS agenda
                        ) AS placed
                        WHERE place <= ?
                        ORDER BY place, leaves_at, id
                        LIMIT ?
                        """,
                        row -> new DueSending(
                                Rows.sendingId(row, "id"),
                                Rows.account(row, "account"),
                                lane,
                                SendingState.valueOf(row.getString("state")),
                                Rows.instant(row, "leaves_at"),
                                row.getLong("total")),
                        lane.name(),
                        lane.name(),
                        perAccount,
                        limit));
    }

    List<Claim> claim(ClaimRequest request) {
        if (request.among() == ClaimRequest.Among.AGAIN) {
            return claim(request, Position.BEHIND_FRESH_ONES);
        }
        return claim(request, positions.of(request.sending()));
    }

    private List<Claim> claim(ClaimRequest request, Position from) {
        return transactions.run("claim entries of sending " + request.sending(), sql -> {
            if (from.equals(Position.START)) {
                begin(sql, request.sending());
            }
            Optional<AccountId> account = sql.first("""
                    SELECT account FROM sendwell_sending
                    WHERE id = ? AND state = 'ACTIVE' AND due_from <= {now} {for share}
                    """, row -> Rows.account(row, "account"), request.sending());
            if (account.isEmpty()) {
                return List.of();
            }
            List<Picked> picked = pick(sql, request, from);
            if (request.among() == ClaimRequest.Among.ALL
                    && picked.size() < most(request)
                    && !from.equals(Position.START)) {
                // Before the position stands what came due again since the clock was put back. Our own locks on what
                // was picked just now do not hide it from us.
                positions.forget(request.sending());
                picked = pick(sql, request, Position.START);
            }
            if (picked.isEmpty()) {
                return List.of();
            }
            hold(sql, request, picked);
            if (request.among() == ClaimRequest.Among.ALL) {
                // Before the commit: when that fails, these are found again once the position is forgotten.
                Picked last = picked.get(picked.size() - 1);
                positions.moveTo(request.sending(), Position.after(last.dueAt(), last.ordinal()));
            }
            return claims(sql, request, account.get());
        });
    }

    // Before the shared lock: two that had it and both wanted to write would wait for each other.
    private static void begin(Sql sql, SendingId sending) throws SQLException {
        sql.update("""
                UPDATE sendwell_sending SET due_from = 0
                WHERE id = ? AND state = 'ACTIVE' AND due_from > 0 AND due_from <= {now}
                """, sending);
    }

    // The sending is constant here; it stands in ORDER BY since H2 follows an index only from its first column on.
    private static List<Picked> pick(Sql sql, ClaimRequest request, Position from) throws SQLException {
        return sql.query(
                """
                SELECT ordinal, due_at FROM sendwell_entry
                WHERE sending = ? AND state IN (0, 1) AND due_at <= {now} AND (due_at, ordinal) > (?, ?)
                ORDER BY sending, due_at, ordinal
                LIMIT ? {skip locked}
                """,
                row -> new Picked(row.getInt("ordinal"), row.getLong("due_at")),
                request.sending(),
                from.dueAt(),
                from.ordinal(),
                most(request));
    }

    private static long most(ClaimRequest request) {
        return (long) request.ids().size() * request.size();
    }

    private static void hold(Sql sql, ClaimRequest request, List<Picked> picked) throws SQLException {
        List<UUID> claims = new ArrayList<>();
        for (int index = 0; index < picked.size(); index++) {
            claims.add(request.ids().get(index / request.size()));
        }
        sql.update(
                """
                MERGE INTO sendwell_entry AS entry
                USING (SELECT ordinal, claim_id FROM unnest(CAST(? AS integer ARRAY), CAST(? AS uuid ARRAY))
                    AS column_wise (ordinal, claim_id)) AS picked
                ON entry.sending = ? AND entry.ordinal = picked.ordinal
                WHEN MATCHED AND entry.state IN (0, 1) AND entry.due_at <= {now} THEN UPDATE
                    SET state = 1, claim_id = picked.claim_id, epoch = 1, attempt = entry.attempt + 1, due_at = {now} + ?
                """,
                Sql.integers(picked.stream().map(Picked::ordinal).toList()),
                Sql.uuids(claims),
                request.sending(),
                request.lease());
    }

    private static List<Claim> claims(Sql sql, ClaimRequest request, AccountId account) throws SQLException {
        List<Held> held = sql.query("""
                SELECT entry.claim_id, entry.due_at, entry.sending, entry.ordinal, entry.attempt, data.data, note.memo
                FROM sendwell_entry AS entry
                JOIN sendwell_entry_data AS data ON data.sending = entry.sending AND data.ordinal = entry.ordinal
                LEFT JOIN sendwell_entry_note AS note ON note.sending = entry.sending AND note.ordinal = entry.ordinal
                WHERE entry.claim_id = ANY (CAST(? AS uuid ARRAY))
                ORDER BY entry.ordinal
                """, Claiming::held, Sql.uuids(request.ids()));
        List<Claim> claims = new ArrayList<>();
        for (UUID id : request.ids()) {
            List<Held> entries =
                    held.stream().filter(entry -> entry.claim().equals(id)).toList();
            if (!entries.isEmpty()) {
                claims.add(claim(new ClaimToken(request.sending(), id, 1), account, entries, Octets.none()));
            }
        }
        return claims;
    }

    /**
     * Takes over one claim. Several workers choose the same one; who takes its rows second finds that they are not over any
     * more, and chooses again.
     */
    Optional<Claim> recover(Duration settle, Duration lease) {
        while (true) {
            Optional<UUID> longestOver = transactions.run(
                    "look for claims in doubt", sql -> sql.first("""
                            SELECT claim_id FROM sendwell_entry WHERE state = 2 AND due_at <= {now} - ?
                            ORDER BY due_at, claim_id LIMIT 1
                            """, row -> Rows.uuid(row, "claim_id"), settle));
            if (longestOver.isEmpty()) {
                return Optional.empty();
            }
            Optional<Claim> recovered = recover(longestOver.get(), settle, lease);
            if (recovered.isPresent()) {
                return recovered;
            }
        }
    }

    private Optional<Claim> recover(UUID claim, Duration settle, Duration lease) {
        return transactions.run("recover claim " + claim, sql -> {
            // In the order of the places, as everybody takes the rows of a claim, so that nobody waits in a circle.
            boolean over = sql.exists("""
                    SELECT ordinal FROM sendwell_entry WHERE claim_id = ? AND state = 2 AND due_at <= {now} - ?
                    ORDER BY ordinal FOR UPDATE
                    """, claim, settle);
            if (!over) {
                return Optional.empty();
            }
            sql.update(
                    "UPDATE sendwell_entry SET epoch = epoch + 1, due_at = {now} + ? WHERE claim_id = ? AND state = 2",
                    lease,
                    claim);
            return Optional.of(recovered(sql, claim));
        });
    }

    private static Claim recovered(Sql sql, UUID claim) throws SQLException {
        record Recovered(AccountId account, int epoch, Octets note, Held held) {}
        List<Recovered> rows = sql.query(
                """
                SELECT entry.claim_id, entry.epoch, entry.due_at, entry.sending, entry.ordinal, entry.attempt, entry.dispatch_note,
                    data.data, note.memo, sending.account
                FROM sendwell_entry AS entry
                JOIN sendwell_sending AS sending ON sending.id = entry.sending
                JOIN sendwell_entry_data AS data ON data.sending = entry.sending AND data.ordinal = entry.ordinal
                LEFT JOIN sendwell_entry_note AS note ON note.sending = entry.sending AND note.ordinal = entry.ordinal
                WHERE entry.claim_id = ? AND entry.state = 2
                ORDER BY entry.ordinal
                """,
                row -> new Recovered(
                        Rows.account(row, "account"),
                        row.getInt("epoch"),
                        Rows.octets(row, "dispatch_note"),
                        held(row)),
                claim);
        Recovered first = rows.get(0);
        SendingId sending = first.held().entry().id().sending();
        return claim(
                new ClaimToken(sending, claim, first.epoch()),
                first.account(),
                rows.stream().map(Recovered::held).toList(),
                first.note());
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(
                Rows.uuid(row, "claim_id"),
                Rows.instant(row, "due_at"),
                new OutboxEntry(
                        new EntryId(Rows.sendingId(row, "sending"), row.getInt("ordinal")),
                        row.getInt("attempt"),
                        Rows.octets(row, "data"),
                        Rows.octets(row, "memo")));
    }

    private static Claim claim(ClaimToken token, AccountId account, List<Held> held, Octets note) {
        return new Claim(
                token,
                account,
                held.get(0).leaseEnd(),
                held.stream().map(Held::entry).toList(),
                note);
    }
}
