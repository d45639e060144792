package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.domain.DomainRegistration;
import io.sendwell.domain.DomainState;
import io.sendwell.domain.DomainStore;
import io.sendwell.domain.DomainStoreException;
import io.sendwell.domain.DomainVerdict;
import io.sendwell.domain.RecordedCheck;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The domains of all accounts. Nodes and threads share it. */
public final class JdbcDomainStore implements DomainStore {

    private final Transactions transactions;

    /** The domains in the tables of this database; {@link JdbcStorage} makes them. */
    public JdbcDomainStore(DataSource dataSource, Dialect dialect) {
        transactions = new Transactions(dataSource, dialect, DomainStoreException::new);
    }

    @Override
    public Optional<DomainRegistration> find(AccountId account, DomainName domain) {
        return query("SELECT * FROM sendwell_domain WHERE account = ? AND domain = ?", account, domain.ascii()).stream()
                .findFirst();
    }

    @Override
    public List<DomainRegistration> ofAccount(AccountId account) {
        return query("SELECT * FROM sendwell_domain WHERE account = ? ORDER BY domain", account);
    }

    @Override
    public List<DomainRegistration> ofDomain(DomainName domain) {
        return query("SELECT * FROM sendwell_domain WHERE domain = ? ORDER BY account", domain.ascii());
    }

    @Override
    public List<DomainRegistration> due(Instant until, int limit) {
        return query(
                "SELECT * FROM sendwell_domain WHERE next_check_at <= ? ORDER BY next_check_at, domain, account LIMIT ?",
                until,
                limit);
    }

    private List<DomainRegistration> query(String statement, Object... values) {
        return transactions.run("read domains", sql -> sql.query(statement, JdbcDomainStore::registration, values));
    }

    // Who verifies a domain in the same moment as another account fails at the unique index over verified domains, is
    // run
    // again, and finds the other one there.
    @Override
    public Saved save(DomainRegistration registration) {
        return transactions.run("save domain " + registration.domain(), sql -> {
            long stored = sql.first(
                            "SELECT version FROM sendwell_domain WHERE account = ? AND domain = ? FOR UPDATE",
                            row -> row.getLong("version"),
                            registration.account(),
                            registration.domain().ascii())
                    .orElse(0L);
            if (stored != registration.version()) {
                return Saved.CHANGED_MEANWHILE;
            }
            if (registration.state().isVerified()
                    && sql.exists(
                            "SELECT 1 FROM sendwell_domain WHERE verified = ? AND account <> ?",
                            registration.domain().ascii(),
                            registration.account())) {
                return Saved.VERIFIED_BY_ANOTHER_ACCOUNT;
            }
            sql.update(stored == 0 ? INSERT : UPDATE, columns(registration));
            return Saved.SAVED;
        });
    }

    private static final String INSERT = """
            INSERT INTO sendwell_domain (state, verified, challenge, bounce_domain, begun_at, pending_since, check_at,
                check_verdict, check_line, check_findings, passed_at, activated_at, failing_since, failures, grace_until,
                next_check_at, version, account, domain)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String UPDATE = """
            UPDATE sendwell_domain SET state = ?, verified = ?, challenge = ?, bounce_domain = ?, begun_at = ?,
                pending_since = ?, check_at = ?, check_verdict = ?, check_line = ?, check_findings = ?, passed_at = ?,
                activated_at = ?, failing_since = ?, failures = ?, grace_until = ?, next_check_at = ?, version = ?
            WHERE account = ? AND domain = ?
            """;

    private static @Nullable Object[] columns(DomainRegistration registration) {
        Optional<RecordedCheck> check = registration.lastCheck();
        String domain = registration.domain().ascii();
        return new @Nullable Object[] {
            registration.state().name(),
            registration.state().isVerified() ? domain : null,
            registration.challenge(),
            registration.bounceDomain().map(DomainName::ascii),
            registration.begunAt(),
            registration.pendingSince(),
            check.map(RecordedCheck::at),
            check.map(recorded -> recorded.verdict().name()),
            check.map(RecordedCheck::line),
            check.map(recorded -> Lines.join(recorded.findings())),
            registration.passedAt(),
            registration.activatedAt(),
            registration.failingSince(),
            registration.failures(),
            registration.graceUntil(),
            registration.nextCheckAt(),
            registration.version() + 1,
            registration.account(),
            domain
        };
    }

    private static DomainRegistration registration(ResultSet row) throws SQLException {
        return new DomainRegistration(
                Rows.account(row, "account"),
                DomainName.parse(row.getString("domain")),
                DomainState.valueOf(row.getString("state")),
                row.getString("challenge"),
                Rows.optionalText(row, "bounce_domain").map(DomainName::parse),
                Rows.instant(row, "begun_at"),
                Rows.optionalInstant(row, "pending_since"),
                lastCheck(row),
                Rows.optionalInstant(row, "passed_at"),
                Rows.optionalInstant(row, "activated_at"),
                Rows.optionalInstant(row, "failing_since"),
                row.getInt("failures"),
                Rows.optionalInstant(row, "grace_until"),
                Rows.optionalInstant(row, "next_check_at"),
                row.getLong("version"));
    }

    private static Optional<RecordedCheck> lastCheck(ResultSet row) throws SQLException {
        Optional<Instant> at = Rows.optionalInstant(row, "check_at");
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(new RecordedCheck(
                        at.get(),
                        DomainVerdict.valueOf(row.getString("check_verdict")),
                        row.getString("check_line"),
                        Lines.split(row.getString("check_findings"))));
    }
}
