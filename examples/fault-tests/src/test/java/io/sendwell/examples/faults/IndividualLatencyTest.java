package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.crash.WorkerProcess;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Somebody writes a mail every two seconds while a broadcast uses all permits it can get. One node sends and writes, another one
 * writes only. Taken is the time from {@code schedule()} to the hand-over.
 */
@Tag(Tags.ON_DEMAND)
class IndividualLatencyTest {

    private static final Duration PREPARED_AFTER = Duration.ofMinutes(30);
    private static final Duration WRITTEN_AFTER = Duration.ofHours(1);
    private static final Duration LEFT_AFTER = Duration.ofMinutes(1);

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    @Test
    void an_individual_mail_leaves_within_a_second_while_a_broadcast_is_throttled() throws Exception {
        String mails = Integer.toString(Scale.of(300, 10));
        String readers = Integer.toString(Scale.of(100_000, 1_000));
        String url = postgresql.newDatabase();
        try (WorkerProcess sending = WorkerProcess.running(LatencyProgram.class)
                .arguments(url, mails, readers)
                .start()) {
            sending.awaitLine(LatencyProgram.THROTTLED::equals, PREPARED_AFTER);
            try (WorkerProcess writing = WorkerProcess.running(LatencyProgram.class)
                    .arguments(url, mails)
                    .start()) {
                Times ofSending = times("the node that sends", sending, sending);
                Times ofAnother = times("another node", writing, sending);
                assertQuick(ofSending);
                assertQuick(ofAnother);
            }
        }
    }

    private static Times times(String from, WorkerProcess writing, WorkerProcess sending) throws InterruptedException {
        long start = System.nanoTime();
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
        Figures.note(
                "14 individual mail from " + from,
                Duration.ofNanos(System.nanoTime() - start),
                String.format(
                        Locale.ROOT,
                        "%d mails, %s, load %.1f",
                        times.count(),
                        times.all(),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        return times;
    }

    private static void assertQuick(Times times) {
        assertThat(Duration.ofNanos(times.percentile(99))).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(Duration.ofNanos(times.percentile(100))).isLessThanOrEqualTo(Duration.ofSeconds(3));
    }

    private static long micros(String line) {
        return Long.parseLong(line.split(" ", -1)[2]);
    }
}
