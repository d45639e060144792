package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.crash.WorkerProcess;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Takes the time from {@code schedule()} to the hand-over of a mail that somebody writes while a broadcast uses all permits it
 * can get. One node sends and writes, another one writes only, each so many mails as {@code -Dmails} says, two seconds apart.
 * Its name keeps it away from the build; docs/benchmarks.md names the command.
 */
final class IndividualLatency {

    private static final Duration PREPARED_AFTER = Duration.ofMinutes(30);
    private static final Duration WRITTEN_AFTER = Duration.ofHours(1);
    private static final Duration LEFT_AFTER = Duration.ofMinutes(1);

    @Test
    void main() throws Exception {
        String mails = System.getProperty("mails", "60");
        String readers = System.getProperty("persons", "100000");
        try (Postgresql server = Postgresql.start()) {
            String url = server.newDatabase();
            try (WorkerProcess sending = WorkerProcess.running(LatencyProgram.class)
                    .arguments(url, mails, readers)
                    .start()) {
                sending.awaitLine(LatencyProgram.THROTTLED::equals, PREPARED_AFTER);
                try (WorkerProcess writing = WorkerProcess.running(LatencyProgram.class)
                        .arguments(url, mails)
                        .start()) {
                    measure("from the node that sends", sending, sending);
                    measure("from another node", writing, sending);
                }
            }
        }
    }

    private static void measure(String what, WorkerProcess writing, WorkerProcess sending) throws InterruptedException {
        writing.awaitLine(LatencyProgram.WRITTEN::equals, WRITTEN_AFTER);
        List<String> scheduled = writing.output().stream()
                .filter(line -> line.startsWith(LatencyProgram.SCHEDULED))
                .toList();
        Times times = new Times();
        for (String line : scheduled) {
            String id = line.split(" ", -1)[1];
            String left = sending.awaitLine(found -> found.startsWith(LatencyProgram.LEFT + id + " "), LEFT_AFTER);
            times.add(1_000 * (micros(left) - micros(line)));
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %d mails, %s, load %.1f%n",
                what,
                times.count(),
                times.all(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        assertThat(Duration.ofNanos(times.percentile(99))).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(Duration.ofNanos(times.percentile(100))).isLessThanOrEqualTo(Duration.ofSeconds(3));
    }

    private static long micros(String line) {
        return Long.parseLong(line.split(" ", -1)[2]);
    }
}
