package io.sendwell.smtp;

import static io.sendwell.smtp.SmtpTransportTest.refusal;
import static io.sendwell.smtp.SmtpTransportTest.to;
import static io.sendwell.smtp.Submissions.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.SmtpStep;
import io.sendwell.testkit.smtp.Stall;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionResult.Deferred;
import io.sendwell.transport.SubmissionResult.Rejected;
import io.sendwell.transport.SubmissionResult.Uncertain;
import io.sendwell.transport.SubmissionStep;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of a message when the server falls silent or goes away. */
@Timeout(60)
class LostConnectionTest {

    private static final String HEADER = "Subject: x\r\n\r\n";

    @ParameterizedTest
    @EnumSource
    void gone_after_the_content_it_is_uncertain_and_not_sent_again(Offer offer) {
        try (FakeSmtp smtp = offer.server().start();
                SmtpTransport transport = to(smtp).build()) {
            smtp.script().at(SmtpStep.ACCEPTED).once().drop();

            List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(1));

            assertThat(result(reports, 0))
                    .isInstanceOfSatisfying(
                            Uncertain.class,
                            uncertain -> assertThat(uncertain.lastStep()).isEqualTo(SubmissionStep.FINAL_ANSWER));
            assertThat(smtp.received()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void silent_after_the_content_it_is_uncertain_when_the_wait_for_the_final_reply_ends(Offer offer) throws Exception {
        try (FakeSmtp smtp = offer.server().start();
                SmtpTransport transport =
                        to(smtp).finalReplyTimeout(Duration.ofMillis(50)).build()) {
            Stall stall = smtp.script().at(SmtpStep.END_OF_CONTENT).stall();

            List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(1));

            assertThat(result(reports, 0)).isInstanceOf(Uncertain.class);
            stall.release();
        }
    }

    @Test
    void the_wait_for_the_final_reply_is_the_ten_minutes_of_the_standard() {
        assertThat(Timeouts.DEFAULT.finalReply()).isEqualTo(Duration.ofMinutes(10));
    }

    @ParameterizedTest
    @EnumSource
    void gone_amid_the_content_the_server_does_not_have_it(Offer offer) {
        RawMessage large = RawMessage.of(HEADER + "0123456789abcdef\r\n".repeat(1_500_000));
        try (FakeSmtp smtp = offer.server().start();
                SmtpTransport transport =
                        to(smtp).rendering((mail, options) -> large).build()) {
            smtp.script().at(SmtpStep.CONTENT).afterOctets(100_000).reset();

            List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(2));

            assertThat(result(reports, 0)).isInstanceOf(Deferred.class);
            assertThat(refusal(result(reports, 0)).scope()).isEqualTo(RefusalScope.ROUTE);
            assertThat(result(reports, 1)).isInstanceOf(Deferred.class);
            assertThat(smtp.received()).isEmpty();
        }
    }

    @Test
    void a_refusal_amid_the_content_is_heard() {
        RawMessage large = RawMessage.of(HEADER + "0123456789abcdef\r\n".repeat(1_000_000));
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport =
                        to(smtp).rendering((mail, options) -> large).build()) {
            smtp.script().at(SmtpStep.CONTENT).afterOctets(100_000).answer("552 5.3.4 Too large after all");

            SubmissionResult result = result(transport.submit(ACCOUNT, Submissions.many(1)), 0);

            // The reply may be lost with the connection; what is never said is that the message may have been taken.
            assertThat(result).isInstanceOfAny(Rejected.class, Deferred.class);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = SmtpStep.class,
            names = {"CONNECT", "EHLO", "MAIL", "RCPT"})
    void gone_before_the_content_the_route_is_away(SmtpStep step) {
        for (Offer offer : Offer.values()) {
            try (FakeSmtp smtp = offer.server().start();
                    SmtpTransport transport = to(smtp).build()) {
                smtp.script().at(step).drop();

                List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(3));

                assertThat(reports)
                        .allSatisfy(report -> assertThat(report.results().values())
                                .allSatisfy(result -> {
                                    assertThat(result).isInstanceOf(Deferred.class);
                                    assertThat(refusal(result).scope()).isEqualTo(RefusalScope.ROUTE);
                                }));
                assertThat(smtp.sessions()).hasSize(1);
            }
        }
    }

    @Test
    void silent_before_the_content_the_read_timeout_ends_it() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport =
                        to(smtp).readTimeout(Duration.ofMillis(50)).build()) {
            Stall stall = smtp.script().at(SmtpStep.MAIL).stall();

            SubmissionResult result = result(transport.submit(ACCOUNT, Submissions.many(1)), 0);

            assertThat(result).isInstanceOf(Deferred.class);
            stall.release();
        }
    }

    @Test
    void a_server_that_stops_reading_is_given_up_after_the_write_timeout() {
        RawMessage large = RawMessage.of(HEADER + "0123456789abcdef\r\n".repeat(1_900_000));
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).writeTimeout(Duration.ofMillis(200))
                        .rendering((mail, options) -> large)
                        .build()) {
            Stall stall = smtp.script().at(SmtpStep.CONTENT).afterOctets(1000).stall();

            SubmissionResult result = result(transport.submit(ACCOUNT, Submissions.many(1)), 0);

            assertThat(result).isInstanceOf(Deferred.class);
            stall.release();
        }
    }

    @Test
    void what_came_before_the_loss_stays_accepted_and_what_comes_behind_goes_over_another_connection() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).build()) {
            smtp.script().at(SmtpStep.MAIL).after(3).once().drop();

            List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(6));

            assertThat(reports).allMatch(SubmissionReport::allAccepted);
            assertThat(smtp.received()).hasSize(6);
            assertThat(smtp.sessions()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_connection_that_the_server_ends_after_some_messages_is_followed_by_another(Offer offer) {
        try (FakeSmtp smtp = offer.server().messagesPerConnection(2).start();
                SmtpTransport transport = to(smtp).build()) {
            List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(5));

            assertThat(reports).allMatch(SubmissionReport::allAccepted);
            assertThat(smtp.received()).hasSize(5);
            assertThat(smtp.sessions()).hasSize(3);
        }
    }

    @Test
    void what_was_in_the_window_behind_a_421_is_deferred_and_not_in_doubt() {
        try (FakeSmtp smtp = FakeSmtp.builder().messagesPerConnection(2).start();
                SmtpTransport transport = to(smtp).inDoubtWindow(4).build()) {
            List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(20));

            assertThat(reports)
                    .flatExtracting(report -> report.results().values())
                    .noneMatch(Uncertain.class::isInstance);
            assertThat(reports.stream().filter(SubmissionReport::allAccepted))
                    .hasSize(smtp.receivedCount())
                    .hasSizeGreaterThan(2);
        }
    }

    @Test
    void closing_the_transport_ends_a_wait_and_leaves_the_message_uncertain() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start()) {
            SmtpTransport transport = to(smtp).build();
            Stall stall = smtp.script().at(SmtpStep.END_OF_CONTENT).stall();
            CompletableFuture<List<SubmissionReport>> reports =
                    CompletableFuture.supplyAsync(() -> transport.submit(ACCOUNT, Submissions.many(2)));
            stall.awaitReached(Duration.ofSeconds(30));

            transport.close();

            assertThat(result(reports.get(), 0)).isInstanceOf(Uncertain.class);
            assertThat(result(reports.get(), 1)).isInstanceOf(Deferred.class);
            stall.release();
        }
    }

    @Test
    void an_answer_that_is_none_ends_the_connection() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).build()) {
            smtp.script().at(SmtpStep.MAIL).answer("354 Go on");

            assertThat(result(transport.submit(ACCOUNT, Submissions.many(1)), 0))
                    .isInstanceOf(Deferred.class);
        }
    }

    private static SubmissionResult result(List<SubmissionReport> reports, int index) {
        return reports.get(index).results().values().iterator().next();
    }
}
