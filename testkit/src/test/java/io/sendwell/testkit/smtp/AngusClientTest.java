package io.sendwell.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPMessage;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Angus Mail as an independent client: it must find in the fake server what it finds in a real one. */
class AngusClientTest {
    private static final Duration MAX = Duration.ofSeconds(20);

    @Test
    void starttls_and_auth_and_a_mail() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder()
                        .requiresStartTls()
                        .authOnlyAfterTls()
                        .requiresAuth()
                        .user("grace", "sesame")
                        .start();
                SMTPTransport transport = transport(smtp, Map.of("mail.smtp.starttls.required", "true"))) {
            transport.connect(smtp.host(), smtp.port(), "grace", "sesame");
            send(transport, message("Dots\r\n.\r\n..\r\nend"));

            ReceivedMail mail = smtp.awaitReceived(1, MAX).get(0);
            assertThat(mail.text()).endsWith("\r\n\r\nDots\r\n.\r\n..\r\nend\r\n");
            assertThat(mail.tlsProtocol()).contains("TLSv1.3");
            assertThat(mail.authenticatedUser()).contains("grace");
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "LOGIN, 535 5.7.8",
        // Angus does not answer the challenge that explains a refused token, and shows that instead of the 535.
        "XOAUTH2, 334 eyJ"
    })
    void login_and_xoauth2(AuthMechanism mechanism, String refusal) throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder()
                        .user("grace", "sesame")
                        .token("grace", "sesame")
                        .offersOnly(mechanism)
                        .start();
                SMTPTransport transport = transport(smtp, Map.of("mail.smtp.auth.mechanisms", mechanism.name()))) {
            assertThatThrownBy(() -> transport.connect(smtp.host(), smtp.port(), "grace", "wrong"))
                    .isInstanceOf(AuthenticationFailedException.class)
                    .hasMessageContaining(refusal);
            transport.connect(smtp.host(), smtp.port(), "grace", "sesame");
            send(transport, message("Text"));

            assertThat(smtp.awaitReceived(1, MAX).get(0).authenticatedUser()).contains("grace");
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @Test
    void a_refused_recipient_comes_with_code_and_text() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                SMTPTransport transport = transport(smtp, Map.of())) {
            smtp.script().rejects("reader@example.net", "550 5.1.1 User unknown");
            transport.connect();

            assertThatThrownBy(() -> send(transport, message("Text")))
                    .isInstanceOf(SendFailedException.class)
                    .hasStackTraceContaining("550 5.1.1 User unknown");
        }
    }

    @Test
    void a_refusal_after_the_content_comes_with_its_code() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().sizeLimit(10).start();
                SMTPTransport transport = transport(smtp, Map.of())) {
            transport.connect();

            assertThat(transport.getExtensionParameter("SIZE")).isEqualTo("10");
            assertThatThrownBy(() -> send(transport, message("Text")))
                    .isInstanceOfSatisfying(
                            SMTPSendFailedException.class,
                            e -> assertThat(e.getReturnCode()).isEqualTo(552));
        }
    }

    @Test
    void dsn_parameters_arrive() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                SMTPTransport transport = transport(smtp, Map.of())) {
            transport.connect();
            SMTPMessage message = message("Text");
            message.setNotifyOptions(SMTPMessage.NOTIFY_DELAY | SMTPMessage.NOTIFY_FAILURE);
            message.setReturnOption(SMTPMessage.RETURN_HDRS);
            message.setMailExtension("ENVID=a+2Bb");
            send(transport, message);

            ReceivedMail mail = smtp.awaitReceived(1, MAX).get(0);
            assertThat(mail.parameters()).isEqualTo(Map.of("RET", "HDRS", "ENVID", "a+2Bb"));
            assertThat(mail.recipients().get(0).parameters()).isEqualTo(Map.of("NOTIFY", "FAILURE,DELAY"));
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @Test
    void utf8_addresses_arrive() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                SMTPTransport transport = transport(smtp, Map.of("mail.mime.allowutf8", "true"))) {
            transport.connect();
            MimeMessage message = message("Text");
            message.setFrom(new InternetAddress("zoë@example.org"));
            send(transport, message);

            ReceivedMail mail = smtp.awaitReceived(1, MAX).get(0);
            assertThat(mail.reversePath()).isEqualTo("zoë@example.org");
            assertThat(mail.parameters()).containsKey("SMTPUTF8");
            assertThat(mail.header("From")).contains("zoë@example.org");
        }
    }

    @Test
    void a_client_that_wants_tls_stops_where_it_is_refused() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().refusesStartTls().start();
                SMTPTransport transport = transport(smtp, Map.of("mail.smtp.starttls.required", "true"))) {
            assertThatThrownBy(transport::connect).isInstanceOf(MessagingException.class);
            assertThat(smtp.received()).isEmpty();
        }
    }

    /** Angus throws away what came before the handshake, as RFC 3207 section 4.2 wants it. */
    @Test
    void an_injected_reply_is_not_taken_for_one_that_came_over_tls() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder()
                        .injectsBeforeTls("250-mx.example.net\r\n250 X-INJECTED\r\n")
                        .start();
                SMTPTransport transport = transport(smtp, Map.of("mail.smtp.starttls.required", "true"))) {
            transport.connect();

            assertThat(transport.supportsExtension("X-INJECTED")).isFalse();
            assertThat(transport.supportsExtension("PIPELINING")).isTrue();
        }
    }

    @Test
    void helo_is_the_way_back_where_ehlo_is_unknown() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().refusesEhlo().start();
                SMTPTransport transport = transport(smtp, Map.of())) {
            transport.connect();
            send(transport, message("Text"));

            assertThat(smtp.awaitReceived(1, MAX).get(0).parameters()).isEmpty();
            assertThat(smtp.violations()).isEmpty();
        }
    }

    private static SMTPTransport transport(FakeSmtp smtp, Map<String, String> more) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", smtp.host());
        properties.put("mail.smtp.port", String.valueOf(smtp.port()));
        properties.put("mail.smtp.localhost", "client.example.org");
        properties.put(
                "mail.smtp.ssl.socketFactory", FakeSmtp.clientSslContext().getSocketFactory());
        properties.putAll(more);
        return (SMTPTransport) Session.getInstance(properties).getTransport("smtp");
    }

    private static SMTPMessage message(String text) throws MessagingException {
        SMTPMessage message = new SMTPMessage(Session.getInstance(new Properties()));
        message.setFrom(new InternetAddress("author@example.org"));
        message.setRecipients(Message.RecipientType.TO, new Address[] {new InternetAddress("reader@example.net")});
        message.setSubject("Hello");
        message.setText(text);
        return message;
    }

    private static void send(SMTPTransport transport, MimeMessage message) throws MessagingException {
        message.saveChanges();
        transport.sendMessage(message, message.getAllRecipients());
    }
}
