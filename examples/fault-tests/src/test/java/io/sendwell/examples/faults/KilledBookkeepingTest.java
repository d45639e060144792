package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.examples.faults.DyingTransport.Moment;
import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.WorkerProcess;
import io.sendwell.testkit.smtp.FakeSmtp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A worker is killed between two of the places where it writes an answer down, and another one takes over. The server reports
 * nothing later, so that an acceptance which nobody counts now is never counted.
 */
class KilledBookkeepingTest {

    private static final int READERS = 3;
    // Longer than any machine takes for a call. Nobody waits for its end: when the worker is dead the clock is put on.
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    private final long start = System.nanoTime();

    @ParameterizedTest
    @EnumSource(names = {"AFTER_THE_MESSAGE_LOG", "AFTER_THE_EVENT_LOG"})
    void an_answer_that_stands_anywhere_is_counted_once_and_nobody_is_written_to_twice(Moment moment) throws Exception {
        killed(moment);
    }

    @Tag(Tags.ON_DEMAND)
    @ParameterizedTest
    @EnumSource(names = {"AFTER_THE_ANSWER", "AFTER_THE_OUTBOX"})
    void an_answer_that_stands_nowhere_or_everywhere_is_counted_once(Moment moment) throws Exception {
        killed(moment);
    }

    private void killed(Moment moment) throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start()) {
            StoreClock clock = StoreClock.of(postgresql.newDatabase());
            Settings settings = clock.settings()
                    .with(Setting.HOP, Hop.SMTP)
                    .with(Setting.HOP_ADDRESS, "smtp://" + smtp.host() + ":" + smtp.port())
                    .with(Setting.THREADS, 2)
                    .with(Setting.LEASE, LEASE)
                    .with(Setting.CALL_TIMEOUT, CALL_TIMEOUT)
                    .with(Setting.RETRY_AFTER, Duration.ofMillis(100));
            try (Desk desk = Desk.open(settings)) {
                SendingId sending = desk.broadcast(READERS);
                try (Fleet fleet = Fleet.of(1, settings.with(Setting.DIES, moment))) {
                    WorkerProcess worker = fleet.worker(0);
                    assertThat(worker.awaitEnd(DEADLINE)).as(fleet.outputs()).isTrue();
                    assertThat(worker.exitCode()).hasValue(128 + 9);
                }
                clock.wrongBy(LEASE.multipliedBy(2));
                desk.node().start();
                desk.awaitFinished(sending, DEADLINE);

                List<String> copies = smtp.received().stream()
                        .flatMap(mail -> mail.forwardPaths().stream())
                        .toList();
                Figures.note(
                        "killed " + moment,
                        Duration.ofNanos(System.nanoTime() - start),
                        READERS + " readers, " + (copies.size() - READERS) + " duplicates");
                assertThat(copies).containsAll(Broadcasts.readers(READERS));
                assertThat(copies).hasSizeLessThanOrEqualTo(moment == Moment.AFTER_THE_ANSWER ? READERS + 1 : READERS);
                assertThat(desk.progress(sending).accepted()).isEqualTo(READERS);
                assertThat(desk.node().account().events().totals().processed()).isEqualTo(READERS);
            }
        }
    }
}
