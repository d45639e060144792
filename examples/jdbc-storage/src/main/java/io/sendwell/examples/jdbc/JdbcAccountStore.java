package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.account.AccountRecord;
import io.sendwell.account.AccountState;
import io.sendwell.account.AccountStore;
import io.sendwell.account.AccountStoreException;
import io.sendwell.account.ProviderAccount;
import io.sendwell.account.RulesAcceptance;
import io.sendwell.account.StateChange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** The accounts and their lives. Nodes and threads share it. */
public final class JdbcAccountStore implements AccountStore {

    /** How many texts an acceptance is. */
    private static final int ACCEPTANCE = 4;

    private final Transactions transactions;

    /** The accounts in the tables of this database; {@link JdbcStorage} makes them. */
    public JdbcAccountStore(DataSource dataSource, Dialect dialect) {
        transactions = new Transactions(dataSource, dialect, AccountStoreException::new);
    }

    @Override
    public Optional<AccountRecord> find(AccountId account) {
        return transactions.run(
                "read account " + account,
                sql -> sql.first("SELECT * FROM sendwell_account WHERE account = ?", JdbcAccountStore::read, account));
    }

    @Override
    public List<AccountRecord> list(Optional<AccountId> after, int limit) {
        // No id is empty.
        return transactions.run(
                "list accounts",
                sql -> sql.query(
                        "SELECT * FROM sendwell_account WHERE account > ? ORDER BY account LIMIT ?",
                        JdbcAccountStore::read,
                        after.map(AccountId::value).orElse(""),
                        limit));
    }

    // Of two that insert at once one fails at the primary key, is run again, and finds the other one's row.
    @Override
    public boolean save(AccountRecord account) {
        return transactions.run("save account " + account.id(), sql -> {
            long stored = sql.first(
                            "SELECT version FROM sendwell_account WHERE account = ? FOR UPDATE",
                            row -> row.getLong("version"),
                            account.id())
                    .orElse(0L);
            return stored == account.version() && sql.update(stored == 0 ? INSERT : UPDATE, columns(account)) == 1;
        });
    }

    private static final String INSERT = """
            INSERT INTO sendwell_account (life, display_name, created_at, state, changed_at, changed_by, changed_because,
                acceptances, provider, provider_id, provider_name, provider_created_at, language, version, account)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String UPDATE = """
            UPDATE sendwell_account SET life = ?, display_name = ?, created_at = ?, state = ?, changed_at = ?, changed_by = ?,
                changed_because = ?, acceptances = ?, provider = ?, provider_id = ?, provider_name = ?,
                provider_created_at = ?, language = ?, version = ?
            WHERE account = ?
            """;

    private static @Nullable Object[] columns(AccountRecord account) {
        Optional<StateChange> change = account.lastChange();
        Optional<ProviderAccount> provider = account.provider();
        return new @Nullable Object[] {
            account.life(),
            account.displayName(),
            account.createdAt(),
            account.state().name(),
            change.map(StateChange::at),
            change.map(StateChange::by),
            change.map(StateChange::reason),
            acceptances(account.acceptances()),
            provider.map(ProviderAccount::provider),
            provider.map(ProviderAccount::id),
            provider.map(ProviderAccount::name),
            provider.map(ProviderAccount::createdAt),
            account.language().toLanguageTag(),
            account.version() + 1,
            account.id()
        };
    }

    private static AccountRecord read(ResultSet row) throws SQLException {
        return new AccountRecord(
                Rows.account(row, "account"),
                row.getInt("life"),
                row.getString("display_name"),
                Rows.instant(row, "created_at"),
                AccountState.valueOf(row.getString("state")),
                change(row),
                acceptances(row.getString("acceptances")),
                provider(row),
                Locale.forLanguageTag(row.getString("language")),
                row.getLong("version"));
    }

    private static Optional<StateChange> change(ResultSet row) throws SQLException {
        Optional<Instant> at = Rows.optionalInstant(row, "changed_at");
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new StateChange(at.get(), Rows.text(row, "changed_by"), Rows.text(row, "changed_because")));
    }

    private static Optional<ProviderAccount> provider(ResultSet row) throws SQLException {
        Optional<Instant> createdAt = Rows.optionalInstant(row, "provider_created_at");
        return createdAt.isEmpty()
                ? Optional.empty()
                : Optional.of(new ProviderAccount(
                        Rows.text(row, "provider"),
                        Rows.text(row, "provider_id"),
                        Rows.text(row, "provider_name"),
                        createdAt.get()));
    }

    private static String acceptances(List<RulesAcceptance> acceptances) {
        List<String> texts = new ArrayList<>();
        for (RulesAcceptance one : acceptances) {
            texts.add(one.rulesVersion());
            texts.add(one.language().toLanguageTag());
            texts.add(one.by());
            texts.add(Long.toString(Micros.of(one.at())));
        }
        return Lines.join(texts);
    }

    private static List<RulesAcceptance> acceptances(String joined) {
        List<String> texts = Lines.split(joined);
        List<RulesAcceptance> acceptances = new ArrayList<>();
        for (int at = 0; at < texts.size(); at += ACCEPTANCE) {
            acceptances.add(new RulesAcceptance(
                    texts.get(at),
                    Locale.forLanguageTag(texts.get(at + 1)),
                    texts.get(at + 2),
                    Micros.toInstant(Long.parseLong(texts.get(at + 3)))));
        }
        return acceptances;
    }
}
