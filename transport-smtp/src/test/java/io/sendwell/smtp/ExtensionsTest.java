package io.sendwell.smtp;

import static io.sendwell.smtp.SmtpTransportTest.refusal;
import static io.sendwell.smtp.SmtpTransportTest.to;
import static io.sendwell.smtp.Submissions.ACCOUNT;
import static io.sendwell.smtp.Submissions.rendered;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.Mailbox;
import io.sendwell.identity.ReversePath;
import io.sendwell.message.Mail;
import io.sendwell.route.Capability;
import io.sendwell.smtp.DsnOptions.Notify;
import io.sendwell.smtp.DsnOptions.Returned;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReceivedMail;
import io.sendwell.testkit.smtp.SmtpExtension;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtensionsTest {

    @Test
    void the_size_is_declared() throws IOException {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).build()) {
            Submission submission = Submissions.to("grace@example.net");

            transport.submit(ACCOUNT, List.of(submission));

            assertThat(smtp.received().get(0).parameters())
                    .containsEntry("SIZE", String.valueOf(rendered(submission).length));
        }
    }

    @Test
    void a_mail_of_exactly_the_announced_size_is_sent_and_a_larger_one_is_not_offered() throws IOException {
        Submission submission = Submissions.to("grace@example.net");
        int size = rendered(submission).length;
        try (FakeSmtp smtp = FakeSmtp.builder().sizeLimit(size).start();
                FakeSmtp smaller = FakeSmtp.builder().sizeLimit(size - 1).start();
                SmtpTransport transport = to(smtp).build();
                SmtpTransport toSmaller = to(smaller).build()) {
            assertThat(transport.submit(ACCOUNT, List.of(submission)).get(0).allAccepted())
                    .isTrue();

            SubmissionResult result = result(toSmaller, submission);

            assertThat(result).isInstanceOf(SubmissionResult.Rejected.class);
            assertThat(refusal(result).scope()).isEqualTo(RefusalScope.MESSAGE);
            assertThat(refusal(result).toString()).startsWith("552 5.3.4").contains("" + size, "" + (size - 1));
            assertThat(smaller.sessions().get(0).lines()).noneMatch(line -> line.startsWith("C: MAIL"));
        }
    }

    @Test
    void text_stays_in_ascii_unless_the_application_wants_eight_bits_and_the_server_offers_them() {
        Mail mail = Mail.compose()
                .from(Mailbox.of("news@example.org"))
                .to("grace@example.net")
                .subject("Grüße")
                .text("Schöne Grüße\n")
                .build();
        Submission submission = Submissions.of(1, mail, ReversePath.of(Submissions.BOUNCES), "grace@example.net");
        try (FakeSmtp smtp = FakeSmtp.start();
                FakeSmtp sevenBit = FakeSmtp.builder()
                        .withholds(SmtpExtension.EIGHT_BIT_MIME)
                        .start();
                SmtpTransport careful = to(smtp).build();
                SmtpTransport direct = to(smtp).bodyEncoding(BodyEncoding.EIGHT_BIT_WHERE_OFFERED)
                        .build();
                SmtpTransport unable = to(sevenBit)
                        .bodyEncoding(BodyEncoding.EIGHT_BIT_WHERE_OFFERED)
                        .build()) {
            careful.submit(ACCOUNT, List.of(submission));
            direct.submit(ACCOUNT, List.of(submission));
            unable.submit(ACCOUNT, List.of(submission));

            assertThat(smtp.received().get(0).parameters()).doesNotContainKey("BODY");
            assertThat(smtp.received().get(0).text()).isASCII();
            assertThat(smtp.received().get(1).parameters()).containsEntry("BODY", "8BITMIME");
            assertThat(smtp.received().get(1).text()).contains("Schöne Grüße");
            assertThat(sevenBit.received().get(0).text()).isASCII();
            assertThat(smtp.violations()).isEmpty();
            assertThat(sevenBit.violations()).isEmpty();
        }
    }

    // U+760D and U+760A end in the octets of CR and LF; Angus before 2.0.4 sent only those (CVE-2025-7962).
    @ParameterizedTest
    @ValueSource(strings = {"grüße@example.net", "用户@example.net", "a瘍瘊rcpt@example.net"})
    void a_local_part_outside_ascii_goes_only_where_smtputf8_is_offered(String recipient) {
        Submission submission = Submissions.to(recipient);
        try (FakeSmtp smtp = FakeSmtp.start();
                FakeSmtp ascii =
                        FakeSmtp.builder().withholds(SmtpExtension.SMTPUTF8).start();
                SmtpTransport transport = to(smtp).build();
                SmtpTransport toAscii = to(ascii).build()) {
            assertThat(transport.submit(ACCOUNT, List.of(submission)).get(0).allAccepted())
                    .isTrue();
            assertThat(smtp.received().get(0).forwardPaths()).containsExactly(recipient);
            assertThat(smtp.received().get(0).parameters()).containsKey("SMTPUTF8");
            assertThat(smtp.violations()).isEmpty();

            SubmissionResult result = result(toAscii, submission);

            assertThat(result).isInstanceOf(SubmissionResult.Rejected.class);
            assertThat(refusal(result).code()).isEqualTo("ADDRESS_NEEDS_SMTPUTF8");
            assertThat(refusal(result).enhancedCode()).isEqualTo("5.6.7");
            assertThat(ascii.sessions().get(0).lines()).noneMatch(line -> line.startsWith("C: MAIL"));
        }
    }

    @Test
    void a_mail_that_cannot_go_does_not_hold_up_the_next() {
        try (FakeSmtp smtp =
                        FakeSmtp.builder().withholds(SmtpExtension.SMTPUTF8).start();
                SmtpTransport transport = to(smtp).build()) {
            List<SubmissionReport> reports = transport.submit(
                    ACCOUNT,
                    List.of(
                            Submissions.numbered(1, "grüße@example.net"),
                            Submissions.numbered(2, "grace@example.net")));

            assertThat(reports.get(0).allAccepted()).isFalse();
            assertThat(reports.get(1).allAccepted()).isTrue();
            assertThat(smtp.received()).hasSize(1);
        }
    }

    @Test
    void reports_of_failures_and_delays_are_asked_for_where_offered() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).build()) {
            transport.submit(ACCOUNT, List.of(Submissions.to("grace+news@example.net")));

            ReceivedMail mail = smtp.received().get(0);
            assertThat(mail.parameters()).containsEntry("RET", "HDRS").containsEntry("ENVID", "m1");
            assertThat(mail.recipients().get(0).parameters())
                    .containsEntry("NOTIFY", "FAILURE,DELAY")
                    .containsEntry("ORCPT", "rfc822;grace+2Bnews@example.net");
            assertThat(transport.capabilities(ACCOUNT).can(Capability.DELIVERY_STATUS_NOTIFICATION))
                    .isTrue();
        }
    }

    @Test
    void reports_can_be_chosen_declined_and_left_to_the_server() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport all = to(smtp).deliveryStatusNotifications(
                                new DsnOptions(EnumSet.allOf(Notify.class), Returned.FULL))
                        .build();
                SmtpTransport never = to(smtp).deliveryStatusNotifications(new DsnOptions(Set.of(), Returned.HDRS))
                        .build();
                SmtpTransport unsaid =
                        to(smtp).withoutDeliveryStatusNotifications().build()) {
            for (SmtpTransport transport : List.of(all, never, unsaid)) {
                transport.submit(ACCOUNT, List.of(Submissions.to("grace@example.net")));
            }

            assertThat(smtp.received().get(0).parameters()).containsEntry("RET", "FULL");
            assertThat(notify(smtp, 0)).isEqualTo("SUCCESS,FAILURE,DELAY");
            assertThat(notify(smtp, 1)).isEqualTo("NEVER");
            assertThat(notify(smtp, 2)).isNull();
            assertThat(unsaid.capabilities(ACCOUNT).can(Capability.DELIVERY_STATUS_NOTIFICATION))
                    .isFalse();
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @Test
    void chunking_can_be_declined() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).chunking(Chunking.NEVER).build()) {
            transport.submit(ACCOUNT, List.of(Submissions.to("grace@example.net")));

            assertThat(smtp.received().get(0).contentCommand()).isEqualTo(ReceivedMail.ContentCommand.DATA);
        }
    }

    @Test
    void without_esmtp_the_mail_goes_as_well() throws IOException {
        Submission submission = Submissions.to("grace@example.net");
        try (FakeSmtp smtp = FakeSmtp.builder().refusesEhlo().start();
                SmtpTransport transport = to(smtp).build()) {
            assertThat(transport.submit(ACCOUNT, List.of(submission)).get(0).allAccepted())
                    .isTrue();
            assertThat(smtp.received().get(0).octets()).isEqualTo(rendered(submission));
            assertThat(smtp.violations()).isEmpty();
        }
    }

    private static String notify(FakeSmtp smtp, int mail) {
        return smtp.received().get(mail).recipients().get(0).parameters().get("NOTIFY");
    }

    private static SubmissionResult result(SmtpTransport transport, Submission submission) {
        return transport
                .submit(ACCOUNT, List.of(submission))
                .get(0)
                .results()
                .values()
                .iterator()
                .next();
    }
}
