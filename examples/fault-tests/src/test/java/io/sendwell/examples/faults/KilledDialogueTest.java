package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.outbox.SendingId;
import io.sendwell.testkit.crash.WorkerProcess;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.SmtpExtension;
import io.sendwell.testkit.smtp.SmtpStep;
import io.sendwell.testkit.smtp.Stall;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A worker is killed at one point of an SMTP dialogue, and another one takes over. Counted at the server. */
class KilledDialogueTest {

    private static final int READERS = 2;
    // Longer than any machine takes for a call. Nobody waits for its end: when the worker is dead the clock is put on.
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration CALL_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    private final long start = System.nanoTime();

    /** Where the worker is killed: while the server keeps silent, or by itself where the server sees nothing. */
    enum Point {
        CONNECT(SmtpStep.CONNECT, 0),
        MAIL(SmtpStep.MAIL, 0),
        RCPT(SmtpStep.RCPT, 0),
        DATA(SmtpStep.DATA, 0),
        BEFORE_THE_DOT(DyingTransport.Moment.BEFORE_THE_DOT, 0),
        AFTER_THE_DOT(SmtpStep.END_OF_CONTENT, 1),
        ACCEPTED(SmtpStep.ACCEPTED, 1),
        AFTER_THE_ANSWER(DyingTransport.Moment.AFTER_THE_ANSWER, 1);

        private final Optional<SmtpStep> silence;
        private final DyingTransport.Moment moment;
        private final int mostDuplicates;

        Point(SmtpStep silence, int mostDuplicates) {
            this.silence = Optional.of(silence);
            this.moment = DyingTransport.Moment.NEVER;
            this.mostDuplicates = mostDuplicates;
        }

        Point(DyingTransport.Moment moment, int mostDuplicates) {
            this.silence = Optional.empty();
            this.moment = moment;
            this.mostDuplicates = mostDuplicates;
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "MAIL", "RCPT", "DATA", "BEFORE_THE_DOT"})
    void a_kill_up_to_the_dot_loses_nothing_and_sends_nothing_twice(Point point) throws Exception {
        killed(point);
    }

    @ParameterizedTest
    @EnumSource(names = {"AFTER_THE_DOT", "ACCEPTED", "AFTER_THE_ANSWER"})
    void a_kill_after_the_dot_loses_nothing_and_costs_at_most_one_copy(Point point) throws Exception {
        killed(point);
    }

    private void killed(Point point) throws Exception {
        int kills = Scale.of(50, 1);
        int duplicates = 0;
        for (int kill = 0; kill < kills; kill++) {
            int again = duplicatesOfOneKill(point);
            assertThat(again).isLessThanOrEqualTo(point.mostDuplicates);
            duplicates += again;
        }
        Figures.note(
                "5 killed at " + point,
                Duration.ofNanos(System.nanoTime() - start),
                kills + " kills, 0 lost, " + duplicates + " duplicates");
    }

    private static int duplicatesOfOneKill(Point point) throws Exception {
        // With BDAT the last octets and the end of a mail are one command; with DATA there is a dot to be killed
        // before.
        try (FakeSmtp smtp =
                FakeSmtp.builder().withholds(SmtpExtension.CHUNKING).start()) {
            StoreClock clock = StoreClock.of(postgresql.newDatabase());
            Settings settings = clock.settings()
                    .with(Setting.HOP, Hop.SMTP)
                    .with(Setting.HOP_ADDRESS, "smtp://" + smtp.host() + ":" + smtp.port())
                    // One for individual mail, so that one sends the broadcast.
                    .with(Setting.THREADS, 2)
                    .with(Setting.LEASE, LEASE)
                    .with(Setting.CALL_TIMEOUT, CALL_TIMEOUT)
                    .with(Setting.RETRY_AFTER, Duration.ofMillis(100));
            try (Desk desk = Desk.open(settings)) {
                SendingId sending = desk.broadcast(READERS);
                killAt(point, smtp, settings.with(Setting.DIES, point.moment));
                clock.wrongBy(LEASE.multipliedBy(2));
                desk.node().start();
                desk.awaitFinished(sending, DEADLINE);

                List<String> copies = smtp.received().stream()
                        .flatMap(mail -> mail.forwardPaths().stream())
                        .toList();
                assertThat(copies).containsAll(Broadcasts.readers(READERS));
                assertThat(desk.progress(sending).accepted()).isEqualTo(READERS);
                return copies.size() - READERS;
            }
        }
    }

    private static void killAt(Point point, FakeSmtp smtp, Settings settings) throws InterruptedException {
        Optional<Stall> silence =
                point.silence.map(step -> smtp.script().at(step).once().stall());
        try (Fleet fleet = Fleet.of(1, settings)) {
            WorkerProcess worker = fleet.worker(0);
            if (silence.isPresent()) {
                silence.get().awaitReached(DEADLINE);
                worker.killNow();
                silence.get().release();
            } else {
                assertThat(worker.awaitEnd(DEADLINE)).as(fleet.outputs()).isTrue();
            }
            assertThat(worker.exitCode()).hasValue(128 + 9);
        }
    }
}
