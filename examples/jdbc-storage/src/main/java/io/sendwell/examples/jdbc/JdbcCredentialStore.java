package io.sendwell.examples.jdbc;

import io.sendwell.credential.CredentialException;
import io.sendwell.credential.CredentialException.Reason;
import io.sendwell.credential.CredentialName;
import io.sendwell.credential.CredentialStore;
import io.sendwell.credential.SealedCredential;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The logins of all accounts, as the cipher sealed them. Nodes and threads share it. */
public final class JdbcCredentialStore implements CredentialStore {

    private final Transactions transactions;

    /** The logins in the tables of this database; {@link JdbcStorage} makes them. */
    public JdbcCredentialStore(DataSource dataSource, Dialect dialect) {
        transactions = new Transactions(
                dataSource, dialect, (text, cause) -> new CredentialException(Reason.AWAY, text, cause));
    }

    @Override
    public Optional<SealedCredential> find(CredentialName name) {
        return transactions.run("read the login for " + name, sql -> find(sql, name, ""));
    }

    private static Optional<SealedCredential> find(Sql sql, CredentialName name, String lock) throws SQLException {
        return sql.first(
                "SELECT * FROM sendwell_credential WHERE account = ? AND transport = ?" + lock,
                JdbcCredentialStore::read,
                name.account(),
                name.transport());
    }

    // Of two that insert at once one fails at the primary key, is run again, and finds the other one's row.
    @Override
    public boolean save(SealedCredential credential, Optional<SealedCredential> instead) {
        CredentialName name = credential.name();
        return transactions.run("save the login for " + name, sql -> {
            if (!find(sql, name, " FOR UPDATE").equals(instead)) {
                return false;
            }
            sql.update(
                    instead.isPresent() ? UPDATE : INSERT,
                    credential.user(),
                    credential.sealed(),
                    name.account(),
                    name.transport());
            return true;
        });
    }

    private static final String INSERT =
            "INSERT INTO sendwell_credential (user_name, sealed, account, transport) VALUES (?, ?, ?, ?)";

    private static final String UPDATE =
            "UPDATE sendwell_credential SET user_name = ?, sealed = ? WHERE account = ? AND transport = ?";

    @Override
    public boolean remove(CredentialName name) {
        return transactions.run(
                "forget the login for " + name,
                sql -> sql.update(
                                "DELETE FROM sendwell_credential WHERE account = ? AND transport = ?",
                                name.account(),
                                name.transport())
                        == 1);
    }

    @Override
    public List<SealedCredential> list(Optional<CredentialName> after, int limit) {
        // No account is empty.
        String account = after.map(last -> last.account().value()).orElse("");
        String transport = after.map(CredentialName::transport).orElse("");
        return transactions.run(
                "list logins", sql -> sql.query("""
                        SELECT * FROM sendwell_credential WHERE account > ? OR (account = ? AND transport > ?)
                        ORDER BY account, transport LIMIT ?
                        """, JdbcCredentialStore::read, account, account, transport, limit));
    }

    private static SealedCredential read(ResultSet row) throws SQLException {
        return new SealedCredential(
                new CredentialName(Rows.account(row, "account"), row.getString("transport")),
                row.getString("user_name"),
                row.getString("sealed"));
    }
}
