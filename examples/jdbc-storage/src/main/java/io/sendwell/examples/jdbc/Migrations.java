package io.sendwell.examples.jdbc;

import static java.util.Map.entry;

import io.sendwell.account.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * Brings the tables to the version that this code knows: each file among the resources is applied once, in order. Several nodes
 * may start at the same time; one of them migrates and the others wait for it.
 *
 * <p>An application that has a tool for this, Flyway or Liquibase, takes the files there and leaves this class out.
 */
final class Migrations {

    /** Never change a file that was released: add one. */
    private static final SortedMap<Integer, String> FILES = new TreeMap<>(Map.ofEntries(
            entry(1, "V1__outbox"),
            entry(2, "V2__throttle"),
            entry(3, "V3__blocklist"),
            entry(4, "V4__message_log"),
            entry(5, "V5__domains"),
            entry(6, "V6__signing_keys"),
            entry(7, "V7__event_log"),
            entry(8, "V8__message_by_id"),
            entry(9, "V9__blocklist_rows_and_ends"),
            entry(10, "V10__strikes"),
            entry(11, "V11__nothing_is_pruned_while_open"),
            entry(12, "V12__accounts"),
            entry(13, "V13__consents"),
            entry(14, "V14__opt_outs"),
            entry(15, "V15__credentials"),
            entry(16, "V16__guard")));

    /** The version of the tables after every migration. */
    static final int LATEST = FILES.lastKey();

    private final Dialect dialect;
    private final Transactions transactions;

    Migrations(DataSource dataSource, Dialect dialect) {
        this.dialect = dialect;
        transactions = new Transactions(dataSource, dialect, JdbcStorageException::new);
    }

    void run() {
        transactions.run("make the table of versions", sql -> {
            sql.update("""
                    CREATE TABLE IF NOT EXISTS sendwell_schema (
                      version integer PRIMARY KEY, file varchar NOT NULL, applied_at bigint NOT NULL)
                    """);
            if (!sql.exists("SELECT 1 FROM sendwell_schema WHERE version = 0")) {
                sql.update("INSERT INTO sendwell_schema (version, file, applied_at) VALUES (0, '', {now})");
            }
            return true;
        });
        boolean more;
        do {
            more = transactions.run("migrate", this::applyNext);
        } while (more);
    }

    /** Whoever has the row of version 0 migrates. H2 lets go of it with each CREATE TABLE, but has one connection only. */
    private boolean applyNext(Sql sql) throws SQLException {
        sql.exists("SELECT 1 FROM sendwell_schema WHERE version = 0 FOR UPDATE");
        int found = version(sql);
        if (found > LATEST) {
            throw new ConfigurationException("The tables of Sendwell have version " + found
                    + ", and this application knows versions up to " + LATEST
                    + ". A newer application has migrated them: start that one here too.");
        }
        if (found == LATEST) {
            return false;
        }
        int next = found + 1;
        String file = Objects.requireNonNull(FILES.get(next));
        for (String statement : statements(file)) {
            sql.update(statement);
        }
        sql.update("INSERT INTO sendwell_schema (version, file, applied_at) VALUES (?, ?, {now})", next, file);
        return true;
    }

    private static int version(Sql sql) throws SQLException {
        return sql.first("SELECT max(version) AS version FROM sendwell_schema", row -> row.getInt("version"))
                .orElseThrow();
    }

    /** Of two variants the dialect's own one. No text in a statement may hold a semicolon. */
    private List<String> statements(String file) {
        String script = read(file + "." + dialect.name() + ".sql")
                .or(() -> read(file + ".sql"))
                .orElseThrow(() -> new IllegalStateException("No file " + file + " among the resources."));
        return Arrays.stream(script.replaceAll("--[^\n]*", "").split(";", -1))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static Optional<String> read(String name) {
        try (InputStream resource = Migrations.class.getResourceAsStream(name)) {
            return resource == null
                    ? Optional.empty()
                    : Optional.of(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read " + name + " from the class path.", e);
        }
    }
}
