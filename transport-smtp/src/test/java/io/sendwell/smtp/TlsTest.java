package io.sendwell.smtp;

import static io.sendwell.smtp.SmtpTransportTest.refusal;
import static io.sendwell.smtp.Submissions.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.ConfigurationException;
import io.sendwell.account.Secret;
import io.sendwell.smtp.ConnectionProblem.Kind;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.FakeSmtpBuilder;
import io.sendwell.testkit.smtp.TestCertificate;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionResult.Deferred;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TlsTest {

    @Test
    void by_starttls_everything_goes_over_tls() {
        try (FakeSmtp smtp = FakeSmtp.builder()
                        .requiresStartTls()
                        .user("shop", "s3cret")
                        .authOnlyAfterTls()
                        .requiresAuth()
                        .start();
                SmtpTransport transport = transport(startTls(smtp).login("shop", Secret.of("s3cret")))) {
            List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(3));

            assertThat(reports).allMatch(SubmissionReport::allAccepted);
            assertThat(smtp.received()).hasSize(3).allSatisfy(mail -> {
                assertThat(mail.tlsProtocol().orElseThrow()).isIn("TLSv1.2", "TLSv1.3");
                assertThat(mail.authenticatedUser()).contains("shop");
            });
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @Test
    void implicit_tls_needs_no_command() {
        try (FakeSmtp smtp = FakeSmtp.builder().implicitTls().start();
                SmtpTransport transport = transport(implicitTls(smtp))) {
            assertThat(transport.submit(ACCOUNT, Submissions.many(2))).allMatch(SubmissionReport::allAccepted);
            assertThat(smtp.received().get(0).tlsProtocol()).isPresent();
        }
    }

    @Test
    void without_starttls_nothing_is_sent_and_nobody_logs_in() {
        FakeSmtpBuilder withoutTls = FakeSmtp.builder().user("shop", "s3cret");
        assertNothingSent(withoutTls, Kind.NO_STARTTLS);
    }

    @Test
    void when_starttls_is_refused_nothing_is_sent() {
        assertNothingSent(FakeSmtp.builder().refusesStartTls().user("shop", "s3cret"), Kind.NO_STARTTLS);
    }

    @Test
    void a_certificate_for_another_host_stops_everything() {
        assertNothingSent(
                FakeSmtp.builder()
                        .startTls()
                        .certificate(TestCertificate.OTHER_HOST)
                        .user("shop", "s3cret"),
                Kind.HOST_NAME);
    }

    @Test
    void an_expired_certificate_stops_everything() {
        assertNothingSent(
                FakeSmtp.builder()
                        .startTls()
                        .certificate(TestCertificate.EXPIRED)
                        .user("shop", "s3cret"),
                Kind.CERTIFICATE);
    }

    @Test
    void a_certificate_that_the_jdk_does_not_trust_stops_everything() {
        try (FakeSmtp smtp = FakeSmtp.builder().startTls().start();
                SmtpTransport transport = transport(
                        SmtpServer.startTls(smtp.host()).withPort(smtp.port()).login("shop", Secret.of("s3cret")))) {
            assertNothingSent(smtp, transport, Kind.CERTIFICATE);
        }
    }

    @Test
    void replies_slipped_in_before_the_handshake_are_not_believed() {
        assertNothingSent(
                FakeSmtp.builder()
                        .injectsBeforeTls("250-injected\r\n250 AUTH PLAIN\r\n")
                        .user("shop", "s3cret"),
                Kind.TLS);
    }

    @Test
    void the_same_holds_for_implicit_tls() {
        try (FakeSmtp smtp = FakeSmtp.builder()
                        .implicitTls()
                        .certificate(TestCertificate.OTHER_HOST)
                        .start();
                SmtpTransport transport = transport(implicitTls(smtp))) {
            assertNothingSent(smtp, transport, Kind.HOST_NAME);
        }
    }

    @Test
    void tls_to_a_server_that_speaks_plain_text_first_is_explained() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = transport(implicitTls(smtp))) {
            assertNothingSent(smtp, transport, Kind.TLS);
        }
    }

    @Test
    void a_login_over_plain_text_has_to_be_asked_for() {
        SmtpServer server =
                SmtpServer.plainTextWithoutEncryption("localhost", 25).login("shop", Secret.of("s3cret"));

        assertThatThrownBy(() -> SmtpTransport.builder(server).build())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("without encryption")
                .hasMessageNotContaining("s3cret");
        SmtpTransport.builder(server.allowLoginWithoutEncryption()).build().close();
    }

    private static void assertNothingSent(FakeSmtpBuilder server, Kind kind) {
        try (FakeSmtp smtp = server.start();
                SmtpTransport transport = transport(startTls(smtp).login("shop", Secret.of("s3cret")))) {
            assertNothingSent(smtp, transport, kind);
        }
    }

    private static void assertNothingSent(FakeSmtp smtp, SmtpTransport transport, Kind kind) {
        SubmissionResult result = transport.submit(ACCOUNT, Submissions.many(2)).get(1).results().values().stream()
                .findFirst()
                .orElseThrow();

        assertThat(result).isInstanceOf(Deferred.class);
        assertThat(refusal(result).scope()).isEqualTo(RefusalScope.ROUTE);
        assertThat(transport.testConnection().problem().orElseThrow().kind()).isEqualTo(kind);
        assertThat(smtp.received()).isEmpty();
        assertThat(smtp.sessions())
                .flatExtracting(session -> session.lines())
                .noneMatch(line -> line.startsWith("C: AUTH") || line.startsWith("C: MAIL"));
    }

    static SmtpServer startTls(FakeSmtp smtp) {
        return SmtpServer.startTls(smtp.host()).withPort(smtp.port()).sslContext(FakeSmtp.clientSslContext());
    }

    static SmtpServer implicitTls(FakeSmtp smtp) {
        return SmtpServer.implicitTls(smtp.host()).withPort(smtp.port()).sslContext(FakeSmtp.clientSslContext());
    }

    private static SmtpTransport transport(SmtpServer server) {
        return SmtpTransport.builder(server).readTimeout(Duration.ofSeconds(5)).build();
    }
}
