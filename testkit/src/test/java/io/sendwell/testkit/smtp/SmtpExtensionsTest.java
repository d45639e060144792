package io.sendwell.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.smtp.ReceivedMail.ContentCommand;
import io.sendwell.testkit.smtp.Violation.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SmtpExtensionsTest {
    private static final Duration MAX = Duration.ofSeconds(20);

    @ParameterizedTest
    @EnumSource(SmtpExtension.class)
    void an_extension_is_announced_unless_withheld(SmtpExtension extension) throws Exception {
        assertThat(ehloReply(FakeSmtp.builder())).containsPattern("250[ -]" + extension.keyword());
        assertThat(ehloReply(FakeSmtp.builder().withholds(extension)))
                .doesNotContainPattern("250[ -]" + extension.keyword());
    }

    @Test
    void a_server_can_offer_nothing_but_what_is_named() throws Exception {
        assertThat(ehloReply(FakeSmtp.builder().hostName("old.example").offersOnly(SmtpExtension.DSN)))
                .isEqualTo("250-old.example at your service\n250 DSN");
        assertThat(ehloReply(FakeSmtp.builder().offersOnly(new SmtpExtension[0])))
                .isEqualTo("250 mx.example.net at your service");
    }

    @ParameterizedTest
    @CsvSource({
        "SIZE, MAIL FROM:<author@example.org> SIZE=1",
        "EIGHT_BIT_MIME, MAIL FROM:<author@example.org> BODY=8BITMIME",
        "SMTPUTF8, MAIL FROM:<author@example.org> SMTPUTF8",
        "DSN, MAIL FROM:<author@example.org> RET=FULL",
        "DSN, MAIL FROM:<author@example.org> ENVID=a",
    })
    void a_parameter_of_a_withheld_extension_is_refused(SmtpExtension extension, String command) throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().withholds(extension).start();
                RawClient client = RawClient.greet(smtp)) {
            assertThat(client.ask(command)).startsWith("555 5.5.4");
            assertThat(smtp.violations()).extracting(Violation::kind).containsExactly(Kind.NOT_OFFERED);
        }
    }

    @ParameterizedTest
    @CsvSource({"NOTIFY=NEVER", "ORCPT=rfc822;reader@example.net"})
    void a_recipients_parameter_of_withheld_dsn_is_refused(String parameter) throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().withholds(SmtpExtension.DSN).start();
                RawClient client = RawClient.greet(smtp)) {
            client.ask("MAIL FROM:<author@example.org>");
            assertThat(client.ask("RCPT TO:<reader@example.net> " + parameter)).startsWith("555 5.5.4");
            assertThat(smtp.violations()).extracting(Violation::kind).containsExactly(Kind.NOT_OFFERED);
        }
    }

    @Test
    void without_enhanced_codes_the_servers_own_replies_have_none() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder()
                        .withholds(SmtpExtension.ENHANCED_STATUS_CODES)
                        .start();
                RawClient client = RawClient.greet(smtp)) {
            smtp.script().rejects("gone@example.net", "550 5.1.1 User unknown");

            assertThat(client.ask("MAIL FROM:<author@example.org>")).isEqualTo("250 Sender OK");
            assertThat(client.ask("RCPT TO:<gone@example.net>"))
                    .as("what a script says is sent as it stands")
                    .isEqualTo("550 5.1.1 User unknown");
        }
    }

    @Test
    void a_declared_size_over_the_limit_is_refused_at_once() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().sizeLimit(100).start();
                RawClient client = RawClient.greet(smtp)) {
            assertThat(client.ask("MAIL FROM:<author@example.org> SIZE=101")).startsWith("552 5.3.4");
            assertThat(client.ask("MAIL FROM:<author@example.org> SIZE=99999999999999999999"))
                    .startsWith("552 5.3.4");
            assertThat(client.ask("MAIL FROM:<author@example.org> SIZE=100")).startsWith("250");
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @Test
    void content_over_the_limit_is_refused_when_all_of_it_was_read() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().sizeLimit(10).start();
                RawClient client = RawClient.greet(smtp)) {
            assertThat(client.beginData().send("12345678\r\n.\r\n").reply()).startsWith("250");
            assertThat(client.beginData().send("123456789\r\n.\r\n").reply()).isEqualTo(Replies.TOO_LARGE.toString());

            client.ask("MAIL FROM:<author@example.org>");
            client.ask("RCPT TO:<reader@example.net>");
            assertThat(client.send("BDAT 11\r\n123456789\r\n").reply()).startsWith("552 5.3.4");
            assertThat(smtp.receivedCount()).isEqualTo(1);
        }
    }

    @Test
    void a_mail_comes_in_chunks() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            client.ask("MAIL FROM:<author@example.org>");
            client.ask("RCPT TO:<reader@example.net>");
            assertThat(client.send("BDAT 12\r\nSubject: a\r\n").reply()).startsWith("250");
            assertThat(client.send("BDAT 8\r\n\r\n..\r\n.\r").reply()).startsWith("250");
            assertThat(client.send("BDAT 1\r\n\n").reply()).startsWith("250");
            assertThat(client.send("BDAT 0 LAST\r\n").reply()).isEqualTo("250 2.0.0 Accepted");

            ReceivedMail mail = smtp.awaitReceived(1, MAX).get(0);
            assertThat(mail.text()).as("dots are content here").isEqualTo("Subject: a\r\n\r\n..\r\n.\r\n");
            assertThat(mail.contentCommand()).isEqualTo(ContentCommand.BDAT);
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @Test
    void chunks_of_a_server_without_chunking_are_read_and_refused() throws Exception {
        try (FakeSmtp smtp =
                        FakeSmtp.builder().withholds(SmtpExtension.CHUNKING).start();
                RawClient client = RawClient.greet(smtp)) {
            client.ask("MAIL FROM:<author@example.org>");
            client.ask("RCPT TO:<reader@example.net>");

            assertThat(client.send("BDAT 6 LAST\r\nQUIT\r\n").reply()).startsWith("500 5.5.2");
            assertThat(client.ask("NOOP")).startsWith("250");
            assertThat(smtp.violations()).extracting(Violation::kind).containsExactly(Kind.NOT_OFFERED);
        }
    }

    @Test
    void data_amid_chunks_is_out_of_place() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            client.ask("MAIL FROM:<author@example.org>");
            client.ask("RCPT TO:<reader@example.net>");
            client.send("BDAT 3\r\na\r\n").reply();

            assertThat(client.ask("DATA")).startsWith("503");
            assertThat(client.ask("RCPT TO:<late@example.net>")).startsWith("503");
            assertThat(smtp.violations())
                    .extracting(Violation::kind)
                    .containsExactly(Kind.BAD_SEQUENCE, Kind.BAD_SEQUENCE);
        }
    }

    @Test
    void after_a_refused_chunk_the_rest_is_read_and_refused_until_the_last() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            smtp.script().at(SmtpStep.BDAT).once().answer("451 4.3.0 Disk trouble");
            client.sendLines(
                    "MAIL FROM:<author@example.org>",
                    "RCPT TO:<reader@example.net>",
                    "BDAT 3",
                    "a",
                    "BDAT 3",
                    "b",
                    "BDAT 3 LAST",
                    "c",
                    "MAIL FROM:<author@example.org>");

            assertThat(client.reply()).startsWith("250");
            assertThat(client.reply()).startsWith("250");
            assertThat(client.reply()).isEqualTo("451 4.3.0 Disk trouble");
            assertThat(client.reply()).startsWith("503");
            assertThat(client.reply()).startsWith("503");
            assertThat(client.reply()).as("the next mail").startsWith("250");
            assertThat(smtp.violations()).isEmpty();
            assertThat(smtp.received()).isEmpty();
        }
    }

    @Test
    void whole_mails_come_in_groups_and_each_command_has_its_reply() throws Exception {
        String mail = "MAIL FROM:<author@example.org>\r\nRCPT TO:<reader@example.net>\r\nBDAT 6 LAST\r\nText\r\n";
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            smtp.script().at(SmtpStep.RCPT).after(1).once().answer("550 5.1.1 User unknown");
            client.send(mail.repeat(3));

            assertThat(client.reply() + client.reply() + client.reply())
                    .isEqualTo("250 2.1.0 Sender OK250 2.1.5 Recipient OK250 2.0.0 Accepted");
            assertThat(client.reply() + client.reply() + client.reply())
                    .isEqualTo("250 2.1.0 Sender OK550 5.1.1 User unknown554 5.5.1 No valid recipients");
            assertThat(client.reply() + client.reply() + client.reply())
                    .isEqualTo("250 2.1.0 Sender OK250 2.1.5 Recipient OK250 2.0.0 Accepted");
            assertThat(smtp.receivedCount()).isEqualTo(2);
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @Test
    void with_pipelining_commands_after_a_refused_mail_are_no_violation() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            smtp.script().rejectsSender("author@example.org", "550 5.7.1 Not from you");
            client.send("MAIL FROM:<author@example.org>\r\nRCPT TO:<reader@example.net>\r\nDATA\r\n");

            assertThat(client.reply()).isEqualTo("550 5.7.1 Not from you");
            assertThat(client.reply()).startsWith("503");
            assertThat(client.reply()).startsWith("503");
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @Test
    void the_final_dot_may_be_followed_by_the_next_mail() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            client.beginData()
                    .send("Text\r\n.\r\nMAIL FROM:<author@example.org>\r\nRCPT TO:<reader@example.net>\r\nDATA\r\n");
            client.reply();
            client.reply();
            client.reply();
            assertThat(client.reply()).startsWith("354");
            assertThat(client.send("More\r\n.\r\n").reply()).startsWith("250");

            assertThat(smtp.violations()).isEmpty();
            assertThat(smtp.received()).extracting(ReceivedMail::text).containsExactly("Text\r\n", "More\r\n");
        }
    }

    @Test
    void a_server_that_knows_helo_alone_offers_nothing() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().refusesEhlo().start();
                RawClient client = RawClient.connect(smtp)) {
            client.reply();
            assertThat(client.ask("EHLO client.example.org")).startsWith("502");
            assertThat(client.ask("HELO client.example.org")).isEqualTo("250 mx.example.net");
            assertThat(client.ask("MAIL FROM:<author@example.org> SIZE=1")).startsWith("555");
            assertThat(client.sendMail()).startsWith("250");
        }
    }

    @Test
    void a_second_greeting_ends_the_transaction() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            client.ask("MAIL FROM:<author@example.org>");
            client.ask("EHLO client.example.org");
            assertThat(client.sendMail()).startsWith("250");
            client.ask("MAIL FROM:<author@example.org>");
            client.ask("RSET");
            assertThat(client.sendMail()).startsWith("250");
        }
    }

    private static String ehloReply(FakeSmtpBuilder builder) throws Exception {
        try (FakeSmtp smtp = builder.start();
                RawClient client = RawClient.connect(smtp)) {
            client.reply();
            return client.ask("EHLO client.example.org");
        }
    }
}
