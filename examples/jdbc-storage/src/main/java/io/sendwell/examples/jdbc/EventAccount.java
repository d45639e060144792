package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.log.Totals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * The row of {@code sendwell_event_account}. Whoever changes anything of an account's events holds it, so that writers of one account
 * take turns, and nothing else of the account has to be locked or tried again.
 *
 * @param kept how many events are kept
 * @param totals the account's figures
 */
record EventAccount(long kept, Totals totals) {

    static final EventAccount EMPTY = new EventAccount(0, Totals.none());

    static EventAccount read(Sql sql, AccountId account) throws SQLException {
        return sql.first("SELECT * FROM sendwell_event_account WHERE account = ?", EventAccount::of, account)
                .orElse(EMPTY);
    }

    /** The figures of all accounts. */
    static Totals sum(Sql sql) throws SQLException {
        return sql.first(
                        EventTotals.NAMES.stream()
                                .map(name -> "CAST(coalesce(sum(" + name + "), 0) AS bigint) AS " + name)
                                .collect(Collectors.joining(", ", "SELECT ", " FROM sendwell_event_account")),
                        EventTotals::read)
                .orElseThrow();
    }

    /** Holds the row until the transaction ends; empty when there is none. */
    static Optional<EventAccount> lock(Sql sql, AccountId account) throws SQLException {
        return sql.first(
                "SELECT * FROM sendwell_event_account WHERE account = ? FOR UPDATE", EventAccount::of, account);
    }

    /** Holds the row until the transaction ends, and makes it when there is none. */
    static EventAccount lockOrMake(Sql sql, AccountId account) throws SQLException {
        Optional<EventAccount> there = lock(sql, account);
        if (there.isEmpty()) {
            // Of two that insert the row at once one fails; its whole transaction is run again and finds the row.
            sql.update(
                    "INSERT INTO sendwell_event_account (account, kept, " + String.join(", ", EventTotals.NAMES)
                            + ") VALUES (?, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)",
                    account);
        }
        return there.orElse(EMPTY);
    }

    void save(Sql sql, AccountId account) throws SQLException {
        List<Object> values = new ArrayList<>(List.of(kept));
        for (ToLongFunction<Totals> value : EventTotals.VALUES) {
            values.add(value.applyAsLong(totals));
        }
        values.add(account);
        sql.update(
                "UPDATE sendwell_event_account SET kept = ?, "
                        + EventTotals.NAMES.stream().map(name -> name + " = ?").collect(Collectors.joining(", "))
                        + " WHERE account = ?",
                values.toArray());
    }

    private static EventAccount of(ResultSet row) throws SQLException {
        return new EventAccount(row.getLong("kept"), EventTotals.read(row));
    }
}
