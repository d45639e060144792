package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlockReason;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.BlocklistException;
import io.sendwell.blocklist.LiftedEntry;
import io.sendwell.blocklist.OperatorBlocklist;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Whom not to write to. Nodes and threads share it. */
public final class JdbcBlocklist implements OperatorBlocklist {

    private static final Comparator<BlocklistEntry> WIDEST_THEN_OLDEST = Comparator.comparing(
                    (BlocklistEntry entry) -> entry.scope().isPresent())
            .thenComparing(BlocklistEntry::since);

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
    public Map<EmailAddress, BlocklistEntry> find(AccountId account, Collection<EmailAddress> addresses) {
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
                                """,
                                JdbcBlocklist::entry,
                                Sql.texts(asked.stream()
                                        .map(EmailAddress::normalForm)
                                        .distinct()
                                        .toList()),
                                account))
                .stream()
                .sorted(WIDEST_THEN_OLDEST)
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

    // Two that add one entry: the second one's transaction fails at the primary key, is run again, and finds it there.
    @Override
    public void add(BlocklistEntry entry) {
        transactions.run("add to the blocklist", sql -> {
            boolean there = sql.exists(
                    "SELECT 1 FROM sendwell_block WHERE person = ? AND scope = ? AND reason = ?",
                    entry.address().normalForm(),
                    scope(entry),
                    entry.reason().name());
            return there
                    ? 0
                    : sql.update(
                            """
                    INSERT INTO sendwell_block (person, scope, reason, address, code, text, source, since)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                            entry.address().normalForm(),
                            scope(entry),
                            entry.reason().name(),
                            entry.address().toString(),
                            entry.code(),
                            entry.text(),
                            entry.source(),
                            entry.since());
        });
    }

    @Override
    public List<BlocklistEntry> lift(EmailAddress address, String reason, String liftedBy) {
        if (reason.isBlank() || liftedBy.isBlank()) {
            throw new IllegalArgumentException(
                    "Lifting a blocklist entry needs a reason and the name of who decided it; one of them is blank.");
        }
        Instant now = clock.instant();
        return transactions.run("lift a blocklist entry", sql -> {
            // Taken first, so that of two who lift it the second finds nothing.
            List<BlocklistEntry> taken = sql.query(
                    "SELECT * FROM sendwell_block WHERE person = ? ORDER BY person, scope, reason FOR UPDATE",
                    JdbcBlocklist::entry,
                    address.normalForm());
            for (BlocklistEntry entry : taken) {
                sql.update(
                        """
                        INSERT INTO sendwell_lifted (person, scope, reason, address, code, text, source, since,
                            lifted_reason, lifted_by, lifted_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                        entry.address().normalForm(),
                        scope(entry),
                        entry.reason().name(),
                        entry.address().toString(),
                        entry.code(),
                        entry.text(),
                        entry.source(),
                        entry.since(),
                        reason,
                        liftedBy,
                        now);
                sql.update(
                        "DELETE FROM sendwell_block WHERE person = ? AND scope = ? AND reason = ?",
                        entry.address().normalForm(),
                        scope(entry),
                        entry.reason().name());
            }
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
                                entry(row),
                                row.getString("lifted_reason"),
                                row.getString("lifted_by"),
                                Rows.instant(row, "lifted_at")),
                        address.normalForm()));
    }

    private static String scope(BlocklistEntry entry) {
        return entry.scope().map(AccountId::value).orElse("");
    }

    private static BlocklistEntry entry(ResultSet row) throws SQLException {
        String scope = row.getString("scope");
        return new BlocklistEntry(
                Rows.address(row, "address"),
                BlockReason.valueOf(row.getString("reason")),
                scope.isEmpty() ? Optional.empty() : Optional.of(AccountId.of(scope)),
                row.getString("code"),
                row.getString("text"),
                row.getString("source"),
                Rows.instant(row, "since"));
    }
}
