package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.Purpose;
import io.sendwell.unsubscribe.EndedOptOut;
import io.sendwell.unsubscribe.OptIn;
import io.sendwell.unsubscribe.OptOut;
import io.sendwell.unsubscribe.OptOutList;
import io.sendwell.unsubscribe.OptOutListException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Who wants no more broadcasts. Nodes and threads share it. */
public final class JdbcOptOutList implements OptOutList {

    private final Transactions transactions;

    /** The opt-outs in the tables of this database; {@link JdbcStorage} makes them. */
    public JdbcOptOutList(DataSource dataSource, Dialect dialect) {
        transactions = new Transactions(dataSource, dialect, OptOutListException::new);
    }

    @Override
    public Map<EmailAddress, OptOut> find(AccountId account, Optional<Purpose> list, Collection<EmailAddress> persons) {
        List<EmailAddress> asked = List.copyOf(persons);
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<String, OptOut> byPerson = new HashMap<>();
        transactions
                .run(
                        "look for opt-outs",
                        sql -> sql.query(
                                """
                                SELECT * FROM sendwell_opt_out
                                WHERE account = ? AND person = ANY (CAST(? AS varchar ARRAY)) AND list IN ('', ?)
                                ORDER BY list
                                """,
                                JdbcOptOutList::optOut,
                                account,
                                Sql.texts(asked.stream()
                                        .map(EmailAddress::normalForm)
                                        .distinct()
                                        .toList()),
                                column(list)))
                .forEach(optOut -> byPerson.putIfAbsent(optOut.person().normalForm(), optOut));
        Map<EmailAddress, OptOut> found = new LinkedHashMap<>();
        for (EmailAddress person : asked) {
            OptOut optOut = byPerson.get(person.normalForm());
            if (optOut != null) {
                found.put(person, optOut);
            }
        }
        return found;
    }

    @Override
    public List<OptOut> of(AccountId account, EmailAddress person) {
        return transactions.run(
                "read opt-outs",
                sql -> sql.query(
                        "SELECT * FROM sendwell_opt_out WHERE account = ? AND person = ? ORDER BY list",
                        JdbcOptOutList::optOut,
                        account,
                        person.normalForm()));
    }

    @Override
    public List<OptOut> page(AccountId account, Optional<OptOut> after, int limit) {
        return transactions.run(
                "list opt-outs",
                sql -> sql.query(
                        """
                        SELECT * FROM sendwell_opt_out
                        WHERE account = ? AND (person, list) > (?, ?)
                        ORDER BY person, list LIMIT ?
                        """,
                        JdbcOptOutList::optOut,
                        account,
                        after.map(last -> last.person().normalForm()).orElse(""),
                        after.map(last -> column(last.list())).orElse(""),
                        limit));
    }

    // Two that add one: the second one's transaction fails at the primary key, is run again, and finds it there.
    @Override
    public void add(OptOut optOut) {
        String person = optOut.person().normalForm();
        String list = column(optOut.list());
        transactions.run("add an opt-out", sql -> {
            boolean holds = sql.exists(
                    "SELECT 1 FROM sendwell_opt_out WHERE account = ? AND person = ? AND list = ?",
                    optOut.account(),
                    person,
                    list);
            boolean endedSince = sql.exists("""
                    SELECT 1 FROM sendwell_opt_out_ended
                    WHERE account = ? AND person = ? AND list = ? AND ended_at > ?
                    """, optOut.account(), person, list, optOut.at());
            return holds || endedSince
                    ? 0
                    : sql.update(
                            """
                            INSERT INTO sendwell_opt_out (account, person, list, address, source, evidence, opted_at)
                            VALUES (?, ?, ?, ?, ?, ?, ?)
                            """,
                            optOut.account(),
                            person,
                            list,
                            optOut.person().toString(),
                            optOut.source(),
                            optOut.evidence(),
                            optOut.at());
        });
    }

    @Override
    public Optional<OptOut> end(AccountId account, EmailAddress person, Optional<Purpose> list, OptIn decision) {
        return transactions.run("end an opt-out", sql -> {
            // Who has the row ends it; whoever comes second waits for it, and finds none.
            Optional<OptOut> held = sql.first(
                    "SELECT * FROM sendwell_opt_out WHERE account = ? AND person = ? AND list = ? FOR UPDATE",
                    JdbcOptOutList::optOut,
                    account,
                    person.normalForm(),
                    column(list));
            if (held.isPresent()) {
                sql.update(
                        "DELETE FROM sendwell_opt_out WHERE account = ? AND person = ? AND list = ?",
                        account,
                        person.normalForm(),
                        column(list));
                record(sql, new EndedOptOut(held.get(), decision));
            }
            return held;
        });
    }

    private static void record(Sql sql, EndedOptOut ended) throws SQLException {
        OptOut optOut = ended.optOut();
        sql.update(
                """
                INSERT INTO sendwell_opt_out_ended
                  (account, person, list, address, source, evidence, opted_at, ended_at, ended_by, reason)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                optOut.account(),
                optOut.person().normalForm(),
                column(optOut.list()),
                optOut.person().toString(),
                optOut.source(),
                optOut.evidence(),
                optOut.at(),
                ended.by().at(),
                ended.by().by(),
                ended.by().reason());
    }

    @Override
    public List<EndedOptOut> ended(AccountId account, EmailAddress person) {
        return transactions.run(
                "read opt-outs that ended",
                sql -> sql.query(
                        "SELECT * FROM sendwell_opt_out_ended WHERE account = ? AND person = ? ORDER BY ended_no",
                        row -> new EndedOptOut(
                                optOut(row),
                                new OptIn(
                                        Rows.instant(row, "ended_at"),
                                        row.getString("ended_by"),
                                        row.getString("reason"))),
                        account,
                        person.normalForm()));
    }

    @Override
    public long erase(AccountId account, EmailAddress person) {
        return transactions.run(
                "forget what shows opt-outs",
                sql -> (long) sql.update(
                                "DELETE FROM sendwell_opt_out_ended WHERE account = ? AND person = ?",
                                account,
                                person.normalForm())
                        + sql.update("""
                                UPDATE sendwell_opt_out SET evidence = ''
                                WHERE account = ? AND person = ? AND evidence <> ''
                                """, account, person.normalForm()));
    }

    private static String column(Optional<Purpose> list) {
        return list.map(Purpose::value).orElse("");
    }

    private static OptOut optOut(ResultSet row) throws SQLException {
        String list = row.getString("list");
        return new OptOut(
                AccountId.of(row.getString("account")),
                Rows.address(row, "address"),
                list.isEmpty() ? Optional.empty() : Optional.of(Purpose.of(list)),
                row.getString("source"),
                Rows.instant(row, "opted_at"),
                row.getString("evidence"));
    }
}
