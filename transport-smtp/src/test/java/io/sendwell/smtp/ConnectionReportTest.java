package io.sendwell.smtp;

import static io.sendwell.smtp.SmtpTransportTest.to;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.Secret;
import io.sendwell.dns.PublicAddresses;
import io.sendwell.smtp.ConnectionProblem.Kind;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.SmtpStep;
import io.sendwell.testkit.smtp.Stall;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionReportTest {

    @Test
    void a_server_that_can_be_used_is_described() {
        try (FakeSmtp smtp = FakeSmtp.builder()
                        .requiresStartTls()
                        .user("shop", "s3cret")
                        .sizeLimit(10_000_000)
                        .start();
                SmtpTransport transport = SmtpTransport.builder(
                                TlsTest.startTls(smtp).login("shop", Secret.of("s3cret")))
                        .build()) {
            ConnectionReport report = transport.testConnection();

            assertThat(report.works()).isTrue();
            assertThat(report.loggedIn()).isTrue();
            assertThat(report.sizeLimit()).hasValue(10_000_000);
            assertThat(report.extensions()).contains("PIPELINING", "SIZE 10000000", "CHUNKING");
            assertThat(report.tls().orElseThrow().protocol()).isEqualTo("TLSv1.3");
            assertThat(report.tls().orElseThrow().certificateExpires().orElseThrow())
                    .isAfter(Instant.parse("2100-01-01T00:00:00Z"));
            assertThat(report.explain())
                    .contains("TLSv1.3", "logged in", "9.5 MB (10,000,000 octets)", "runs out on 2", "PIPELINING")
                    .doesNotContain("SIZE");
            assertThat(smtp.received()).isEmpty();
        }
    }

    @Test
    void plain_text_is_named() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).build()) {
            assertThat(transport.testConnection().tls()).isEmpty();
            assertThat(transport.testConnection().explain()).contains("in plain text");
        }
    }

    @Test
    void a_name_without_an_address_is_a_problem_of_dns() {
        assertProblem(SmtpServer.startTls("no-such-host.invalid"), Kind.DNS, "no-such-host.invalid");
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, false", "localhost, false", "::1, false", "127.0.0.1, true"})
    void a_host_at_an_address_that_is_not_permitted_is_not_even_knocked_at(String host, boolean tls)
            throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            SmtpServer server = tls ? SmtpServer.implicitTls(host) : SmtpServer.startTls(host);
            assertProblem(
                    server.withPort(listening.getLocalPort()).onlyAt(PublicAddresses.shipped()),
                    Kind.ADDRESS_NOT_PUBLIC,
                    "loopback");
            listening.setSoTimeout(1);
            assertThatThrownBy(listening::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_host_that_leads_elsewhere_when_it_is_connected_to_is_not_spoken_to() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket connected = new Socket(listening.getInetAddress(), listening.getLocalPort())) {
            Sockets sockets = new Sockets(
                    (SSLSocketFactory) SSLSocketFactory.getDefault(), Optional.of(PublicAddresses.shipped()));

            assertThatThrownBy(() -> sockets.tlsFactory().createSocket(connected, "smtp.example.org", 465, true))
                    .isInstanceOf(AddressRefusedException.class);
            assertThatThrownBy(sockets::replies).isInstanceOf(AddressRefusedException.class);
        }
    }

    @Test
    void a_server_at_a_permitted_address_is_spoken_to() {
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport =
                        SmtpTransport.to(SmtpServer.plainTextWithoutEncryption(smtp.host(), smtp.port())
                                .onlyAt(PublicAddresses.shipped().permittingLoopback()))) {
            assertThat(transport.testConnection().works()).isTrue();
        }
    }

    @Test
    void a_port_on_which_nobody_listens_is_named() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertProblem(SmtpServer.startTls("127.0.0.1").withPort(port), Kind.UNREACHABLE, "port " + port);
    }

    @ParameterizedTest
    @CsvSource({
        "CONNECT, 554 5.7.1 No service for you, GREETING",
        "CONNECT, 421 4.7.0 Too many connections, GREETING",
        "EHLO, 421 4.3.2 Closing, GREETING",
    })
    void a_server_that_refuses_to_talk_is_quoted(SmtpStep step, String reply, Kind kind) {
        try (FakeSmtp smtp = FakeSmtp.start()) {
            smtp.script().at(step).answer(reply);
            assertProblem(SmtpServer.plainTextWithoutEncryption(smtp.host(), smtp.port()), kind, reply);
        }
    }

    @Test
    void a_server_that_stays_silent_is_told_from_one_that_is_not_there() {
        try (FakeSmtp smtp = FakeSmtp.start()) {
            Stall stall = smtp.script().at(SmtpStep.CONNECT).stall();
            assertProblem(
                    SmtpServer.plainTextWithoutEncryption(smtp.host(), smtp.port()), Kind.LOST, "TLS from the start");
            stall.release();
        }
    }

    @Test
    void a_server_that_speaks_another_protocol_is_quoted() throws IOException {
        try (LineServer peer = new LineServer(talk -> talk.say("SSH-2.0-OpenSSH_9.2"))) {
            assertProblem(peer.server(), Kind.LOST, "SSH-2.0-OpenSSH_9.2");
        }
    }

    private static void assertProblem(SmtpServer server, Kind kind, String words) {
        try (SmtpTransport transport = SmtpTransport.builder(server)
                .readTimeout(Duration.ofMillis(500))
                .build()) {
            ConnectionReport report = transport.testConnection();

            assertThat(report.works()).isFalse();
            assertThat(report.problem().orElseThrow().kind()).isEqualTo(kind);
            assertThat(report.explain()).contains(words);
        }
    }
}
