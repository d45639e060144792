package io.sendwell.examples.crm.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The CRM's tables, by plain JDBC: statements that H2 and PostgreSQL both understand. */
public final class Database {

    /** Any number that nobody else of this database's locks with. */
    private static final long START = 5_321_020_126L;

    private final DataSource connections;

    private Database(DataSource connections) {
        this.connections = connections;
    }

    /** Makes the tables that are missing. */
    public static Database open(DataSource connections) {
        Database database = new Database(connections);
        database.alone(database::makeTables);
        return database;
    }

    private void makeTables() {
        for (String statement : tables().split(";\\s*\\n", -1)) {
            if (!statement.isBlank()) {
                update(statement);
            }
        }
    }

    /**
     * Does this while no other instance does such a thing: of several that start on an empty database, one fills it. An embedded
     * database has one process anyway; PostgreSQL lets go of the lock also when the process that holds it dies.
     */
    void alone(Runnable work) {
        if (!shared()) {
            work.run();
            return;
        }
        try (Connection holder = connections.getConnection();
                Statement lock = holder.createStatement()) {
            lock.execute("SELECT pg_advisory_lock(" + START + ")");
            try {
                work.run();
            } finally {
                lock.execute("SELECT pg_advisory_unlock(" + START + ")");
            }
        } catch (SQLException e) {
            throw new DatabaseException("the lock of instances that start", e);
        }
    }

    private boolean shared() {
        try (Connection connection = connections.getConnection()) {
            return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
        } catch (SQLException e) {
            throw new DatabaseException("the name of the database", e);
        }
    }

    private static String tables() {
        try (InputStream in = Database.class.getResourceAsStream("tables.sql")) {
            if (in == null) {
                throw new IllegalStateException("tables.sql is missing.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("tables.sql cannot be read.", e);
        }
    }

    /** Reads a row. */
    @FunctionalInterface
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> query(String sql, Row<T> reader, Object... values) {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = prepared(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> read = new ArrayList<>();
            while (rows.next()) {
                read.add(reader.read(rows));
            }
            return read;
        } catch (SQLException e) {
            throw new DatabaseException(sql, e);
        }
    }

    <T> Optional<T> first(String sql, Row<T> reader, Object... values) {
        return query(sql, reader, values).stream().findFirst();
    }

    int update(String sql, Object... values) {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = prepared(connection, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseException(sql, e);
        }
    }

    /** The same statement for many rows, in one transaction. */
    void updateAll(String sql, List<Object[]> rows) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (Object[] row : rows) {
                    set(statement, row);
                    statement.addBatch();
                }
                statement.executeBatch();
                connection.commit();
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new DatabaseException(sql, e);
        }
    }

    /** The key that the database gave to a new row. */
    long insert(String sql, Object... values) {
        try (Connection connection = connections.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            set(statement, values);
            statement.executeUpdate();
            try (ResultSet keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        } catch (SQLException e) {
            throw new DatabaseException(sql, e);
        }
    }

    private static PreparedStatement prepared(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        set(statement, values);
        return statement;
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    /** The database is out of reach, or refused a statement of ours. */
    static final class DatabaseException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DatabaseException(String sql, SQLException cause) {
            super("The CRM's database failed at: " + sql.lines().findFirst().orElse(""), cause);
        }
    }
}
