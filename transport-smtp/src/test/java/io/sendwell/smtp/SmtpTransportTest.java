package io.sendwell.smtp;

import static io.sendwell.smtp.Submissions.ACCOUNT;
import static io.sendwell.smtp.Submissions.ALAN;
import static io.sendwell.smtp.Submissions.GRACE;
import static io.sendwell.smtp.Submissions.rendered;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.EmailAddress;
import io.sendwell.identity.ReversePath;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReceivedMail;
import io.sendwell.testkit.smtp.SmtpStep;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionResult.Accepted;
import io.sendwell.transport.SubmissionResult.Deferred;
import io.sendwell.transport.SubmissionResult.Rejected;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SmtpTransportTest {

    @ParameterizedTest
    @EnumSource
    void mails_arrive_exactly_as_rendered_with_the_reverse_path_of_their_envelope(Offer offer) throws IOException {
        try (FakeSmtp smtp = offer.server().start();
                SmtpTransport transport = to(smtp).build()) {
            List<Submission> submissions = Submissions.many(5);

            List<SubmissionReport> reports = transport.submit(ACCOUNT, submissions);

            assertThat(reports).hasSize(5).allMatch(SubmissionReport::allAccepted);
            assertThat(smtp.violations()).isEmpty();
            assertThat(smtp.sessions()).hasSize(1);
            for (int i = 0; i < submissions.size(); i++) {
                ReceivedMail mail = smtp.received().get(i);
                assertThat(mail.reversePath()).isEqualTo("b+7k.9f@bounce.example.org");
                assertThat(mail.forwardPaths()).containsExactly("reader" + (i + 1) + "@example.net");
                assertThat(mail.octets()).isEqualTo(rendered(submissions.get(i)));
            }
        }
    }

    @Test
    void a_null_reverse_path_stays_one_and_asks_for_no_reports() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).build()) {
            Submission submission = Submissions.of(
                    1, Submissions.statement("grace@example.net"), ReversePath.none(), "grace@example.net");

            assertThat(transport.submit(ACCOUNT, List.of(submission)).get(0).allAccepted())
                    .isTrue();

            ReceivedMail mail = smtp.received().get(0);
            assertThat(mail.reversePath()).isEmpty();
            assertThat(mail.parameters()).doesNotContainKeys("RET", "ENVID");
            assertThat(mail.recipients().get(0).parameters()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_refused_recipient_does_not_keep_the_mail_from_the_others(Offer offer) {
        try (FakeSmtp smtp = offer.server().start();
                SmtpTransport transport = to(smtp).build()) {
            smtp.script().rejects("alan@example.net", "550 5.1.1 User unknown");

            List<SubmissionReport> reports = transport.submit(
                    ACCOUNT,
                    List.of(
                            Submissions.numbered(1, "alan@example.net", "grace@example.net"),
                            Submissions.numbered(2, "grace@example.net")));

            assertThat(reports.get(0).accepted()).containsExactly(GRACE);
            assertThat(reports.get(0).results().get(ALAN)).isInstanceOfSatisfying(Rejected.class, rejected -> {
                assertThat(rejected.refusal()).hasToString("550 5.1.1 User unknown");
                assertThat(rejected.refusal().scope()).isEqualTo(RefusalScope.RECIPIENT);
            });
            assertThat(reports.get(1).allAccepted()).isTrue();
            assertThat(smtp.received()).hasSize(2);
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 450 4.4.5 Try later, Deferred, ROUTE, 450 4.4.5 Try later",
        "MAIL, 450 4.1.8 Sender's domain not found, Deferred, MESSAGE, 450 4.1.8 Sender's domain not found",
        "MAIL, 421 4.3.2 Closing, Deferred, ROUTE, 421 4.3.2 Closing",
        "MAIL, 550 5.7.1 Not your sender, Rejected, MESSAGE, 550 5.7.1 Not your sender",
        "MAIL, 530 5.7.0 Log in first, Deferred, ROUTE, 530 5.7.0 Log in first",
        "RCPT, 450 4.2.0 Greylisted, Deferred, RECIPIENT, 450 4.2.0 Greylisted",
        "RCPT, 452 Mailbox full, Deferred, RECIPIENT, 452 Mailbox full",
        "RCPT, 421 4.7.0 Too many, Deferred, ROUTE, 421 4.7.0 Too many",
        "RCPT, 550 No such user, Rejected, RECIPIENT, 550 No such user",
        "END_OF_CONTENT, 451 4.3.0 Try again, Deferred, MESSAGE, 451 4.3.0 Try again",
        "END_OF_CONTENT, 421 4.3.0 Closing, Deferred, ROUTE, 421 4.3.0 Closing",
        "END_OF_CONTENT, 554 5.7.1 Spam, Rejected, MESSAGE, 554 5.7.1 Spam",
    })
    void a_refusal_says_for_how_long_what_it_is_about_and_why(
            SmtpStep step, String reply, String result, RefusalScope scope, String words) {
        for (Offer offer : Offer.values()) {
            try (FakeSmtp smtp = offer.server().start();
                    SmtpTransport transport = to(smtp).build()) {
                smtp.script().at(step).answer(reply);

                SubmissionResult outcome = transport
                        .submit(ACCOUNT, List.of(Submissions.to("grace@example.net")))
                        .get(0)
                        .results()
                        .get(GRACE);

                assertThat(outcome.getClass().getSimpleName()).isEqualTo(result);
                assertThat(refusal(outcome).scope()).isEqualTo(scope);
                assertThat(refusal(outcome)).hasToString(words);
                assertThat(smtp.received()).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"451 4.3.0 Try again, Deferred", "554 5.5.1 No, Rejected"})
    void a_refused_data_command_is_about_the_message(String reply, String result) {
        try (FakeSmtp smtp = Offer.DATA_PIPELINED.server().start();
                SmtpTransport transport = to(smtp).build()) {
            smtp.script().at(SmtpStep.DATA).once().answer(reply);

            List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(2));

            SubmissionResult refused =
                    reports.get(0).results().values().iterator().next();
            assertThat(refused.getClass().getSimpleName()).isEqualTo(result);
            assertThat(refusal(refused).scope()).isEqualTo(RefusalScope.MESSAGE);
            assertThat(reports.get(1).allAccepted()).isTrue();
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @Test
    void all_lines_of_a_reply_are_told() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).build()) {
            smtp.script()
                    .at(SmtpStep.RCPT)
                    .answer("550 5.7.1 Your mail was refused.\n5.7.1 See https://example.net/why");

            SubmissionResult result = transport
                    .submit(ACCOUNT, List.of(Submissions.to("grace@example.net")))
                    .get(0)
                    .results()
                    .get(GRACE);

            assertThat(refusal(result).text()).isEqualTo("Your mail was refused. See https://example.net/why");
        }
    }

    @Test
    void acceptance_brings_the_servers_words() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).build()) {
            SubmissionResult result = transport
                    .submit(ACCOUNT, List.of(Submissions.to("grace@example.net")))
                    .get(0)
                    .results()
                    .get(GRACE);

            assertThat(result)
                    .isInstanceOfSatisfying(
                            Accepted.class,
                            accepted -> assertThat(accepted.reply()).startsWith("250 2."));
        }
    }

    @Test
    void after_a_deferral_of_the_route_the_rest_is_deferred_unasked() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).build()) {
            smtp.script().at(SmtpStep.MAIL).after(1).answer("451 4.4.5 Too busy");

            List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(10));

            assertThat(reports.get(0).allAccepted()).isTrue();
            assertThat(reports.subList(1, 10))
                    .allSatisfy(report -> assertThat(report.results().values())
                            .allSatisfy(result -> assertThat(result)
                                    .isInstanceOfSatisfying(
                                            Deferred.class,
                                            deferred -> assertThat(
                                                            deferred.refusal().scope())
                                                    .isEqualTo(RefusalScope.ROUTE))));
            assertThat(smtp.sessions()).hasSize(1);
        }
    }

    @Test
    void a_hundred_recipients_go_in_one_transaction() {
        String[] recipients = Stream.iterate(1, n -> n + 1)
                .limit(300)
                .map(n -> "reader" + n + "@example.net")
                .toArray(String[]::new);
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).build()) {
            Submission submission = Submissions.of(
                    1, Submissions.statement("list@example.org"), ReversePath.of(Submissions.BOUNCES), recipients);

            SubmissionReport report =
                    transport.submit(ACCOUNT, List.of(submission)).get(0);

            assertThat(report.accepted()).hasSize(300).startsWith(EmailAddress.parse("reader1@example.net"));
            assertThat(smtp.receivedCount()).isEqualTo(1);
        }
    }

    @Test
    void an_empty_list_connects_to_nobody() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).build()) {
            assertThat(transport.submit(ACCOUNT, List.of())).isEmpty();
            assertThat(smtp.sessions()).isEmpty();
        }
    }

    @Test
    void a_closed_transport_defers() {
        try (FakeSmtp smtp = FakeSmtp.start()) {
            SmtpTransport transport = to(smtp).build();
            transport.close();

            SubmissionResult result = transport
                    .submit(ACCOUNT, List.of(Submissions.to("grace@example.net")))
                    .get(0)
                    .results()
                    .get(GRACE);

            assertThat(refusal(result).text()).contains("closed");
            assertThat(smtp.sessions()).isEmpty();
        }
    }

    @Test
    void an_interrupted_thread_sends_no_more_and_stays_interrupted() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).build()) {
            Thread.currentThread().interrupt();

            List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(2));

            assertThat(Thread.interrupted()).isTrue();
            assertThat(reports).hasSize(2).noneMatch(SubmissionReport::allAccepted);
            assertThat(smtp.received()).isEmpty();
        }
    }

    static SmtpTransportBuilder to(FakeSmtp smtp) {
        return SmtpTransport.builder(SmtpServer.plainTextWithoutEncryption(smtp.host(), smtp.port()));
    }

    static io.sendwell.transport.Refusal refusal(SubmissionResult result) {
        return result.fold(
                accepted -> {
                    throw new AssertionError("Accepted: " + accepted);
                },
                Deferred::refusal,
                Rejected::refusal,
                uncertain -> {
                    throw new AssertionError("Uncertain: " + uncertain);
                });
    }
}
