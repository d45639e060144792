package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.MessageLog;
import io.sendwell.log.MessageLogException;
import io.sendwell.log.MessageQuery;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.outbox.SendingId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The record of every message. Nodes and threads share it. */
public final class JdbcMessageLog implements MessageLog {

    /** How many messages are forgotten in one transaction, so that none takes long. */
    private static final int FORGOTTEN_AT_ONCE = 5_000;

    private final Transactions transactions;

    /** The log in the tables of this database; {@link JdbcStorage} makes them. */
    public JdbcMessageLog(DataSource dataSource, Dialect dialect) {
        transactions = new Transactions(dataSource, dialect, MessageLogException::new);
    }

    // Two that record one message at once: the second one's transaction fails at the primary key and is run again.
    @Override
    public void record(List<LoggedMessage> messages) {
        // Of two with one id the last stays; in one order, so that nobody waits in a circle.
        Map<AccountId, Map<String, LoggedMessage>> byAccount = new TreeMap<>();
        for (LoggedMessage message : List.copyOf(messages)) {
            byAccount
                    .computeIfAbsent(message.account(), account -> new TreeMap<>())
                    .put(message.id(), message);
        }
        if (byAccount.isEmpty()) {
            return;
        }
        transactions.run("record messages", sql -> {
            for (Map.Entry<AccountId, Map<String, LoggedMessage>> one : byAccount.entrySet()) {
                remove(sql, one.getKey(), List.copyOf(one.getValue().keySet()));
                MessageRows.insert(sql, one.getKey(), List.copyOf(one.getValue().values()));
            }
            return true;
        });
    }

    // As a join, and not by "id = ANY": before PostgreSQL has looked at a young table it takes the account for the
    // better
    // key, reads all of the account's messages and compares each with each id.
    private static void remove(Sql sql, AccountId account, List<String> ids) throws SQLException {
        sql.update("""
                MERGE INTO sendwell_message AS message
                USING (SELECT id FROM unnest(CAST(? AS varchar ARRAY)) AS column_wise (id)) AS gone
                ON message.account = ? AND message.id = gone.id
                WHEN MATCHED THEN DELETE
                """, Sql.texts(ids), account);
        sql.update("""
                MERGE INTO sendwell_recipient AS recipient
                USING (SELECT id FROM unnest(CAST(? AS varchar ARRAY)) AS column_wise (id)) AS gone
                ON recipient.account = ? AND recipient.message = gone.id
                WHEN MATCHED THEN DELETE
                """, Sql.texts(ids), account);
    }

    @Override
    public void settle(AccountId account, String id, Map<EmailAddress, RecipientOutcome> outcomes) {
        Map<EmailAddress, RecipientOutcome> settled = new LinkedHashMap<>(outcomes);
        transactions.run("settle a message", sql -> {
            boolean known =
                    sql.exists("SELECT 1 FROM sendwell_message WHERE account = ? AND id = ? FOR UPDATE", account, id);
            if (known) {
                for (Map.Entry<EmailAddress, RecipientOutcome> one : settled.entrySet()) {
                    OutcomeText outcome = OutcomeText.of(one.getValue());
                    sql.update(
                            """
                            UPDATE sendwell_recipient SET outcome = ?, detail = ?
                            WHERE account = ? AND message = ? AND address = ?
                            """,
                            outcome.kind(),
                            outcome.detail(),
                            account,
                            id,
                            one.getKey().toString());
                }
            }
            return known;
        });
    }

    @Override
    public long forgetUnsent(AccountId account, SendingId sending) {
        long forgotten = 0;
        int last;
        do {
            last = transactions.run("forget messages of sending " + sending, sql -> forgetSome(sql, account, sending));
            forgotten += last;
        } while (last > 0);
        return forgotten;
    }

    private static int forgetSome(Sql sql, AccountId account, SendingId sending) throws SQLException {
        String unsent = """
                NOT EXISTS (SELECT 1 FROM sendwell_recipient AS recipient WHERE recipient.account = message.account
                    AND recipient.message = message.id AND recipient.outcome IN {handed over})
                """.replace("{handed over}", OutcomeText.HANDED_OVER);
        List<String> candidates = sql.query(
                "SELECT id FROM sendwell_message AS message WHERE sending = ? AND account = ? AND " + unsent
                        + "LIMIT ?",
                row -> row.getString("id"),
                sending,
                account,
                FORGOTTEN_AT_ONCE);
        // Taken before they are looked at again: one of them may be settled at this moment.
        sql.exists("""
                SELECT id FROM sendwell_message WHERE account = ? AND id = ANY (CAST(? AS varchar ARRAY))
                ORDER BY account, id FOR UPDATE
                """, account, Sql.texts(candidates));
        List<String> forgotten = sql.query(
                "SELECT id FROM sendwell_message AS message WHERE account = ? AND id = ANY (CAST(? AS varchar ARRAY)) AND "
                        + unsent,
                row -> row.getString("id"),
                account,
                Sql.texts(candidates));
        remove(sql, account, forgotten);
        return forgotten.size();
    }

    @Override
    public long forget(AccountId account, int limit) {
        return transactions.run("forget messages of an account", sql -> {
            List<String> some = sql.query(
                    "SELECT id FROM sendwell_message WHERE account = ? ORDER BY account, id LIMIT ? FOR UPDATE",
                    row -> row.getString("id"),
                    account,
                    limit);
            remove(sql, account, some);
            return (long) some.size();
        });
    }

    @Override
    public long erase(AccountId account, EmailAddress recipient, Collection<String> ids) {
        List<String> named = ids.stream().distinct().sorted().toList();
        return transactions.run("erase a person from messages", sql -> {
            // Taken before they are looked at: another recipient of one of them may be settled at this moment.
            sql.exists("""
                    SELECT id FROM sendwell_message WHERE account = ? AND id = ANY (CAST(? AS varchar ARRAY))
                    ORDER BY account, id FOR UPDATE
                    """, account, Sql.texts(named));
            List<String> messages =
                    sql.query("""
                    SELECT DISTINCT message FROM sendwell_recipient
                    WHERE account = ? AND person = ? AND message = ANY (CAST(? AS varchar ARRAY))
                    """, row -> row.getString("message"), account, recipient.normalForm(), Sql.texts(named));
            sql.update("""
                    DELETE FROM sendwell_recipient
                    WHERE account = ? AND person = ? AND message = ANY (CAST(? AS varchar ARRAY))
                    """, account, recipient.normalForm(), Sql.texts(messages));
            sql.update("""
                    DELETE FROM sendwell_message AS message
                    WHERE account = ? AND id = ANY (CAST(? AS varchar ARRAY))
                      AND NOT EXISTS (SELECT 1 FROM sendwell_recipient AS other
                        WHERE other.account = message.account AND other.message = message.id)
                    """, account, Sql.texts(messages));
            return (long) messages.size();
        });
    }

    @Override
    public List<LoggedMessage> find(AccountId account, MessageQuery query) {
        StringBuilder wanted = new StringBuilder("message.account = ?");
        List<Object> values = new ArrayList<>(List.of(account));
        query.ids()
                .ifPresent(ids -> also(
                        wanted,
                        values,
                        "message.id IN (SELECT id FROM unnest(CAST(? AS varchar ARRAY)) AS column_wise (id))",
                        Sql.texts(List.copyOf(ids))));
        query.about().ifPresent(about -> also(wanted, values, "message.about = ?", about));
        query.campaign().ifPresent(name -> also(wanted, values, "message.campaign = ?", name.value()));
        query.sending().ifPresent(sending -> also(wanted, values, "message.sending = ?", sending));
        query.recipient()
                .ifPresent(address -> also(
                        wanted,
                        values,
                        "EXISTS (SELECT 1 FROM sendwell_recipient AS one WHERE one.account = message.account"
                                + " AND one.message = message.id AND one.person = ?)",
                        address.normalForm()));
        query.after()
                .ifPresent(place -> also(
                        wanted,
                        values,
                        "message.sent_at <= ? AND (message.sent_at < ? OR message.id < ?)",
                        place.sentAt(),
                        place.sentAt(),
                        place.id()));
        values.add(query.limit());
        // One statement for messages and recipients, so that a message is seen before or after a change, never in
        // between.
        String statement = """
                SELECT found.*, recipient.address, recipient.outcome, recipient.detail
                FROM (SELECT message.* FROM sendwell_message AS message WHERE {wanted}
                      ORDER BY message.account DESC, message.sent_at DESC, message.id DESC LIMIT ?) AS found
                LEFT JOIN sendwell_recipient AS recipient ON recipient.account = found.account AND recipient.message = found.id
                ORDER BY found.sent_at DESC, found.id DESC, recipient.place
                """.replace("{wanted}", wanted);
        return MessageRows.messages(transactions.run(
                "find messages", sql -> sql.query(statement, MessageRows::read, values.toArray(new Object[0]))));
    }

    @Override
    public Optional<AccountId> accountOf(String id) {
        List<String> accounts = transactions.run(
                "find the account of a message",
                sql -> sql.query(
                        "SELECT account FROM sendwell_message WHERE id = ? LIMIT 2",
                        row -> row.getString("account"),
                        id));
        return accounts.size() == 1 ? Optional.of(AccountId.of(accounts.get(0))) : Optional.empty();
    }

    private static void also(StringBuilder wanted, List<Object> values, String condition, Object... bound) {
        wanted.append(" AND ").append(condition);
        values.addAll(List.of(bound));
    }
}
