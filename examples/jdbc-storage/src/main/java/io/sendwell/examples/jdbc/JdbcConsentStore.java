package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.consent.ConsentEvidence;
import io.sendwell.consent.ConsentRecord;
import io.sendwell.consent.ConsentStore;
import io.sendwell.consent.ConsentStoreException;
import io.sendwell.consent.Withdrawal;
import io.sendwell.message.Purpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/** Who agreed to get broadcasts, and who took that back. Nodes and threads share it. */
public final class JdbcConsentStore implements ConsentStore {

    private final Transactions transactions;

    /** The consents in the tables of this database; {@link JdbcStorage} makes them. */
    public JdbcConsentStore(DataSource dataSource, Dialect dialect) {
        transactions = new Transactions(dataSource, dialect, ConsentStoreException::new);
    }

    @Override
    public Map<EmailAddress, ConsentRecord> find(
            AccountId account, Optional<Purpose> list, Collection<EmailAddress> persons) {
        List<EmailAddress> asked = List.copyOf(persons);
        if (asked.isEmpty()) {
            return Map.of();
        }
        Map<String, ConsentRecord> byPerson = new HashMap<>();
        // The last row of a person is the one of most worth.
        transactions
                .run(
                        "look for consents",
                        sql -> sql.query(
                                """
                                SELECT consent.* FROM sendwell_consent AS consent
                                WHERE account = ? AND person = ANY (CAST(? AS varchar ARRAY)) AND list IN ('', ?)
                                  AND NOT EXISTS (SELECT 1 FROM sendwell_consent_withdrawal AS ended
                                    WHERE ended.account = consent.account AND ended.person = consent.person
                                      AND ended.list IN ('', ?) AND ended.withdrawn_at >= consent.given_at)
                                ORDER BY person, CASE WHEN confirmed_at IS NULL THEN 0 ELSE 1 END, given_at, list
                                """,
                                JdbcConsentStore::consent,
                                account,
                                Sql.texts(asked.stream()
                                        .map(EmailAddress::normalForm)
                                        .distinct()
                                        .toList()),
                                name(list),
                                name(list)))
                .forEach(consent -> byPerson.put(consent.person().normalForm(), consent));
        Map<EmailAddress, ConsentRecord> found = new LinkedHashMap<>();
        for (EmailAddress person : asked) {
            ConsentRecord consent = byPerson.get(person.normalForm());
            if (consent != null) {
                found.put(person, consent);
            }
        }
        return found;
    }

    // Of two that insert at once one fails at the primary key, is run again, and finds the other one's row.
    @Override
    public void add(List<ConsentRecord> consents) {
        List<ConsentRecord> all = List.copyOf(consents);
        transactions.run("record consents", sql -> {
            for (ConsentRecord consent : all) {
                add(sql, consent);
            }
            return true;
        });
    }

    private static void add(Sql sql, ConsentRecord consent) throws SQLException {
        Object[] key = {consent.account(), consent.person().normalForm(), name(consent.list()), consent.at()};
        Optional<ConsentRecord.Confirmation> confirmation = consent.confirmation();
        boolean known = sql.exists("""
                SELECT 1 FROM sendwell_consent WHERE account = ? AND person = ? AND list = ? AND given_at = ? FOR UPDATE
                """, key);
        if (!known) {
            sql.update(
                    """
                    INSERT INTO sendwell_consent (account, person, list, given_at, address, detail, confirmed_at,
                        confirmed_by)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                    key[0],
                    key[1],
                    key[2],
                    key[3],
                    consent.person().toString(),
                    Lines.join(List.of(
                            consent.how(),
                            consent.source(),
                            consent.wordingVersion(),
                            consent.wording(),
                            consent.recordedBy())),
                    confirmation.map(ConsentRecord.Confirmation::at),
                    confirmation.map(ConsentRecord.Confirmation::source));
        } else if (confirmation.isPresent()) {
            sql.update("""
                    UPDATE sendwell_consent SET confirmed_at = ?, confirmed_by = ?
                    WHERE account = ? AND person = ? AND list = ? AND given_at = ? AND confirmed_at IS NULL
                    """, confirmation.get().at(), confirmation.get().source(), key[0], key[1], key[2], key[3]);
        }
    }

    @Override
    public void withdraw(Withdrawal withdrawal) {
        Object[] key = {withdrawal.account(), withdrawal.person().normalForm(), name(withdrawal.list()), withdrawal.at()
        };
        transactions.run("record a withdrawal", sql -> {
            boolean known = sql.exists("""
                    SELECT 1 FROM sendwell_consent_withdrawal
                    WHERE account = ? AND person = ? AND list = ? AND withdrawn_at = ?
                    """, key);
            return known
                    ? 0
                    : sql.update(
                            """
                            INSERT INTO sendwell_consent_withdrawal (account, person, list, withdrawn_at, address, source)
                            VALUES (?, ?, ?, ?, ?, ?)
                            """,
                            key[0],
                            key[1],
                            key[2],
                            key[3],
                            withdrawal.person().toString(),
                            withdrawal.source());
        });
    }

    @Override
    public ConsentEvidence evidence(AccountId account, EmailAddress person) {
        return transactions.run(
                "read evidence of consent",
                sql -> new ConsentEvidence(
                        person,
                        sql.query(
                                "SELECT * FROM sendwell_consent WHERE account = ? AND person = ? ORDER BY given_at, list",
                                JdbcConsentStore::consent,
                                account,
                                person.normalForm()),
                        sql.query("""
                                SELECT * FROM sendwell_consent_withdrawal WHERE account = ? AND person = ?
                                ORDER BY withdrawn_at, list
                                """, JdbcConsentStore::withdrawal, account, person.normalForm())));
    }

    @Override
    public List<EmailAddress> persons(AccountId account, String after, int limit) {
        return transactions.run(
                "list who gave consent",
                sql -> sql.query("""
                        SELECT person, min(address) AS address FROM
                          (SELECT person, address FROM sendwell_consent WHERE account = ? AND person > ?
                           UNION ALL
                           SELECT person, address FROM sendwell_consent_withdrawal WHERE account = ? AND person > ?) AS held
                        GROUP BY person ORDER BY person LIMIT ?
                        """, row -> Rows.address(row, "address"), account, after, account, after, limit));
    }

    @Override
    public long erase(AccountId account, EmailAddress person, Instant withdrawnBefore) {
        String normal = person.normalForm();
        return transactions.run("erase evidence of consent", sql -> {
            boolean over = sql.exists("""
                    SELECT 1 FROM sendwell_consent_withdrawal AS ended
                    WHERE account = ? AND person = ? AND list = '' AND withdrawn_at < ?
                      AND NOT EXISTS (SELECT 1 FROM sendwell_consent AS later
                        WHERE later.account = ended.account AND later.person = ended.person
                          AND later.given_at > ended.withdrawn_at)
                    """, account, normal, withdrawnBefore);
            if (!over) {
                return 0L;
            }
            long erased = sql.update("DELETE FROM sendwell_consent WHERE account = ? AND person = ?", account, normal);
            return erased
                    + sql.update(
                            "DELETE FROM sendwell_consent_withdrawal WHERE account = ? AND person = ?",
                            account,
                            normal);
        });
    }

    private static String name(Optional<Purpose> list) {
        return list.map(Purpose::value).orElse("");
    }

    private static Optional<Purpose> list(ResultSet row) throws SQLException {
        return Optional.of(row.getString("list"))
                .filter(name -> !name.isEmpty())
                .map(Purpose::of);
    }

    private static ConsentRecord consent(ResultSet row) throws SQLException {
        List<String> detail = Lines.split(row.getString("detail"));
        Optional<Instant> confirmedAt = Rows.optionalInstant(row, "confirmed_at");
        Optional<ConsentRecord.Confirmation> confirmation = confirmedAt.isEmpty()
                ? Optional.empty()
                : Optional.of(new ConsentRecord.Confirmation(confirmedAt.get(), Rows.text(row, "confirmed_by")));
        return new ConsentRecord(
                Rows.account(row, "account"),
                Rows.address(row, "address"),
                list(row),
                Rows.instant(row, "given_at"),
                detail.get(0),
                detail.get(1),
                detail.get(2),
                detail.get(3),
                detail.get(4),
                confirmation);
    }

    private static Withdrawal withdrawal(ResultSet row) throws SQLException {
        return new Withdrawal(
                Rows.account(row, "account"),
                Rows.address(row, "address"),
                list(row),
                Rows.instant(row, "withdrawn_at"),
                Rows.text(row, "source"));
    }
}
