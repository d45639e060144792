package io.sendwell.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.testkit.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FakeSmtpTest {
    private static final Duration MAX = Duration.ofSeconds(20);

    private final FakeSmtp smtp = FakeSmtp.start();

    @AfterEach
    void close() {
        smtp.close();
    }

    @Test
    void a_mail_is_remembered_with_its_envelope_and_exact_octets() throws Exception {
        try (RawClient client = RawClient.connect(smtp)) {
            assertThat(client.reply()).isEqualTo("220 mx.example.net ESMTP fake");
            assertThat(client.ask("EHLO client.example.org")).contains("250-PIPELINING", "250-SIZE 35882577");
            assertThat(client.ask("MAIL FROM:<author@example.org> SIZE=80")).isEqualTo("250 2.1.0 Sender OK");
            assertThat(client.ask("RCPT TO:<reader@example.net> NOTIFY=NEVER")).isEqualTo("250 2.1.5 Recipient OK");
            assertThat(client.ask("DATA")).startsWith("354 ");
            client.send("Subject: Two\r\n dots\r\n\r\n..\r\n...three\r\n.\r\n");
            assertThat(client.reply()).isEqualTo("250 2.0.0 Accepted");
            assertThat(client.ask("QUIT")).isEqualTo("221 2.0.0 Bye");
            assertThat(client.isClosedByServer()).isTrue();
        }

        ReceivedMail mail = smtp.awaitReceived(1, MAX).get(0);
        assertThat(mail.octets())
                .isEqualTo("Subject: Two\r\n dots\r\n\r\n.\r\n..three\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(mail.reversePath()).isEqualTo("author@example.org");
        assertThat(mail.parameters()).isEqualTo(Map.of("SIZE", "80"));
        assertThat(mail.recipients())
                .containsExactly(new ReceivedRecipient(
                        "reader@example.net", Map.of("NOTIFY", "NEVER"), "250 2.1.5 Recipient OK"));
        assertThat(mail.header("subject")).contains("Two dots");
        assertThat(mail.contentCommand()).isEqualTo(ReceivedMail.ContentCommand.DATA);
        assertThat(mail.tlsProtocol()).isEmpty();
        assertThat(mail.authenticatedUser()).isEmpty();
        assertThat(smtp.violations()).isEmpty();
    }

    @Test
    void a_mail_bears_the_time_of_the_servers_clock_and_whoever_watches_hears_of_it() throws Exception {
        VirtualClock clock = VirtualClock.at("2026-11-20T08:00:00Z");
        AtomicInteger heard = new AtomicInteger();
        try (FakeSmtp timed = FakeSmtp.builder().clock(clock).start();
                RawClient client = RawClient.greet(timed)) {
            timed.onChange(heard::incrementAndGet);
            client.sendMail();
            assertThat(timed.received().get(0).receivedAt()).isEqualTo(clock.instant());
            assertThat(heard).hasValue(1);
            timed.clear();
            assertThat(heard).hasValue(2);
        }
    }

    @Test
    void mails_are_written_as_eml_files_octet_for_octet(@TempDir Path directory) throws Exception {
        try (RawClient client = RawClient.greet(smtp)) {
            client.sendMail();
            client.sendMail();
        }

        List<Path> files = smtp.writeEml(directory.resolve("out"));

        assertThat(files).extracting(file -> file.getFileName().toString()).containsExactly("0001.eml", "0002.eml");
        assertThat(Files.readString(files.get(1))).isEqualTo("Subject: Hello\r\n\r\nHello Grace\r\n");
    }

    @Test
    void waiting_in_vain_tells_what_happened_instead() {
        assertThatThrownBy(() -> smtp.awaitReceived(1, Duration.ZERO))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Expected 1 mails within PT0S, received 0");
    }

    @Test
    void clearing_begins_the_count_anew() throws Exception {
        try (RawClient client = RawClient.greet(smtp)) {
            client.sendMail();
            smtp.clear();
            client.sendMail();
        }

        assertThat(smtp.awaitReceived(1, MAX)).hasSize(1);
        assertThat(smtp.received().get(0).order()).isEqualTo(1);
    }

    @Test
    void closing_ends_open_sessions_and_their_threads() throws Exception {
        try (RawClient client = RawClient.greet(smtp)) {
            smtp.close();

            assertThat(client.isClosedByServer()).isTrue();
            smtp.awaitSessionsEnded(MAX);
        }
    }

    @Test
    void the_transcript_shows_both_sides() throws Exception {
        try (RawClient client = RawClient.greet(smtp)) {
            client.ask("NOOP");
            client.ask("QUIT");
        }
        smtp.awaitSessionsEnded(MAX);

        Transcript transcript = smtp.sessions().get(0);
        assertThat(transcript.clientName()).isEqualTo("client.example.org");
        assertThat(transcript.lines())
                .startsWith("S: 220 mx.example.net ESMTP fake", "C: EHLO client.example.org")
                .containsSequence("C: NOOP", "S: 250 2.0.0 OK", "C: QUIT", "S: 221 2.0.0 Bye");
    }
}
