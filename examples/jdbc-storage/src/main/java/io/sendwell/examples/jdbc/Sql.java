package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.SendingId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Statements within one transaction, see {@link Transactions}. Values are always bound, never written into a statement. One
 * thread at a time.
 */
final class Sql {

    /** Makes something of one row. */
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Many values for one parameter; statements take it as a table by {@code unnest(CAST(? AS integer ARRAY))}. */
    static final class Column {

        private final String type;

        // Of the very type of its values: the driver of PostgreSQL sends a byte[][] as octets, and an Object[] as text.
        private final @Nullable Object[] values;

        private Column(String type, @Nullable Object[] values) {
            this.type = type;
            this.values = values;
        }

        static Column of(String type, Collection<? extends @Nullable Object> values, @Nullable Object[] kind) {
            return new Column(type, values.toArray(kind));
        }
    }

    private static final int UNKNOWN = 0xFFFD;

    private final Connection connection;
    private final Dialect dialect;
    private boolean undone;

    Sql(Connection connection, Dialect dialect) {
        this.connection = connection;
        this.dialect = dialect;
    }

    static Column integers(Collection<Integer> values) {
        return Column.of("integer", values, new Integer[0]);
    }

    static Column bigints(Collection<? extends @Nullable Long> values) {
        return Column.of("bigint", values, new Long[0]);
    }

    static Column uuids(Collection<? extends @Nullable UUID> values) {
        return Column.of("uuid", values, new UUID[0]);
    }

    static Column texts(Collection<? extends @Nullable String> values) {
        List<@Nullable String> texts = new ArrayList<>();
        for (String value : values) {
            texts.add(value == null ? null : storable(value));
        }
        return Column.of("varchar", texts, new String[0]);
    }

    static Column booleans(Collection<Boolean> values) {
        return Column.of("boolean", values, new Boolean[0]);
    }

    static Column octets(Collection<Octets> values) {
        return Column.of("bytea", values.stream().map(Octets::toArray).toList(), new byte[0][]);
    }

    /** All rows. */
    <T> List<T> query(String statement, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        try (PreparedStatement prepared = prepare(statement, values);
                ResultSet rows = prepared.executeQuery()) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return read;
        }
    }

    /** The first row, if there is one. */
    <T> Optional<T> first(String statement, RowReader<T> reader, @Nullable Object... values) throws SQLException {
        return query(statement, reader, values).stream().findFirst();
    }

    /** Whether there is a row. */
    boolean exists(String statement, @Nullable Object... values) throws SQLException {
        return !query(statement, row -> true, values).isEmpty();
    }

    /** Changes rows, and says how many. */
    int update(String statement, @Nullable Object... values) throws SQLException {
        try (PreparedStatement prepared = prepare(statement, values)) {
            return prepared.executeUpdate();
        }
    }

    /** Lets the database look now at tables that got many rows, where it would do so late; nothing changes in them. */
    void count(String tables) throws SQLException {
        if (dialect.countsLate()) {
            update("ANALYZE " + tables);
        }
    }

    /** Lets the transaction end without effect, although nothing failed. */
    void undo() {
        undone = true;
    }

    boolean isUndone() {
        return undone;
    }

    private PreparedStatement prepare(String statement, @Nullable Object[] values) throws SQLException {
        PreparedStatement prepared = connection.prepareStatement(dialect.translate(statement));
        try {
            for (int index = 0; index < values.length; index++) {
                bind(prepared, index + 1, values[index]);
            }
            return prepared;
        } catch (SQLException | RuntimeException e) {
            prepared.close();
            throw e;
        }
    }

    private void bind(PreparedStatement prepared, int index, @Nullable Object value) throws SQLException {
        if (value instanceof Column column) {
            prepared.setArray(index, connection.createArrayOf(column.type, column.values));
        } else if (value instanceof String text) {
            prepared.setString(index, storable(text));
        } else if (value instanceof Instant instant) {
            prepared.setLong(index, Micros.of(instant));
        } else if (value instanceof Duration duration) {
            prepared.setLong(index, Micros.of(duration));
        } else if (value instanceof SendingId sending) {
            prepared.setObject(index, sending.value());
        } else if (value instanceof AccountId account) {
            prepared.setString(index, account.value());
        } else if (value instanceof Optional<?> optional) {
            bind(prepared, index, optional.orElse(null));
        } else if (value instanceof Octets octets) {
            prepared.setBytes(index, octets.toArray());
        } else {
            prepared.setObject(index, value);
        }
    }

    /**
     * The text as it is stored. PostgreSQL has no place for a NUL in a text, and no database has one for half of a surrogate pair.
     * A server that answers with one must not keep us from writing down what became of a mail.
     */
    static String storable(String text) {
        StringBuilder stored = new StringBuilder(text.length());
        text.codePoints()
                .map(point -> point == 0 || (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE)
                        ? UNKNOWN
                        : point)
                .forEach(stored::appendCodePoint);
        return stored.toString();
    }
}
