package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountStore;
import io.sendwell.account.ConfigurationException;
import io.sendwell.blocklist.OperatorBlocklist;
import io.sendwell.consent.ConsentStore;
import io.sendwell.credential.CredentialStore;
import io.sendwell.domain.DomainStore;
import io.sendwell.event.StrikeStore;
import io.sendwell.guard.GuardStore;
import io.sendwell.log.EventLog;
import io.sendwell.log.MessageLog;
import io.sendwell.outbox.Outbox;
import io.sendwell.signing.SigningKeyStore;
import io.sendwell.throttle.ThrottleStore;
import io.sendwell.unsubscribe.OptOutList;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import javax.sql.DataSource;

/**
 * A database with everything that Sendwell keeps. Opening it makes the tables.
 *
 * <p>Connections come from the application's pool, one at a time for each call; those to H2 from an
 * {@link H2Database}. Threads may share it, and so may any number of nodes with one PostgreSQL.
 */
public final class JdbcStorage {

    private final DataSource dataSource;
    private final Dialect dialect;

    private JdbcStorage(DataSource dataSource, Dialect dialect) {
        this.dataSource = dataSource;
        this.dialect = dialect;
    }

    /**
     * Opens the storage in this database.
     *
     * @throws ConfigurationException when the database is neither PostgreSQL nor H2, may forget what it confirmed, isolates
     *     transactions in another way than read committed, or has tables of a newer version
     * @throws JdbcStorageException when it is out of reach
     */
    public static JdbcStorage open(DataSource dataSource) {
        return open(dataSource, dialectOf(dataSource));
    }

    /** Opens it with a dialect that was made to measure; otherwise as {@link #open(DataSource)}. */
    public static JdbcStorage open(DataSource dataSource, Dialect dialect) {
        new Transactions(dataSource, dialect, JdbcStorageException::new).run("look at the database's settings", sql -> {
            Durability.check(dataSource, sql, dialect);
            return true;
        });
        new Migrations(dataSource, dialect).run();
        return new JdbcStorage(dataSource, dialect);
    }

    private static Dialect dialectOf(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            if (connection.getTransactionIsolation() != Connection.TRANSACTION_READ_COMMITTED) {
                throw new ConfigurationException(
                        "Connections come in another isolation than read committed, for which the"
                                + " statements are written. Set up the pool with TRANSACTION_READ_COMMITTED.");
            }
            return Dialect.of(connection);
        } catch (SQLException e) {
            throw new JdbcStorageException("Could not open the database: " + e.getMessage(), e);
        }
    }

    /** What is to be sent, and what became of it. */
    public Outbox outbox() {
        return new JdbcOutbox(dataSource, dialect);
    }

    /** How much went, for all nodes. */
    public ThrottleStore throttleStore() {
        return new JdbcThrottleStore(dataSource, dialect);
    }

    /**
     * Whom not to write to.
     *
     * @param clock dates what is lifted
     */
    public OperatorBlocklist blocklist(InstantSource clock) {
        return new JdbcBlocklist(dataSource, dialect, clock);
    }

    /** The bounces that close an address only when they come again. */
    public StrikeStore strikeStore() {
        return new JdbcStrikeStore(dataSource, dialect);
    }

    /** Who wants no more broadcasts. */
    public OptOutList optOutList() {
        return new JdbcOptOutList(dataSource, dialect);
    }

    /** Every message with its outcomes. */
    public MessageLog messageLog() {
        return new JdbcMessageLog(dataSource, dialect);
    }

    /** What was reported of messages. */
    public EventLog eventLog() {
        return new JdbcEventLog(dataSource, dialect);
    }

    /** The accounts and their lives. */
    public AccountStore accountStore() {
        return new JdbcAccountStore(dataSource, dialect);
    }

    /** What the guard holds, and who let it go. */
    public GuardStore guardStore() {
        return new JdbcGuardStore(dataSource, dialect);
    }

    /** Who agreed to get broadcasts. */
    public ConsentStore consentStore() {
        return new JdbcConsentStore(dataSource, dialect);
    }

    /** The logins of the accounts at next hops; a {@code CredentialVault} seals their secrets. */
    public CredentialStore credentialStore() {
        return new JdbcCredentialStore(dataSource, dialect);
    }

    /** The domains of the accounts. */
    public DomainStore domainStore() {
        return new JdbcDomainStore(dataSource, dialect);
    }

    /** The keys that messages are signed with. */
    public SigningKeyStore signingKeyStore(KeyEncryption encryption) {
        return new JdbcSigningKeyStore(dataSource, dialect, encryption);
    }
}
