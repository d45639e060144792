package io.sendwell.examples.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Random;
import javax.sql.DataSource;

/** Threads that write into an H2 database until they are killed. Each transaction adds as much to a total as to rows. */
final class WritingProcess {

    static final int ROWS = 200;

    private static final int THREADS = 6;
    private static final int ROWS_AT_ONCE = 20;

    private WritingProcess() {}

    public static void main(String[] args) throws SQLException {
        DataSource database = H2Database.at(Path.of(args[0]));
        StorageCases.execute(database, "CREATE TABLE counted (id integer PRIMARY KEY, state integer, counts bigint)");
        StorageCases.execute(database, "CREATE INDEX counted_state ON counted (state, id)");
        StorageCases.execute(database, "CREATE TABLE totals (thread integer PRIMARY KEY, total bigint)");
        StorageCases.execute(database, "INSERT INTO counted SELECT x - 1, 0, 0 FROM system_range(1, " + ROWS + ")");
        StorageCases.execute(database, "INSERT INTO totals SELECT x - 1, 0 FROM system_range(1, " + THREADS + ")");
        for (int thread = 0; thread < THREADS; thread++) {
            int number = thread;
            new Thread(() -> write(database, number)).start();
        }
        System.out.println("It writes.");
    }

    private static void write(DataSource database, int thread) {
        Random random = new Random(thread);
        try {
            while (true) {
                add(database, thread, random);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void add(DataSource database, int thread, Random random) throws SQLException {
        int many = 1 + random.nextInt(ROWS_AT_ONCE);
        int from = random.nextInt(ROWS - many);
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            update(
                    connection,
                    "UPDATE counted SET counts = counts + 1, state = ? WHERE id >= ? AND id < ?",
                    random.nextInt(5),
                    from,
                    from + many);
            update(connection, "UPDATE totals SET total = total + ? WHERE thread = ?", many, thread);
            connection.commit();
        }
    }

    private static void update(Connection connection, String statement, int... values) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int index = 0; index < values.length; index++) {
                prepared.setInt(index + 1, values[index]);
            }
            prepared.executeUpdate();
        }
    }
}
