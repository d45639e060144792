package io.sendwell.examples.jdbc;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.RowUndo;
import io.sendwell.event.Bounce;
import io.sendwell.event.BounceKind;
import io.sendwell.event.Strike;
import io.sendwell.event.StrikeStore;
import io.sendwell.event.StrikeStoreException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Bounces that close an address only when they come again. Nodes and threads share it. */
public final class JdbcStrikeStore implements StrikeStore {

    private record Row(String person, EmailAddress address, Strike strike) {}

    private final Transactions transactions;

    /** The strikes in the tables of this database; {@link JdbcStorage} makes them. */
    public JdbcStrikeStore(DataSource dataSource, Dialect dialect) {
        transactions = new Transactions(dataSource, dialect, StrikeStoreException::new);
    }

    @Override
    public Map<EmailAddress, List<Strike>> find(Collection<EmailAddress> addresses) {
        List<EmailAddress> asked = List.copyOf(addresses);
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<String, List<Strike>> byPerson = new HashMap<>();
        transactions
                .run(
                        "look for strikes",
                        sql -> sql.query(
                                """
                                SELECT * FROM sendwell_strike WHERE person = ANY (CAST(? AS varchar ARRAY))
                                ORDER BY person, struck_at, source, bounce_row
                                """,
                                JdbcStrikeStore::row,
                                Sql.texts(asked.stream()
                                        .map(EmailAddress::normalForm)
                                        .distinct()
                                        .toList())))
                .forEach(row -> byPerson.computeIfAbsent(row.person(), key -> new ArrayList<>())
                        .add(row.strike()));
        Map<EmailAddress, List<Strike>> found = new LinkedHashMap<>();
        for (EmailAddress address : asked) {
            List<Strike> strikes = byPerson.get(address.normalForm());
            if (strikes != null) {
                found.put(address, strikes);
            }
        }
        return found;
    }

    @Override
    public void add(EmailAddress address, Strike strike) {
        String person = address.normalForm();
        Bounce bounce = strike.bounce();
        transactions.run("add a strike", sql -> {
            SortedMap<String, Instant> cleared = locked(sql, List.of(person));
            boolean counts = strike.at().isAfter(cleared.get(person));
            if (!counts
                    || sql.exists(
                            """
                            SELECT 1 FROM sendwell_strike
                            WHERE person = ? AND struck_at = ? AND source = ? AND bounce_row = ?
                            """, person, strike.at(), IndexedText.of(strike.source()), IndexedText.of(bounce.row()))) {
                return 0;
            }
            return sql.update(
                    """
                    INSERT INTO sendwell_strike (person, struck_at, source, bounce_row, address, kind, detail)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    """,
                    person,
                    strike.at(),
                    IndexedText.of(strike.source()),
                    IndexedText.of(bounce.row()),
                    address.toString(),
                    bounce.kind().name(),
                    Lines.join(List.of(strike.source(), bounce.row(), bounce.code(), bounce.text())));
        });
    }

    @Override
    public void clear(Map<EmailAddress, Instant> until) {
        SortedMap<String, Instant> wanted = new TreeMap<>();
        until.forEach((address, at) ->
                wanted.merge(address.normalForm(), at, (one, other) -> one.isAfter(other) ? one : other));
        if (wanted.isEmpty()) {
            return;
        }
        List<String> persons = List.copyOf(wanted.keySet());
        transactions.run("clear addresses", sql -> {
            SortedMap<String, Instant> cleared = locked(sql, persons);
            for (Map.Entry<String, Instant> one : wanted.entrySet()) {
                if (one.getValue().isAfter(cleared.get(one.getKey()))) {
                    sql.update(
                            "UPDATE sendwell_cleared SET cleared_until = ? WHERE person = ?",
                            one.getValue(),
                            one.getKey());
                }
            }
            return sql.update("""
                    DELETE FROM sendwell_strike
                    WHERE person = ANY (CAST(? AS varchar ARRAY))
                      AND struck_at <= (SELECT c.cleared_until FROM sendwell_cleared c
                                        WHERE c.person = sendwell_strike.person)
                    """, Sql.texts(persons));
        });
    }

    @Override
    public List<EmailAddress> undo(RowUndo row, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(
                    "At most " + limit + " strikes were to be dropped; ask for 1 or more at a time.");
        }
        return transactions.run("undo a row of the table of bounces", sql -> {
            List<Row> there;
            List<EmailAddress> dropped = new ArrayList<>();
            // What others dropped meanwhile is gone at the next look; there may be more behind it.
            do {
                there = sql.query(
                        """
                        SELECT * FROM sendwell_strike
                        WHERE bounce_row = ? AND source = ? AND struck_at >= ? AND struck_at < ?
                        ORDER BY person, struck_at LIMIT ?
                        """,
                        JdbcStrikeStore::row,
                        IndexedText.of(row.row()),
                        IndexedText.of(row.source()),
                        row.from(),
                        row.to(),
                        limit);
                for (Row one : there) {
                    if (delete(sql, one) == 1) {
                        dropped.add(one.address());
                    }
                }
            } while (dropped.isEmpty() && !there.isEmpty());
            return dropped;
        });
    }

    private static int delete(Sql sql, Row row) throws SQLException {
        return sql.update(
                "DELETE FROM sendwell_strike WHERE person = ? AND struck_at = ? AND source = ? AND bounce_row = ?",
                row.person(),
                row.strike().at(),
                IndexedText.of(row.strike().source()),
                IndexedText.of(row.strike().bounce().row()));
    }

    /**
     * Until when these are cleared; nobody changes it or their strikes before the transaction ends. Two that make one person's row:
     * the second one's transaction fails at the primary key, is run again, and finds it there.
     */
    private static SortedMap<String, Instant> locked(Sql sql, List<String> persons) throws SQLException {
        SortedMap<String, Instant> cleared = new TreeMap<>();
        sql.query(
                        """
                        SELECT * FROM sendwell_cleared WHERE person = ANY (CAST(? AS varchar ARRAY))
                        ORDER BY person FOR UPDATE
                        """,
                        row -> Map.entry(row.getString("person"), Rows.instant(row, "cleared_until")),
                        Sql.texts(persons))
                .forEach(one -> cleared.put(one.getKey(), one.getValue()));
        for (String person : persons) {
            if (!cleared.containsKey(person)) {
                sql.update("INSERT INTO sendwell_cleared (person, cleared_until) VALUES (?, ?)", person, Instant.MIN);
                cleared.put(person, Instant.MIN);
            }
        }
        return cleared;
    }

    private static Row row(ResultSet row) throws SQLException {
        List<String> detail = Lines.split(row.getString("detail"));
        Bounce bounce =
                new Bounce(BounceKind.valueOf(row.getString("kind")), detail.get(1), detail.get(2), detail.get(3));
        return new Row(
                row.getString("person"),
                Rows.address(row, "address"),
                new Strike(Rows.instant(row, "struck_at"), detail.get(0), bounce));
    }
}
