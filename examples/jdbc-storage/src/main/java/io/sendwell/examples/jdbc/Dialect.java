package io.sendwell.examples.jdbc;

import io.sendwell.account.ConfigurationException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What H2 and PostgreSQL do differently. Statements name it in braces, {@code {now}} for example; everything else in them is
 * SQL that both understand.
 *
 * <p>Immutable; threads may share it.
 */
public final class Dialect {

    /** A statement's now in microseconds since 1970: the time at which the database began with the statement. */
    private static final String POSTGRESQL_NOW = "CAST(extract(epoch FROM statement_timestamp()) * 1000000 AS bigint)";

    private static final String H2_NOW = "CAST(extract(epoch FROM current_timestamp) * 1000000 AS bigint)";

    /**
     * What a second try mends, by SQLState: serialization failure, deadlock, a lock that was not to be had in time, and a row
     * that somebody else inserted between our look and our insert.
     */
    private static final Set<String> PASSING = Set.of("40001", "40P01", "55P03", "HYT00", "23505");

    /** H2's word for a row that another transaction changed at the same moment. */
    private static final int H2_CONCURRENT_UPDATE = 90_131;

    private final String name;
    private final Supplier<String> now;
    private final Map<String, String> words;
    private final boolean countsLate;

    private Dialect(String name, Supplier<String> now, Map<String, String> words, boolean countsLate) {
        this.name = name;
        this.now = now;
        this.words = words;
        this.countsLate = countsLate;
    }

    /** The dialect of PostgreSQL 15 and later. */
    public static Dialect postgresql() {
        return new Dialect(
                "postgresql",
                () -> POSTGRESQL_NOW,
                Map.of(
                        "{for share}", "FOR SHARE",
                        // Rows that somebody else is claiming at this moment are passed over instead of waited for.
                        "{skip locked}", "FOR UPDATE SKIP LOCKED",
                        "{exact}", "COLLATE \"C\""),
                true);
    }

    /** The dialect of H2 2.2 and later. */
    public static Dialect h2() {
        return new Dialect(
                "h2",
                () -> H2_NOW,
                Map.of(
                        // H2 has no shared row lock. With this one, claims and dispatches of one sending take turns.
                        "{for share}", "FOR UPDATE",
                        // H2 locks every row that could be picked, not only those within the LIMIT, and does it before
                        // it
                        // sorts. Not needed either, since whoever picks holds the sending's row for itself: see above.
                        "{skip locked}", "",
                        "{exact}", ""),
                false);
    }

    /**
     * The dialect of the database at the other end.
     *
     * @throws ConfigurationException when it is neither of the two
     */
    public static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "postgresql" -> postgresql();
            case "h2" -> h2();
            default ->
                throw new ConfigurationException(
                        "The database is " + product
                                + ", and this storage is written for PostgreSQL and H2. Open one of them, or adapt the class Dialect; README.md says what has to stay as it is.");
        };
    }

    /**
     * The same dialect with another clock. For tests: it lets them move the time, as the database sees it.
     *
     * @param expression gives SQL that is worth microseconds since 1970; asked for each statement anew
     */
    public Dialect withNow(Supplier<String> expression) {
        return new Dialect(name, expression, words, countsLate);
    }

    /** {@code h2} or {@code postgresql}. */
    String name() {
        return name;
    }

    /** Whether it learns up to a minute late, and from its autovacuum, that a table got many rows. */
    boolean countsLate() {
        return countsLate;
    }

    /** The statement with the words in braces replaced. */
    String translate(String statement) {
        String translated = statement;
        for (Map.Entry<String, String> word : words.entrySet()) {
            translated = translated.replace(word.getKey(), word.getValue());
        }
        return translated.contains("{now}") ? translated.replace("{now}", now.get()) : translated;
    }

    /** Whether the same transaction may succeed when it is tried again. */
    boolean isPassing(SQLException failure) {
        // A pool that has no connection to give names no state.
        String state = failure.getSQLState();
        return (state != null && PASSING.contains(state)) || failure.getErrorCode() == H2_CONCURRENT_UPDATE;
    }
}
