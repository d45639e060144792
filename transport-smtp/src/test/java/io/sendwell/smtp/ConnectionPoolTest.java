package io.sendwell.smtp;

import static io.sendwell.smtp.SmtpTransportTest.to;
import static io.sendwell.smtp.Submissions.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.SmtpStep;
import io.sendwell.testkit.smtp.Stall;
import io.sendwell.transport.SubmissionReport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ConnectionPoolTest {

    private final VirtualClock clock = VirtualClock.at("2026-11-21T09:00:00Z");

    @Test
    void a_connection_is_used_again() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).clock(clock).build()) {
            sendOne(transport);
            sendOne(transport);

            assertThat(smtp.received()).hasSize(2);
            assertThat(smtp.sessions()).hasSize(1);
        }
    }

    @Test
    void after_a_pause_the_server_is_asked_whether_it_is_still_there() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).clock(clock).build()) {
            sendOne(transport);
            assertThat(smtp.sessions().get(0).lines()).doesNotContain("C: RSET");

            clock.advance(Duration.ofSeconds(5));
            sendOne(transport);

            assertThat(smtp.sessions()).hasSize(1);
            assertThat(smtp.sessions().get(0).lines()).contains("C: RSET");
        }
    }

    @Test
    void a_connection_that_does_not_answer_is_replaced_before_the_mail() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).clock(clock).build()) {
            smtp.script().at(SmtpStep.RSET).drop();
            sendOne(transport);
            clock.advance(Duration.ofSeconds(5));

            sendOne(transport);

            assertThat(smtp.received()).hasSize(2);
            assertThat(smtp.sessions()).hasSize(2);
        }
    }

    @Test
    void a_connection_that_the_server_closed_meanwhile_is_replaced_without_anyone_noticing() {
        for (int window : new int[] {1, 8}) {
            try (FakeSmtp smtp = FakeSmtp.start();
                    SmtpTransport transport =
                            to(smtp).inDoubtWindow(window).clock(clock).build()) {
                smtp.script().at(SmtpStep.MAIL).after(1).once().drop();
                sendOne(transport);

                sendOne(transport);

                assertThat(smtp.received()).hasSize(2);
                assertThat(smtp.sessions()).hasSize(2);
            }
        }
    }

    @Test
    void a_connection_is_not_used_beyond_its_idle_limit() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport =
                        to(smtp).idleLimit(Duration.ofSeconds(20)).clock(clock).build()) {
            sendOne(transport);
            clock.advance(Duration.ofSeconds(20));
            sendOne(transport);

            assertThat(smtp.sessions()).hasSize(2);
            assertThat(smtp.sessions().get(0).lines()).contains("C: QUIT");
        }
    }

    @Test
    void an_idle_connection_is_closed_without_waiting_for_the_next_mail() throws InterruptedException {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).writeTimeout(Duration.ofMillis(100))
                        .clock(clock)
                        .build()) {
            sendOne(transport);
            clock.advance(Duration.ofMinutes(1));

            smtp.awaitSessionsEnded(Duration.ofSeconds(30));
        }
    }

    @Test
    void a_connection_is_not_used_beyond_its_age_limit() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport =
                        to(smtp).ageLimit(Duration.ofSeconds(10)).clock(clock).build()) {
            for (int i = 0; i < 4; i++) {
                sendOne(transport);
                clock.advance(Duration.ofSeconds(6));
            }

            assertThat(smtp.sessions()).hasSize(2);
        }
    }

    @Test
    void a_connection_carries_no_more_messages_than_said() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport =
                        to(smtp).messagesPerConnection(3).clock(clock).build()) {
            assertThat(transport.submit(ACCOUNT, Submissions.many(7))).allMatch(SubmissionReport::allAccepted);
            sendOne(transport);

            assertThat(smtp.received()).extracting(mail -> mail.session()).containsExactly(1, 1, 1, 2, 2, 2, 3, 3);
        }
    }

    @Test
    void a_connection_is_dropped_after_a_refusal() {
        for (Offer offer : Offer.values()) {
            for (SmtpStep step : List.of(SmtpStep.MAIL, SmtpStep.RCPT, SmtpStep.END_OF_CONTENT)) {
                try (FakeSmtp smtp = offer.server().start();
                        SmtpTransport transport = to(smtp).clock(clock).build()) {
                    smtp.script().at(step).once().answer("550 5.7.1 No");
                    transport.submit(ACCOUNT, Submissions.many(1));

                    sendOne(transport);

                    assertThat(smtp.received().get(0).session())
                            .as("%s at %s", offer, step)
                            .isEqualTo(2);
                    assertThat(smtp.violations()).isEmpty();
                }
            }
        }
    }

    @Test
    void threads_share_no_more_connections_than_there_are_places() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(12);
        try (FakeSmtp smtp = FakeSmtp.builder().connections(3).start();
                SmtpTransport transport = to(smtp).maxConnections(3).build()) {
            List<Future<List<SubmissionReport>>> reports = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                reports.add(threads.submit(() -> transport.submit(ACCOUNT, Submissions.many(5))));
            }
            for (Future<List<SubmissionReport>> report : reports) {
                assertThat(report.get()).hasSize(5).allMatch(SubmissionReport::allAccepted);
            }

            assertThat(smtp.receivedCount()).isEqualTo(300);
            assertThat(smtp.sessions()).hasSizeLessThanOrEqualTo(6);
            assertThat(smtp.violations()).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void an_interrupt_ends_the_wait_for_a_place() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).maxConnections(1).build()) {
            Stall stall = smtp.script().at(SmtpStep.MAIL).once().stall();
            CompletableFuture<List<SubmissionReport>> first =
                    CompletableFuture.supplyAsync(() -> transport.submit(ACCOUNT, Submissions.many(1)));
            stall.awaitReached(Duration.ofSeconds(30));
            Thread.currentThread().interrupt();

            List<SubmissionReport> second = transport.submit(ACCOUNT, Submissions.many(1));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(second).noneMatch(SubmissionReport::allAccepted);
            stall.release();
            assertThat(first.get()).allMatch(SubmissionReport::allAccepted);
        }
    }

    @Test
    void closing_takes_leave() throws InterruptedException {
        try (FakeSmtp smtp = FakeSmtp.start()) {
            try (SmtpTransport transport = to(smtp).build()) {
                sendOne(transport);
            }
            smtp.awaitSessionsEnded(Duration.ofSeconds(30));
            assertThat(smtp.sessions().get(0).lines()).contains("C: QUIT");
        }
    }

    private static void sendOne(SmtpTransport transport) {
        assertThat(transport.submit(ACCOUNT, Submissions.many(1))).allMatch(SubmissionReport::allAccepted);
    }
}
