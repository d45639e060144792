package io.sendwell.examples.faults;

import io.sendwell.testkit.crash.WorkerProcess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Looks now and then at what must not grow: a worker's heap, the outbox and the connections to the database. One thread. */
final class SoakWatch {

    private static final double MEBIBYTE = 1024 * 1024;
    private static final String OUTBOX =
            "'sendwell_sending', 'sendwell_content', 'sendwell_entry', 'sendwell_entry_data', 'sendwell_entry_note',"
                    + " 'sendwell_progress'";

    /** @param heap 0 when the worker has not said yet */
    private record Look(long heap, long size) {}

    private final String database;
    private final List<Look> looks = new ArrayList<>();

    SoakWatch(String database) {
        this.database = database;
    }

    /** Looks once; the database has to be there. */
    void look(WorkerProcess worker) {
        long heap = worker.output().stream()
                .filter(line -> line.startsWith(FaultWorker.HEAP))
                .reduce((one, later) -> later)
                .map(line -> Long.parseLong(line.substring(FaultWorker.HEAP.length())))
                .orElse(0L);
        looks.add(new Look(
                heap,
                number("SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c WHERE relname IN (" + OUTBOX + ")")));
    }

    /** How many rows the tables of the outbox have together. */
    long outboxRows() {
        long rows = 0;
        for (String table : OUTBOX.replaceAll("[', ]+", " ").strip().split(" ", -1)) {
            rows += number("SELECT count(*) FROM " + table);
        }
        return rows;
    }

    /** How many connections to the database there are, beside the one that asks. */
    long connections() {
        return number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                + " AND pid <> pg_backend_pid() AND backend_type = 'client backend'");
    }

    /** By how many octets the least heap of the last quarter of the time is more than the least of the quarter before. */
    long heapGrowth() {
        return least(3, Look::heap) - least(2, Look::heap);
    }

    // The least of many looks is what is always there; what is above it is work under way.
    private long least(int quarter, ToLongFunction<Look> figure) {
        return looks.subList(looks.size() * quarter / 4, looks.size() * (quarter + 1) / 4).stream()
                .mapToLong(figure)
                .filter(value -> value > 0)
                .min()
                .orElseThrow();
    }

    private long number(String sql) {
        try (Connection connection = DriverManager.getConnection(database);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException("The database does not say: " + sql, e);
        }
    }

    @Override
    public String toString() {
        return looks.size() + " looks, least heap of the oldest worker in each quarter " + quarters(Look::heap)
                + " MiB, least room of the outbox " + quarters(Look::size) + " MiB";
    }

    private String quarters(ToLongFunction<Look> figure) {
        return IntStream.range(0, 4)
                .mapToObj(quarter -> String.format(Locale.ROOT, "%.2f", least(quarter, figure) / MEBIBYTE))
                .collect(Collectors.joining(", "));
    }
}
