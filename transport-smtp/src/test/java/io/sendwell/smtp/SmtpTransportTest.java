package io.sendwell.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.MimeRenderer;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReceivedMail;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult.Accepted;
import io.sendwell.transport.SubmissionResult.Rejected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmtpTransportTest {

    @Test
    void a_mail_arrives_exactly_as_rendered_with_the_reverse_path_of_its_envelope() throws IOException {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = transport(smtp)) {
            Submission submission = Submissions.to("grace@example.net");

            List<SubmissionReport> reports = transport.submit(Submissions.ACCOUNT, List.of(submission));

            assertThat(reports).hasSize(1);
            assertThat(reports.get(0).results().get(Submissions.GRACE)).isInstanceOf(Accepted.class);
            ReceivedMail mail = smtp.received().get(0);
            assertThat(mail.reversePath()).isEqualTo("b+7k.9f@bounce.example.org");
            assertThat(mail.forwardPaths()).containsExactly("grace@example.net");
            assertThat(mail.octets()).isEqualTo(rendered(submission));
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @Test
    void a_refused_recipient_does_not_keep_the_mail_from_the_others() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = transport(smtp)) {
            smtp.script().rejects("gone@example.net", "550 5.1.1 User unknown");

            SubmissionReport report = transport
                    .submit(Submissions.ACCOUNT, List.of(Submissions.to("gone@example.net", "grace@example.net")))
                    .get(0);

            assertThat(report.accepted()).containsExactly(Submissions.GRACE);
            assertThat(report.results().values().iterator().next())
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            rejected -> assertThat(rejected.refusal()).hasToString("550 5.1.1 User unknown"));
            assertThat(smtp.violations()).isEmpty();
        }
    }

    private static SmtpTransport transport(FakeSmtp smtp) {
        return SmtpTransport.builder(SmtpServer.plainTextWithoutEncryption(smtp.host(), smtp.port()))
                .build();
    }

    private static byte[] rendered(Submission submission) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        MimeRenderer.create()
                .render(submission.outgoing(), MimeOptions.sevenBit())
                .writeTo(octets);
        return octets.toByteArray();
    }
}
