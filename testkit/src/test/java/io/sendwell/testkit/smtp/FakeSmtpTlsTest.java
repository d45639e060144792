package io.sendwell.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.testkit.smtp.Violation.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

class FakeSmtpTlsTest {
    private static final Duration MAX = Duration.ofSeconds(20);

    @Test
    void implicit_tls_begins_with_the_first_octet() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().implicitTls().start();
                RawClient client = RawClient.connectTls(smtp)) {
            assertThat(client.reply()).startsWith("220 ");
            assertThat(client.ask("EHLO client.example.org")).doesNotContain("STARTTLS");
            client.sendMail();

            assertThat(smtp.awaitReceived(1, MAX).get(0).tlsProtocol()).contains("TLSv1.3");
            assertThat(smtp.sessions().get(0).tlsProtocol()).contains("TLSv1.3");
        }
    }

    @Test
    void starttls_turns_plain_text_into_tls_and_makes_both_sides_forget() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().startTls().start();
                RawClient client = RawClient.connect(smtp)) {
            client.reply();
            assertThat(client.ask("EHLO client.example.org")).contains("STARTTLS");
            assertThat(client.ask("STARTTLS")).isEqualTo("220 2.0.0 Ready to start TLS");
            client.handshake(smtp);

            assertThat(client.ask("MAIL FROM:<author@example.org>"))
                    .as("EHLO is due again")
                    .startsWith("503");
            assertThat(client.ask("EHLO client.example.org")).doesNotContain("STARTTLS");
            assertThat(client.ask("STARTTLS")).startsWith("503");
            assertThat(client.sendMail()).startsWith("250");
            assertThat(smtp.received().get(0).tlsProtocol()).contains("TLSv1.3");
        }
    }

    @Test
    void offered_starttls_may_be_left_out() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().startTls().start();
                RawClient client = RawClient.greet(smtp)) {
            assertThat(client.sendMail()).startsWith("250");
            assertThat(smtp.received().get(0).tlsProtocol()).isEmpty();
        }
    }

    @Test
    void required_starttls_comes_before_any_mail() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().requiresStartTls().start();
                RawClient client = RawClient.greet(smtp)) {
            assertThat(client.ask("MAIL FROM:<author@example.org>")).startsWith("530 5.7.0");
            client.ask("STARTTLS");
            client.handshake(smtp);
            client.ask("EHLO client.example.org");
            assertThat(client.sendMail()).startsWith("250");
        }
    }

    @Test
    void offered_starttls_can_be_refused_when_it_comes_to_it() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().refusesStartTls().start();
                RawClient client = RawClient.connect(smtp)) {
            client.reply();
            assertThat(client.ask("EHLO client.example.org")).contains("STARTTLS");
            assertThat(client.ask("STARTTLS")).startsWith("454 4.7.0");
            assertThat(client.sendMail()).startsWith("250");
        }
    }

    @Test
    void a_reply_can_be_injected_before_the_handshake() throws Exception {
        String injected = "250-mx.example.net\r\n250 AUTH PLAIN\r\n";
        try (FakeSmtp smtp = FakeSmtp.builder().injectsBeforeTls(injected).start();
                RawClient client = RawClient.greet(smtp)) {
            client.send("STARTTLS\r\n");
            byte[] plainText = client.socket()
                    .getInputStream()
                    .readNBytes(("220 2.0.0 Ready to start TLS\r\n" + injected).length());
            assertThat(new String(plainText, StandardCharsets.US_ASCII)).endsWith("TLS\r\n" + injected);

            client.handshake(smtp);
            assertThat(client.ask("EHLO client.example.org"))
                    .as("a client that reads the plain text away finds a sound TLS session")
                    .startsWith("250-mx.example.net at your service");
        }
    }

    @Test
    void commands_slipped_in_before_the_handshake_are_thrown_away() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().startTls().start();
                RawClient client = RawClient.greet(smtp)) {
            client.send("STARTTLS\r\nNOOP slipped in\r\n");
            client.reply();
            client.handshake(smtp);

            assertThat(client.ask("EHLO client.example.org")).startsWith("250-mx.example.net");
            assertThat(smtp.violations()).extracting(Violation::kind).contains(Kind.EARLY_TALK);
            assertThat(smtp.sessions().get(0).lines()).doesNotContain("C: NOOP slipped in");
        }
    }

    @Test
    void the_usual_certificate_fits_name_and_address() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().implicitTls().start()) {
            assertThat(handshakeChecking(smtp, "localhost")).isEqualTo("TLSv1.3");
            assertThat(handshakeChecking(smtp, "127.0.0.1")).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void a_certificate_for_another_host_fails_the_name_check_alone() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder()
                .implicitTls()
                .certificate(TestCertificate.OTHER_HOST)
                .start()) {
            assertThat(handshakeChecking(smtp, "mail.example.net")).isEqualTo("TLSv1.3");
            assertThatThrownBy(() -> handshakeChecking(smtp, "localhost"))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("localhost");
        }
    }

    @Test
    void an_expired_certificate_fails_for_its_date() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder()
                .implicitTls()
                .certificate(TestCertificate.EXPIRED)
                .start()) {
            assertThatThrownBy(() -> handshakeChecking(smtp, "localhost"))
                    .hasRootCauseInstanceOf(CertificateExpiredException.class);
        }
    }

    @Test
    void the_jdks_own_trust_does_not_cover_the_test_authority() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().implicitTls().start();
                SSLSocket socket =
                        (SSLSocket) SSLContext.getDefault().getSocketFactory().createSocket(smtp.host(), smtp.port())) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
        assertThat(FakeSmtp.trustStore().size()).isEqualTo(1);
    }

    private static String handshakeChecking(FakeSmtp smtp, String hostName) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(hostName, new byte[] {127, 0, 0, 1});
        try (SSLSocket socket =
                (SSLSocket) FakeSmtp.clientSslContext().getSocketFactory().createSocket(loopback, smtp.port())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }
}
