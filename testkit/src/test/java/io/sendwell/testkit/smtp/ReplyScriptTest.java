package io.sendwell.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.EOFException;
import java.net.SocketException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplyScriptTest {
    private static final Duration MAX = Duration.ofSeconds(20);

    private final FakeSmtp smtp =
            FakeSmtp.builder().user("grace", "sesame").startTls().start();
    private final ReplyScript script = smtp.script();

    @AfterEach
    void close() {
        smtp.close();
    }

    @Test
    void recipients_are_rejected_and_deferred_one_by_one() throws Exception {
        script.rejects("gone@example.net", "550 5.1.1 User unknown");
        script.defers("full@example.net", "452 4.2.2 Mailbox full");
        try (RawClient client = RawClient.greet(smtp)) {
            client.ask("MAIL FROM:<author@example.org>");
            assertThat(client.ask("RCPT TO:<Gone@example.net>")).isEqualTo("550 5.1.1 User unknown");
            assertThat(client.ask("RCPT TO:<full@example.net>")).isEqualTo("452 4.2.2 Mailbox full");
            assertThat(client.ask("RCPT TO:<reader@example.net>")).startsWith("250");
            client.ask("DATA");
            client.send("Text\r\n.\r\n").reply();
        }

        ReceivedMail mail = smtp.awaitReceived(1, MAX).get(0);
        assertThat(mail.forwardPaths()).containsExactly("reader@example.net");
        assertThat(mail.refusedRecipients())
                .extracting(ReceivedRecipient::forwardPath, ReceivedRecipient::reply)
                .containsExactly(
                        tuple("Gone@example.net", "550 5.1.1 User unknown"),
                        tuple("full@example.net", "452 4.2.2 Mailbox full"));
    }

    @Test
    void without_an_accepted_recipient_there_is_no_data() throws Exception {
        script.rejects("gone@example.net", "550 5.1.1 User unknown");
        try (RawClient client = RawClient.greet(smtp)) {
            client.ask("MAIL FROM:<author@example.org>");
            client.ask("RCPT TO:<gone@example.net>");
            assertThat(client.ask("DATA")).startsWith("554 5.5.1");
        }
    }

    @Test
    void senders_are_rejected_and_deferred() throws Exception {
        script.rejectsSender("spam@example.org", "550 5.7.1 Not from you");
        script.defersSender("", "451 4.7.1 No bounces now");
        try (RawClient client = RawClient.greet(smtp)) {
            assertThat(client.ask("MAIL FROM:<spam@example.org>")).isEqualTo("550 5.7.1 Not from you");
            assertThat(client.ask("MAIL FROM:<>")).isEqualTo("451 4.7.1 No bounces now");
            assertThat(client.ask("MAIL FROM:<author@example.org>")).startsWith("250");
        }
    }

    @Test
    void a_rejection_is_of_class_5_and_a_deferral_of_class_4() {
        assertThatIllegalArgumentException().isThrownBy(() -> script.rejects("a@example.net", "450 4.2.0 Later"));
        assertThatIllegalArgumentException().isThrownBy(() -> script.defers("a@example.net", "550 5.1.1 No"));
        assertThatIllegalArgumentException().isThrownBy(() -> script.rejectsSender("a@example.net", "250 OK"));
        assertThatIllegalArgumentException().isThrownBy(() -> script.defersSender("a@example.net", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "OK", "25 OK", "2500 OK", "150 Hm", "250OK", "250 a\r\n250 b", "260 x\ry"})
    void a_reply_that_is_none_is_refused_when_written(String reply) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> script.at(SmtpStep.NOOP).answer(reply))
                .withMessageContaining("no SMTP reply");
    }

    @Test
    void a_reply_may_have_several_lines() throws Exception {
        script.at(SmtpStep.NOOP).answer("250 first\nsecond");
        try (RawClient client = RawClient.greet(smtp)) {
            assertThat(client.ask("NOOP")).isEqualTo("250-first\n250 second");
        }
    }

    @Test
    void an_entry_steps_in_after_and_for_as_many_times_as_said() throws Exception {
        script.at(SmtpStep.RCPT).forPath("reader@example.net").after(1).times(2).answer("450 4.2.0 Later");
        try (RawClient client = RawClient.greet(smtp)) {
            client.ask("MAIL FROM:<author@example.org>");
            assertThat(client.ask("RCPT TO:<reader@example.net>")).startsWith("250");
            assertThat(client.ask("RCPT TO:<other@example.net>")).startsWith("250");
            assertThat(client.ask("RCPT TO:<reader@example.net>")).startsWith("450");
            assertThat(client.ask("RCPT TO:<reader@example.net>")).startsWith("450");
            assertThat(client.ask("RCPT TO:<reader@example.net>")).startsWith("250");
        }
    }

    @Test
    void a_cleared_script_is_forgotten() throws Exception {
        script.at(SmtpStep.NOOP).answer("450 4.0.0 No");
        script.greylists(Duration.ofDays(1), () -> Instant.EPOCH);
        script.clear();
        try (RawClient client = RawClient.greet(smtp)) {
            assertThat(client.ask("NOOP")).startsWith("250");
            assertThat(client.sendMail()).startsWith("250");
        }
    }

    @Test
    void greylisting_defers_each_pair_of_paths_until_the_delay_is_over() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        script.greylists(Duration.ofMinutes(5), now::get);
        try (RawClient client = RawClient.greet(smtp)) {
            client.ask("MAIL FROM:<author@example.org>");
            assertThat(client.ask("RCPT TO:<reader@example.net>")).isEqualTo("450 4.7.1 Greylisted, try again later");
            now.set(Instant.EPOCH.plusSeconds(299));
            assertThat(client.ask("RCPT TO:<reader@example.net>")).startsWith("450");
            now.set(Instant.EPOCH.plusSeconds(300));
            assertThat(client.ask("RCPT TO:<reader@example.net>")).startsWith("250");
            assertThat(client.ask("RCPT TO:<other@example.net>"))
                    .as("a new pair")
                    .startsWith("450");
            client.ask("RSET");
            client.ask("MAIL FROM:<other@example.org>");
            assertThat(client.ask("RCPT TO:<reader@example.net>"))
                    .as("a new pair")
                    .startsWith("450");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DATA, 451 4.3.0 No disk",
        "END_OF_CONTENT, 552 5.3.4 Too large after all",
        "END_OF_CONTENT, 554 5.7.1 Spam",
    })
    void a_mail_is_refused_before_or_after_its_content(SmtpStep step, String reply) throws Exception {
        script.at(step).once().answer(reply);
        try (RawClient client = RawClient.greet(smtp)) {
            client.ask("MAIL FROM:<author@example.org>");
            client.ask("RCPT TO:<reader@example.net>");
            String first = client.ask("DATA");
            String last = first.startsWith("354") ? client.send("Text\r\n.\r\n").reply() : first;

            assertThat(last).isEqualTo(reply);
            assertThat(smtp.received()).isEmpty();
            client.ask("RSET");
            assertThat(client.sendMail()).startsWith("250");
        }
    }

    @Test
    void a_mail_can_be_accepted_and_yet_answered_with_a_refusal() throws Exception {
        script.at(SmtpStep.ACCEPTED).once().answer("451 4.3.0 Lost my memory");
        try (RawClient client = RawClient.greet(smtp)) {
            assertThat(client.sendMail()).isEqualTo("451 4.3.0 Lost my memory");
            assertThat(smtp.receivedCount()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(SmtpStep.class)
    void a_421_ends_the_session_wherever_it_comes(SmtpStep step) throws Exception {
        script.at(step).answer("421 4.3.2 Shutting down");
        try (RawClient client = RawClient.connect(smtp)) {
            assertThat(talkUntilRefused(client, step)).isEqualTo("421 4.3.2 Shutting down");
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(smtp.violations()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(SmtpStep.class)
    void the_connection_drops_wherever_the_script_says(SmtpStep step) throws Exception {
        script.at(step).drop();
        try (RawClient client = RawClient.connect(smtp)) {
            assertThatThrownBy(() -> talkUntilRefused(client, step)).isInstanceOf(EOFException.class);
        }
        boolean afterAccepting = step == SmtpStep.ACCEPTED || step == SmtpStep.QUIT;
        assertThat(smtp.receivedCount()).isEqualTo(afterAccepting ? 1 : 0);
    }

    @Test
    void the_connection_can_be_reset() throws Exception {
        script.at(SmtpStep.MAIL).reset();
        try (RawClient client = RawClient.greet(smtp)) {
            client.send("MAIL FROM:<author@example.org>\r\n");
            assertThatThrownBy(client::reply).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void replies_before_a_drop_still_arrive() throws Exception {
        script.at(SmtpStep.RCPT).drop();
        try (RawClient client = RawClient.greet(smtp)) {
            client.sendLines("MAIL FROM:<author@example.org>", "RCPT TO:<reader@example.net>");
            assertThat(client.reply()).startsWith("250");
            assertThatThrownBy(client::reply).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void the_connection_drops_in_the_middle_of_the_content() throws Exception {
        script.at(SmtpStep.CONTENT).afterOctets(5_000).once().drop();
        try (RawClient client = RawClient.greet(smtp)) {
            client.beginData().send("x".repeat(80).concat("\r\n").repeat(50));
            client.send("x".repeat(80).concat("\r\n").repeat(50));
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(smtp.receivedCount()).isZero();
        try (RawClient client = RawClient.greet(smtp)) {
            assertThat(client.sendMail()).as("below 5,000 octets").startsWith("250");
        }
    }

    @ParameterizedTest
    @EnumSource(SmtpStep.class)
    void the_server_stalls_until_it_is_released_and_then_carries_on(SmtpStep step) throws Exception {
        Stall stall = script.at(step).once().stall();
        Thread release = new Thread(() -> {
            try {
                stall.awaitReached(MAX);
                stall.release();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        release.start();
        try (RawClient client = RawClient.connect(smtp)) {
            assertThat(talkUntilRefused(client, step)).matches("(?s)[23].*");
        }
        release.join();
        smtp.awaitSessionsEnded(MAX);
        assertThat(smtp.sessions().get(0).lines()).contains("* script at " + step + ": Wait");
    }

    @Test
    void a_stalled_session_does_not_keep_the_server_from_closing() throws Exception {
        Stall stall = script.at(SmtpStep.NOOP).stall();
        try (RawClient client = RawClient.greet(smtp)) {
            client.send("NOOP\r\n");
            stall.awaitReached(MAX);
            smtp.close();
            assertThat(client.isClosedByServer()).isTrue();
            smtp.awaitSessionsEnded(MAX);
        }
    }

    @Test
    void waiting_in_vain_for_a_stall_says_so() {
        Stall stall = script.at(SmtpStep.NOOP).stall();
        assertThatThrownBy(() -> stall.awaitReached(Duration.ZERO))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("PT0S");
    }

    @Test
    void a_banner_of_554_leaves_only_quit() throws Exception {
        script.at(SmtpStep.CONNECT).answer("554 5.3.2 No service for you");
        try (RawClient client = RawClient.connect(smtp)) {
            assertThat(client.reply()).isEqualTo("554 5.3.2 No service for you");
            assertThat(client.ask("EHLO client.example.org")).startsWith("503");
            assertThat(client.ask("QUIT")).startsWith("221");
        }
    }

    /** Goes through a session in which every step occurs; gives the reply at the step, or the first negative one. */
    private String talkUntilRefused(RawClient client, SmtpStep step) throws Exception {
        String[][] dialogue = {
            {"CONNECT", null},
            {"EHLO", "EHLO client.example.org\r\n"},
            {"NOOP", "NOOP\r\n"},
            {"AUTH", "AUTH PLAIN AGdyYWNlAHNlc2FtZQ==\r\n"},
            {"RSET", "RSET\r\n"},
            {"STARTTLS", "STARTTLS\r\n"},
            {"MAIL", "MAIL FROM:<author@example.org>\r\n"},
            {"RCPT", "RCPT TO:<reader@example.net>\r\n"},
            {"BDAT", "BDAT 3\r\na\r\n"},
            {"RSET", "RSET\r\n"},
            {"MAIL", "MAIL FROM:<author@example.org>\r\n"},
            {"RCPT", "RCPT TO:<reader@example.net>\r\n"},
            {"DATA", "DATA\r\n"},
            {"CONTENT END_OF_CONTENT ACCEPTED", "Text\r\n.\r\n"},
            {"QUIT", "QUIT\r\n"},
        };
        for (String[] line : dialogue) {
            boolean due = List.of(line[0].split(" ")).contains(step.name());
            if (line[0].equals("STARTTLS") && !due) {
                continue;
            }
            if (line[0].equals("BDAT") && step == SmtpStep.CONTENT) {
                due = true;
            }
            if (line[1] != null) {
                client.send(line[1]);
            }
            String reply = client.reply();
            if (due || !reply.matches("(?s)[23].*")) {
                return reply;
            }
        }
        throw new AssertionError("The dialogue never came to " + step);
    }
}
