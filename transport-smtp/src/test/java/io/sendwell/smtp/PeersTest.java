package io.sendwell.smtp;

import static io.sendwell.smtp.Submissions.ACCOUNT;
import static io.sendwell.smtp.Submissions.rendered;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.sendwell.account.Secret;
import io.sendwell.address.EmailAddress;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReceivedMail;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult.Accepted;
import io.sendwell.transport.SubmissionResult.Rejected;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Servers that other people wrote. */
@Timeout(120)
class PeersTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void greenmail_takes_our_login_and_our_mails() throws Exception {
        GreenMail peer = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        peer.start();
        try {
            peer.setUser("news@example.org", "shop", "s3cret");
            SmtpServer server = SmtpServer.plainTextWithoutEncryption(
                            "127.0.0.1", peer.getSmtp().getPort())
                    .login("shop", Secret.of("s3cret"))
                    .allowLoginWithoutEncryption();
            try (SmtpTransport transport = SmtpTransport.builder(server).build()) {
                assertThat(transport.submit(ACCOUNT, Submissions.many(10))).allMatch(SubmissionReport::allAccepted);
            }

            assertThat(peer.waitForIncomingEmail(PATIENCE.toMillis(), 10)).isTrue();
            MimeMessage mail = peer.getReceivedMessages()[0];
            assertThat(mail.getSubject()).isEqualTo("Your October statement");
            assertThat(mail.getContent().toString()).contains("\r\n.\r\n.. this line begins with two dots\r\n");
        } finally {
            peer.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({"WHERE_OFFERED, 1", "WHERE_OFFERED, 16", "NEVER, 1"})
    void postfix_takes_our_mails_and_passes_them_on_unchanged(Chunking chunking, int window) throws Exception {
        try (FakeSmtp nextHop = FakeSmtp.start();
                Postfix peer = Postfix.relayingTo(nextHop.port());
                SmtpTransport transport = SmtpTransport.builder(peer.server())
                        .chunking(chunking)
                        .inDoubtWindow(window)
                        .build()) {
            List<Submission> submissions = Submissions.many(40);

            List<SubmissionReport> reports = transport.submit(ACCOUNT, submissions);

            assertThat(reports).allMatch(SubmissionReport::allAccepted);
            assertThat(reports.get(0).results().values())
                    .allSatisfy(result ->
                            assertThat(((Accepted) result).providerId()).isNotEmpty());
            List<ReceivedMail> received = nextHop.awaitReceived(40, PATIENCE).stream()
                    .sorted(Comparator.comparing(PeersTest::number))
                    .toList();
            for (int i = 0; i < submissions.size(); i++) {
                assertThat(withoutTrace(received.get(i)))
                        .isEqualTo(new String(rendered(submissions.get(i)), ISO_8859_1));
                assertThat(received.get(i).reversePath()).isEqualTo("b+7k.9f@bounce.example.org");
                assertThat(received.get(i).parameters()).containsEntry("ENVID", "m" + (i + 1));
            }
            assertThat(nextHop.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void postfix_throws_away_what_the_mark_did_not_let_leave(Chunking chunking) throws Exception {
        try (FakeSmtp nextHop = FakeSmtp.start();
                Postfix peer = Postfix.relayingTo(nextHop.port());
                SmtpTransport transport =
                        SmtpTransport.builder(peer.server()).chunking(chunking).build()) {
            List<SubmissionReport> reports = transport.submit(
                    ACCOUNT,
                    Submissions.many(5),
                    submissions -> !submissions.get(0).id().equals("m2"));

            assertThat(reports)
                    .extracting(SubmissionReport::allAccepted)
                    .containsExactly(true, false, true, true, true);
            assertThat(nextHop.awaitReceived(4, PATIENCE))
                    .extracting(PeersTest::number)
                    .containsExactlyInAnyOrder(1, 3, 4, 5);
        }
    }

    @Test
    void postfix_offers_and_refuses_in_words_that_we_understand() throws Exception {
        try (FakeSmtp nextHop = FakeSmtp.start();
                Postfix peer = Postfix.relayingTo(nextHop.port());
                SmtpTransport transport = SmtpTransport.builder(peer.server()).build()) {
            ConnectionReport report = transport.testConnection();

            assertThat(report.works()).isTrue();
            assertThat(report.extensions()).contains("PIPELINING", "CHUNKING", "SMTPUTF8", "DSN", "SIZE 20000000");

            List<SubmissionReport> reports = transport.submit(
                    ACCOUNT,
                    List.of(
                            Submissions.numbered(1, "refused@example.org", "grace@example.net"),
                            Submissions.numbered(2, "grace@example.net")));

            assertThat(reports.get(0).accepted()).containsExactly(Submissions.GRACE);
            assertThat(reports.get(0).results().get(EmailAddress.parse("refused@example.org")))
                    .isInstanceOfSatisfying(Rejected.class, rejected -> {
                        assertThat(rejected.refusal().code()).isEqualTo("554");
                        assertThat(rejected.refusal().enhancedCode()).isEqualTo("5.7.1");
                        assertThat(rejected.refusal().text()).contains("not here");
                    });
            assertThat(reports.get(1).allAccepted()).isTrue();
        }
    }

    private static int number(ReceivedMail mail) {
        return Integer.parseInt(mail.parameters().get("ENVID").substring(1));
    }

    /** Without the Received field that Postfix puts on top. */
    private static String withoutTrace(ReceivedMail mail) throws IOException {
        String text = new String(mail.octets(), ISO_8859_1);
        assertThat(text).startsWith("Received: ");
        return text.replaceFirst("^Received: .*\r\n(?:[ \t].*\r\n)*", "");
    }
}
