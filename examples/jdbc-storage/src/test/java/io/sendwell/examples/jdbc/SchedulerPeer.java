package io.sendwell.examples.jdbc;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.sql.DataSource;

/** db-scheduler on the same server in the same run: due tasks that do nothing, picked by lock-and-fetch. */
final class SchedulerPeer {

    private static final int TASKS = 20_000;

    // From db-scheduler's documentation, for PostgreSQL, with the index that it recommends.
    private static final List<String> TABLES = List.of(
            "CREATE TABLE scheduled_tasks (task_name text NOT NULL, task_instance text NOT NULL, task_data bytea,"
                    + " execution_time timestamptz NOT NULL, picked boolean NOT NULL, picked_by text,"
                    + " last_success timestamptz, last_failure timestamptz, consecutive_failures integer,"
                    + " last_heartbeat timestamptz, version bigint NOT NULL, priority smallint, state text,"
                    + " PRIMARY KEY (task_name, task_instance))",
            "CREATE INDEX execution_time_idx ON scheduled_tasks (execution_time)",
            "CREATE INDEX last_heartbeat_idx ON scheduled_tasks (last_heartbeat)");

    private final DataSource dataSource;

    SchedulerPeer(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    void runAll() throws Exception {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
        }
        for (int threads : new int[] {4, 8, 20}) {
            run(threads);
        }
    }

    private void run(int threads) throws SQLException, InterruptedException {
        CountDownLatch executed = new CountDownLatch(TASKS);
        OneTimeTask<Void> task = Tasks.oneTime("nothing").execute((instance, context) -> executed.countDown());
        Scheduler scheduler = Scheduler.create(dataSource, task)
                .threads(threads)
                .pollUsingLockAndFetch(4.0, 20.0)
                .pollingInterval(Duration.ofMillis(100))
                .build();
        Instant past = Instant.now().minusSeconds(60);
        List<TaskInstance<?>> instances = IntStream.range(0, TASKS)
                .<TaskInstance<?>>mapToObj(number -> task.instance(String.valueOf(number)))
                .toList();
        scheduler.scheduleBatch(instances, past);
        long begin = System.nanoTime();
        scheduler.start();
        executed.await();
        long nanos = System.nanoTime() - begin;
        scheduler.stop();
        OutboxFigures.printRate("db-scheduler, lock-and-fetch 4 to 20, threads " + threads, TASKS, nanos);
    }
}
