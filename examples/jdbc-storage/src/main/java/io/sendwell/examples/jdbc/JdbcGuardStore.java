package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.guard.GuardCounts;
import io.sendwell.guard.GuardDecision;
import io.sendwell.guard.GuardMark;
import io.sendwell.guard.GuardRate;
import io.sendwell.guard.GuardRecord;
import io.sendwell.guard.GuardScope;
import io.sendwell.guard.GuardStore;
import io.sendwell.guard.GuardStoreException;
import io.sendwell.message.CampaignName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What the guard holds, and who let it go. Nodes and threads share it. */
public final class JdbcGuardStore implements GuardStore {

    /** How many texts a mark is, and a decision. */
    private static final int TEXTS = 5;

    private static final String WARNED = "WARNED";
    private static final String HELD = "HELD";
    private static final String RELEASED = "RELEASED";

    private final Transactions transactions;

    /** What is in the tables of this database; {@link JdbcStorage} makes them. */
    public JdbcGuardStore(DataSource dataSource, Dialect dialect) {
        transactions = new Transactions(dataSource, dialect, GuardStoreException::new);
    }

    @Override
    public Optional<GuardRecord> find(GuardScope scope) {
        return transactions.run(
                "read what the guard keeps",
                sql -> sql.first(
                        "SELECT * FROM sendwell_guard WHERE account = ? AND campaign = ?",
                        JdbcGuardStore::read,
                        account(scope),
                        campaign(scope)));
    }

    // Of two that insert at once one fails at the primary key, is run again, and finds the other one's row.
    @Override
    public boolean save(GuardRecord record) {
        return transactions.run("save what the guard keeps", sql -> {
            long stored = sql.first(
                            "SELECT version FROM sendwell_guard WHERE account = ? AND campaign = ? FOR UPDATE",
                            row -> row.getLong("version"),
                            account(record.scope()),
                            campaign(record.scope()))
                    .orElse(0L);
            return stored == record.version()
                    && sql.update(
                                    stored == 0 ? INSERT : UPDATE,
                                    marks(record.marks()),
                                    decisions(record.decisions()),
                                    record.held().map(GuardDecision.Held::at),
                                    record.version() + 1,
                                    account(record.scope()),
                                    campaign(record.scope()))
                            == 1;
        });
    }

    private static final String INSERT = """
            INSERT INTO sendwell_guard (marks, decisions, held_at, version, account, campaign) VALUES (?, ?, ?, ?, ?, ?)
            """;

    private static final String UPDATE = """
            UPDATE sendwell_guard SET marks = ?, decisions = ?, held_at = ?, version = ? WHERE account = ? AND campaign = ?
            """;

    @Override
    public List<GuardRecord> held(int limit) {
        return transactions.run(
                "list what is held",
                sql -> sql.query(
                        "SELECT * FROM sendwell_guard WHERE held_at IS NOT NULL ORDER BY held_at DESC LIMIT ?",
                        JdbcGuardStore::read,
                        limit));
    }

    @Override
    public int forgetCampaigns(AccountId account) {
        return transactions.run(
                "forget campaigns of account " + account,
                sql -> sql.update("DELETE FROM sendwell_guard WHERE account = ? AND campaign <> ''", account));
    }

    // No id and no name is empty.
    private static String account(GuardScope scope) {
        return scope.account().map(AccountId::value).orElse("");
    }

    private static String campaign(GuardScope scope) {
        return scope.campaign().map(CampaignName::value).orElse("");
    }

    private static GuardRecord read(ResultSet row) throws SQLException {
        return new GuardRecord(
                new GuardScope(
                        named(row, "account").map(AccountId::of),
                        named(row, "campaign").map(CampaignName::of)),
                marks(row.getString("marks")),
                decisions(row.getString("decisions")),
                row.getLong("version"));
    }

    private static Optional<String> named(ResultSet row, String column) throws SQLException {
        return Optional.of(row.getString(column)).filter(name -> !name.isEmpty());
    }

    private static String marks(List<GuardMark> marks) {
        List<String> texts = new ArrayList<>();
        for (GuardMark mark : marks) {
            GuardCounts counts = mark.counts();
            texts.add(Long.toString(Micros.of(mark.at())));
            texts.add(Long.toString(counts.accepted()));
            texts.add(Long.toString(counts.returned()));
            texts.add(Long.toString(counts.hardBounced()));
            texts.add(Long.toString(counts.complaints()));
        }
        return Lines.join(texts);
    }

    private static List<GuardMark> marks(String joined) {
        List<String> texts = Lines.split(joined);
        List<GuardMark> marks = new ArrayList<>();
        for (int at = 0; at < texts.size(); at += TEXTS) {
            marks.add(new GuardMark(
                    instant(texts.get(at)),
                    new GuardCounts(
                            Long.parseLong(texts.get(at + 1)),
                            Long.parseLong(texts.get(at + 2)),
                            Long.parseLong(texts.get(at + 3)),
                            Long.parseLong(texts.get(at + 4)))));
        }
        return marks;
    }

    private static String decisions(List<GuardDecision> decisions) {
        List<String> texts = new ArrayList<>();
        for (GuardDecision decision : decisions) {
            String at = Long.toString(Micros.of(decision.at()));
            if (decision instanceof GuardDecision.Warned warned) {
                texts.addAll(List.of(WARNED, at, warned.rate().name(), "" + warned.mails(), "" + warned.reports()));
            } else if (decision instanceof GuardDecision.Held held) {
                texts.addAll(List.of(HELD, at, held.rate().name(), "" + held.mails(), "" + held.reports()));
            } else if (decision instanceof GuardDecision.Released released) {
                texts.addAll(List.of(RELEASED, at, released.by(), released.reason(), ""));
            }
        }
        return Lines.join(texts);
    }

    private static List<GuardDecision> decisions(String joined) {
        List<String> texts = Lines.split(joined);
        List<GuardDecision> decisions = new ArrayList<>();
        for (int at = 0; at < texts.size(); at += TEXTS) {
            decisions.add(decision(texts.subList(at, at + TEXTS)));
        }
        return decisions;
    }

    private static GuardDecision decision(List<String> texts) {
        Instant at = instant(texts.get(1));
        if (texts.get(0).equals(RELEASED)) {
            return new GuardDecision.Released(at, texts.get(2), texts.get(3));
        }
        GuardRate rate = GuardRate.valueOf(texts.get(2));
        long mails = Long.parseLong(texts.get(3));
        long reports = Long.parseLong(texts.get(4));
        return texts.get(0).equals(HELD)
                ? new GuardDecision.Held(at, rate, mails, reports)
                : new GuardDecision.Warned(at, rate, mails, reports);
    }

    private static Instant instant(String micros) {
        return Micros.toInstant(Long.parseLong(micros));
    }
}
