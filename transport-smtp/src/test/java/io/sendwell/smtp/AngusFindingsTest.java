package io.sendwell.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReceivedMail;
import io.sendwell.testkit.smtp.SmtpExtension;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.Socket;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What Angus does when it is left alone: the reasons why we do it ourselves. A test that fails after an update of Angus
 * says that a reason is gone, and not that anything is broken.
 */
class AngusFindingsTest {

    /** D5. */
    @Test
    void it_takes_the_reverse_path_from_the_from_field() throws MessagingException {
        try (FakeSmtp smtp = FakeSmtp.start()) {
            send(smtp, new Properties(), "grace@example.net");

            assertThat(smtp.received().get(0).reversePath()).isEqualTo("news@example.org");
        }
    }

    /** D66. */
    @Test
    void it_sends_neither_an_envelope_id_nor_an_original_recipient() throws MessagingException {
        try (FakeSmtp smtp = FakeSmtp.start()) {
            Properties properties = new Properties();
            properties.setProperty("mail.smtp.dsn.notify", "FAILURE,DELAY");
            properties.setProperty("mail.smtp.dsn.ret", "HDRS");

            send(smtp, properties, "grace@example.net");

            ReceivedMail mail = smtp.received().get(0);
            assertThat(mail.parameters()).containsEntry("RET", "HDRS").doesNotContainKey("ENVID");
            assertThat(mail.recipients().get(0).parameters())
                    .containsKey("NOTIFY")
                    .doesNotContainKey("ORCPT");
        }
    }

    /** D76. */
    @Test
    void it_offers_a_message_larger_than_the_server_takes() {
        try (FakeSmtp smtp = FakeSmtp.builder().sizeLimit(100).start()) {
            assertThatThrownBy(() -> send(smtp, new Properties(), "grace@example.net"))
                    .isInstanceOf(MessagingException.class);
            assertThat(smtp.sessions().get(0).lines()).anyMatch(line -> line.startsWith("C: MAIL"));
        }
    }

    /** D87: since 2.0.4 the line break that a narrowed character becomes is refused (CVE-2025-7962). */
    @ParameterizedTest
    @ValueSource(strings = {"a\u760D\u760ARCPT@example.net"})
    void it_refuses_a_line_break_that_it_made_itself(String recipient) {
        try (FakeSmtp smtp =
                FakeSmtp.builder().withholds(SmtpExtension.SMTPUTF8).start()) {
            assertThatThrownBy(() -> send(smtp, new Properties(), recipient)).isInstanceOf(MessagingException.class);
            assertThat(smtp.received()).isEmpty();
        }
    }

    /** D87. */
    @Test
    void it_narrows_other_characters_to_someone_elses_address() throws MessagingException {
        try (FakeSmtp smtp =
                FakeSmtp.builder().withholds(SmtpExtension.SMTPUTF8).start()) {
            // U+0161 ends in the octet of the letter a.
            send(smtp, new Properties(), "\u0161lan@example.net");

            assertThat(smtp.received().get(0).forwardPaths()).containsExactly("alan@example.net");
        }
    }

    /** D94. */
    @Test
    void with_starttls_enabled_and_not_required_it_goes_on_in_plain_text() throws MessagingException {
        try (FakeSmtp smtp = FakeSmtp.start()) {
            Properties properties = new Properties();
            properties.setProperty("mail.smtp.starttls.enable", "true");

            send(smtp, properties, "grace@example.net");

            assertThat(smtp.received().get(0).tlsProtocol()).isEmpty();
        }
    }

    /** D139. */
    @Test
    void it_leaves_the_connection_open_after_a_refused_command() throws MessagingException {
        try (FakeSmtp smtp = FakeSmtp.start()) {
            smtp.script().rejectsSender("news@example.org", "550 5.7.1 No");
            Session session = Session.getInstance(new Properties());
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect(smtp.host(), smtp.port(), null, null);
                MimeMessage message = message(session, "grace@example.net");
                assertThatThrownBy(() -> transport.sendMessage(message, message.getAllRecipients()))
                        .isInstanceOf(MessagingException.class);

                assertThat(transport.isConnected()).isTrue();
            }
        }
    }

    /** Performance, finding 1. Its sockets gather small writes, so that each message waits for an acknowledgement. */
    @Test
    void it_leaves_nagles_algorithm_on_where_we_turn_it_off() throws Exception {
        try (Socket plain = new Socket();
                FakeSmtp smtp = FakeSmtp.start()) {
            assertThat(plain.getTcpNoDelay()).isFalse();
            AngusSession ours =
                    AngusSession.to(SmtpServer.plainTextWithoutEncryption(smtp.host(), smtp.port()), Timeouts.DEFAULT);
            ours.open();
            assertThat(ours.sockets().current().getTcpNoDelay()).isTrue();
            ours.close();
        }
    }

    private static void send(FakeSmtp smtp, Properties properties, String recipient) throws MessagingException {
        Session session = Session.getInstance(properties);
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect(smtp.host(), smtp.port(), null, null);
            MimeMessage message = message(session, recipient);
            transport.sendMessage(message, message.getAllRecipients());
        }
    }

    private static MimeMessage message(Session session, String recipient) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom("news@example.org");
        message.setSender(new InternetAddress("bounces@example.org"));
        InternetAddress to = new InternetAddress();
        to.setAddress(recipient);
        message.setRecipient(Message.RecipientType.TO, to);
        message.setSubject("x");
        message.setText("A line of text.\n".repeat(50));
        message.saveChanges();
        return message;
    }
}
