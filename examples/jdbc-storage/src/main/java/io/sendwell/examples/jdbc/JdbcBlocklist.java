package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.BlocklistException;
import io.sendwell.blocklist.BlocklistQuery;
import io.sendwell.blocklist.LiftedEntry;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.blocklist.RowUndo;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Whom not to write to. Nodes and threads share it. */
public final class JdbcBlocklist implements OperatorBlocklist {

    private final Transactions transactions;
    private final InstantSource clock;

    /**
     * The blocklist in the tables of this database; {@link JdbcStorage} makes them.
     *
     * @param clock dates what is lifted
     */
    public JdbcBlocklist(DataSource dataSource, Dialect dialect, InstantSource clock) {
        transactions = new Transactions(dataSource, dialect, BlocklistException::new);
        this.clock = clock;
    }

    @Override
    public Map<EmailAddress, BlocklistEntry> find(AccountId account, Collection<EmailAddress> addresses, Instant at) {
        List<EmailAddress> asked = List.copyOf(addresses);
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<String, BlocklistEntry> byPerson = new HashMap<>();
        transactions
                .run(
                        "look into the blocklist",
                        sql -> sql.query(
                                """
                                SELECT * FROM sendwell_block
                                WHERE person = ANY (CAST(? AS varchar ARRAY)) AND scope IN ('', ?)
                                  AND (ends_at IS NULL OR ends_at > ?)
                                """,
                                BlockRow::entry,
                                Sql.texts(asked.stream()
                                        .map(EmailAddress::normalForm)
                                        .distinct()
                                        .toList()),
                                account,
                                at))
                .stream()
                .sorted(STRONGEST_FIRST)
                .forEach(entry -> byPerson.putIfAbsent(entry.address().normalForm(), entry));
        Map<EmailAddress, BlocklistEntry> found = new LinkedHashMap<>();
        for (EmailAddress address : asked) {
            BlocklistEntry entry = byPerson.get(address.normalForm());
            if (entry != null) {
                found.put(address, entry);
            }
        }
        return found;
    }

    @Override
    public List<BlocklistEntry> entries(BlocklistQuery query) {
        StringBuilder where = new StringBuilder("1 = 1");
        List<Object> values = new ArrayList<>();
        query.scope().ifPresent(account -> {
            where.append(" AND scope = ?");
            values.add(account);
        });
        query.after().ifPresent(last -> {
            where.append(" AND since <= ? AND (since < ? OR (person, scope, reason) > (?, ?, ?))");
            values.addAll(List.of(last.since(), last.since()));
            values.addAll(BlockRow.key(last));
        });
        values.add(query.limit());
        return transactions.run(
                "read the blocklist",
                sql -> sql.query(
                        "SELECT * FROM sendwell_block WHERE " + where
                                + " ORDER BY since DESC, person, scope, reason LIMIT ?",
                        BlockRow::entry,
                        values.toArray()));
    }

    // Two that add one entry: the second one's transaction fails at the primary key, is run again, and finds it there.
    @Override
    public void add(BlocklistEntry entry) {
        transactions.run("add to the blocklist", sql -> {
            Optional<BlocklistEntry> there = sql.first(
                    "SELECT * FROM sendwell_block WHERE person = ? AND scope = ? AND reason = ? FOR UPDATE",
                    BlockRow::entry,
                    BlockRow.key(entry).toArray());
            if (there.isPresent() && !entry.holdsLongerThan(there.get())) {
                return false;
            }
            if (there.isPresent()) {
                delete(sql, there.get());
            }
            insert(sql, "sendwell_block (" + BlockRow.COLUMNS + ")", BlockRow.values(entry));
            return true;
        });
    }

    @Override
    public List<BlocklistEntry> lift(EmailAddress address, String reason, String liftedBy) {
        LiftedEntry.requireDecision(reason, liftedBy);
        Instant now = clock.instant();
        return transactions.run("lift a blocklist entry", sql -> {
            List<BlocklistEntry> there = sql.query(
                    "SELECT * FROM sendwell_block WHERE person = ? ORDER BY person, scope, reason",
                    BlockRow::entry,
                    address.normalForm());
            return take(sql, there, new LiftedBy(reason, liftedBy, now));
        });
    }

    @Override
    public List<BlocklistEntry> undo(RowUndo row, int limit, String reason, String liftedBy) {
        LiftedEntry.requireDecision(reason, liftedBy);
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "At most " + limit + " entries were to be lifted; ask for 1 or more at a time.");
        }
        Instant now = clock.instant();
        return transactions.run("undo a row of the table of bounces", sql -> {
            List<BlocklistEntry> there;
            List<BlocklistEntry> taken;
            // What others took meanwhile is gone at the next look; there may be more behind it.
            do {
                there = sql.query("""
                        SELECT * FROM sendwell_block
                        WHERE bounce_row = ? AND source = ? AND since >= ? AND since < ?
                        ORDER BY person, scope, reason LIMIT ?
                        """, BlockRow::entry, row.row(), row.source(), row.from(), row.to(), limit);
                taken = take(sql, there, new LiftedBy(reason, liftedBy, now));
            } while (taken.isEmpty() && !there.isEmpty());
            return taken;
        });
    }

    @Override
    public List<LiftedEntry> lifted(EmailAddress address) {
        return transactions.run(
                "read what was lifted",
                sql -> sql.query(
                        "SELECT * FROM sendwell_lifted WHERE person = ? ORDER BY lifted_no",
                        row -> new LiftedEntry(
                                BlockRow.entry(row),
                                row.getString("lifted_reason"),
                                row.getString("lifted_by"),
                                Rows.instant(row, "lifted_at")),
                        address.normalForm()));
    }

    private record LiftedBy(String reason, String name, Instant at) {}

    /** Moves entries to the records, in the order of the primary key, so that two that do it wait for each other in turn. */
    private static List<BlocklistEntry> take(Sql sql, List<BlocklistEntry> there, LiftedBy decision)
            throws SQLException {
        List<BlocklistEntry> taken = new ArrayList<>();
        for (BlocklistEntry entry : there) {
            // Of two that lift it, the second deletes nothing.
            if (delete(sql, entry) == 1) {
                List<Object> values = new ArrayList<>(BlockRow.values(entry));
                values.addAll(List.of(decision.reason(), decision.name(), decision.at()));
                insert(sql, "sendwell_lifted (" + BlockRow.COLUMNS + ", lifted_reason, lifted_by, lifted_at)", values);
                taken.add(entry);
            }
        }
        return taken;
    }

    /** Deletes the entry, and none that has replaced it. */
    private static int delete(Sql sql, BlocklistEntry entry) throws SQLException {
        List<Object> values = new ArrayList<>(BlockRow.key(entry));
        values.add(entry.since());
        values.add(entry.until());
        values.add(entry.until());
        return sql.update("""
                DELETE FROM sendwell_block
                WHERE person = ? AND scope = ? AND reason = ? AND since = ?
                  AND (ends_at = ? OR (ends_at IS NULL AND CAST(? AS bigint) IS NULL))
                """, values.toArray());
    }

    private static void insert(Sql sql, String into, List<Object> values) throws SQLException {
        sql.update(
                "INSERT INTO " + into + " VALUES ("
                        + String.join(", ", values.stream().map(value -> "?").toList()) + ")",
                values.toArray());
    }
}
