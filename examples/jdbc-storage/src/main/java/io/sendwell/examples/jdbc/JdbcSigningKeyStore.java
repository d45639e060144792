package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.signing.Selector;
import io.sendwell.signing.SigningAlgorithm;
import io.sendwell.signing.SigningException;
import io.sendwell.signing.SigningKey;
import io.sendwell.signing.SigningKeyState;
import io.sendwell.signing.SigningKeyStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The signing keys of the operator and of all accounts, the private ones encrypted. Nodes and threads share it. */
public final class JdbcSigningKeyStore implements SigningKeyStore {

    private final Transactions transactions;
    private final KeyEncryption encryption;

    /** The keys in the tables of this database; {@link JdbcStorage} makes them. */
    public JdbcSigningKeyStore(DataSource dataSource, Dialect dialect, KeyEncryption encryption) {
        transactions = new Transactions(dataSource, dialect, SigningException::new);
        this.encryption = encryption;
    }

    @Override
    public List<SigningKey> find(Optional<AccountId> account, DomainName signingDomain) {
        return transactions.run(
                "read the signing keys of " + signingDomain,
                sql -> sql.query(
                        "SELECT * FROM sendwell_signing_key WHERE account = ? AND signing_domain = ? ORDER BY selector",
                        this::key,
                        owner(account),
                        signingDomain.ascii()));
    }

    @Override
    public List<SigningKey> all() {
        return transactions.run(
                "read all signing keys", sql -> sql.query("SELECT * FROM sendwell_signing_key", this::key));
    }

    // Two that insert one key: the second one's transaction fails, is run again, and finds the key there.
    @Override
    public Optional<SigningKey> save(SigningKey key) {
        return transactions.run("save the signing key " + name(key), sql -> {
            long stored = sql.first(
                            """
                            SELECT version FROM sendwell_signing_key
                            WHERE account = ? AND signing_domain = ? AND selector = ? FOR UPDATE
                            """,
                            row -> row.getLong("version"),
                            owner(key.account()),
                            key.signingDomain().ascii(),
                            key.selector().value())
                    .orElse(0L);
            if (stored != key.version()) {
                return Optional.empty();
            }
            sql.update(stored == 0 ? INSERT : UPDATE, columns(key));
            return Optional.of(key.withVersion(stored + 1));
        });
    }

    private static final String INSERT = """
            INSERT INTO sendwell_signing_key (algorithm, private_key, state, state_since, created_at, visible_since,
                last_seen_at, version, account, signing_domain, selector)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String UPDATE = """
            UPDATE sendwell_signing_key SET algorithm = ?, private_key = ?, state = ?, state_since = ?, created_at = ?,
                visible_since = ?, last_seen_at = ?, version = ?
            WHERE account = ? AND signing_domain = ? AND selector = ?
            """;

    private Object[] columns(SigningKey key) {
        return new Object[] {
            key.algorithm().name(),
            encryption.encrypt(key.privateKey(), name(key)),
            key.state().name(),
            key.stateSince(),
            key.createdAt(),
            key.visibleSince(),
            key.lastSeenAt(),
            key.version() + 1,
            owner(key.account()),
            key.signingDomain().ascii(),
            key.selector().value()
        };
    }

    @Override
    public boolean remove(SigningKey key) {
        return transactions.run(
                "remove the signing key " + name(key),
                sql -> sql.update(
                                """
                                DELETE FROM sendwell_signing_key
                                WHERE account = ? AND signing_domain = ? AND selector = ? AND version = ?
                                """,
                                owner(key.account()),
                                key.signingDomain().ascii(),
                                key.selector().value(),
                                key.version())
                        == 1);
    }

    private SigningKey key(ResultSet row) throws SQLException {
        Optional<AccountId> account = Optional.of(row.getString("account"))
                .filter(owner -> !owner.isEmpty())
                .map(AccountId::of);
        DomainName signingDomain = DomainName.parseDnsName(row.getString("signing_domain"));
        Selector selector = Selector.of(row.getString("selector"));
        return new SigningKey(
                account,
                signingDomain,
                selector,
                SigningAlgorithm.valueOf(row.getString("algorithm")),
                encryption.decrypt(Rows.octets(row, "private_key"), name(account, signingDomain, selector)),
                SigningKeyState.valueOf(row.getString("state")),
                Rows.instant(row, "state_since"),
                Rows.instant(row, "created_at"),
                Rows.optionalInstant(row, "visible_since"),
                Rows.optionalInstant(row, "last_seen_at"),
                row.getLong("version"));
    }

    private static String owner(Optional<AccountId> account) {
        return account.map(AccountId::value).orElse("");
    }

    private static String name(SigningKey key) {
        return name(key.account(), key.signingDomain(), key.selector());
    }

    /** Also what an encrypted key is bound to, so it must not change. */
    private static String name(Optional<AccountId> account, DomainName signingDomain, Selector selector) {
        return selector + "._domainkey." + signingDomain.ascii() + " of "
                + account.map(AccountId::value).orElse("the operator");
    }
}
