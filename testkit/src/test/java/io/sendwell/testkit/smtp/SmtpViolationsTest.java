package io.sendwell.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.smtp.Violation.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client must not do, and what the server says about it. */
class SmtpViolationsTest {
    private static final Duration MAX = Duration.ofSeconds(20);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NOOP\\n                                            | BARE_LF                     | 250",
                "NOOP a\\rb\\r\\n                                   | BARE_CR                     | 250",
                "NOOP a\\0b\\r\\n                                   | NUL                         | 250",
                "NOOP Zoë\\r\\n                                     | NON_ASCII_WITHOUT_SMTPUTF8  | 250",
                "FROBNICATE\\r\\n                                   | SYNTAX                      | 500",
                "EHLO\\r\\n                                         | SYNTAX                      | 501",
                "RCPT TO:<reader@example.net>\\r\\n                 | BAD_SEQUENCE                | 503",
                "DATA\\r\\n                                         | BAD_SEQUENCE                | 503",
                "BDAT 4 LAST\\r\\nabcd                              | BAD_SEQUENCE                | 503",
                "BDAT four LAST\\r\\n                               | SYNTAX                      | 501",
                "STARTTLS\\r\\n                                     | NOT_OFFERED                 | 500",
                "AUTH PLAIN AGEAYg==\\r\\n                          | NOT_OFFERED                 | 502",
                "MAIL FROM: <author@example.org>\\r\\n              | SYNTAX                      | 501",
                "MAIL FROM:author@example.org\\r\\n                 | SYNTAX                      | 501",
                "MAIL FROM:<author@example.org\\r\\n                | SYNTAX                      | 501",
                "MAIL FROM:<author@example.org>SIZE=1\\r\\n         | SYNTAX                      | 501",
                "MAIL FROM:<author@example.org> SIZE=\\r\\n         | SYNTAX                      | 501",
                "MAIL FROM:<author@example.org> SIZE=many\\r\\n     | SYNTAX                      | 501",
                "MAIL FROM:<author@example.org> SIZE=1 SIZE=1\\r\\n | SYNTAX                      | 501",
                "MAIL FROM:<author@example.org> BODY=BINARY\\r\\n   | SYNTAX                      | 501",
                "MAIL FROM:<author@example.org> RET=ALL\\r\\n       | SYNTAX                      | 501",
                "MAIL FROM:<author@example.org> ENVID=a+b\\r\\n     | SYNTAX                      | 501",
                "MAIL FROM:<author@example.org> FOO=1\\r\\n         | NOT_OFFERED                 | 555",
                "MAIL FROM:<zoë@example.org>\\r\\n                  | NON_ASCII_WITHOUT_SMTPUTF8  | 553",
            })
    void a_command_against_the_rules_is_noted(String command, Kind kind, String code) throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            assertThat(client.send(unescaped(command)).reply()).startsWith(code);

            assertThat(smtp.violations()).extracting(Violation::kind).containsExactly(kind);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RCPT TO:reader@example.net                                       | SYNTAX                     | 501",
                "RCPT TO:<reader@example.net> NOTIFY=NEVER,DELAY                  | SYNTAX                     | 501",
                "RCPT TO:<reader@example.net> ORCPT=reader@example.net            | SYNTAX                     | 501",
                "RCPT TO:<reader@example.net> SIZE=1                              | NOT_OFFERED                | 555",
                "RCPT TO:<zoë@example.net>                                        | NON_ASCII_WITHOUT_SMTPUTF8 | 553",
                "MAIL FROM:<other@example.org>                                    | BAD_SEQUENCE               | 503",
            })
    void a_command_within_a_transaction_against_the_rules_is_noted(String command, Kind kind, String code)
            throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            client.ask("MAIL FROM:<author@example.org>");

            assertThat(client.ask(command)).startsWith(code);

            assertThat(smtp.violations()).extracting(Violation::kind).containsExactly(kind);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MAIL FROM:<>",
                "mail from:<author@example.org> size=10 body=8bitmime ret=hdrs envid=a+2Bb",
                "MAIL FROM:<\"a>b c\"@example.org>",
                "MAIL FROM:<zoë@example.org> SMTPUTF8",
            })
    void a_proper_mail_command_is_no_violation(String command) throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            assertThat(client.ask(command)).startsWith("250");
            assertThat(client.ask("RCPT TO:<reader@example.net> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;r+2Bx@example.net"))
                    .startsWith("250");

            assertThat(smtp.violations()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Subject: a\\n\\r\\nText\\r\\n     | BARE_LF",
                "Subject: a\\rb\\r\\n\\r\\nText\\r\\n | BARE_CR",
                "Subject: a\\r\\n\\r\\nTe\\0xt\\r\\n | NUL",
                "Subject: Zoë\\r\\n\\r\\nText\\r\\n | NON_ASCII_WITHOUT_SMTPUTF8",
                "Subject: a\\r\\n\\r\\nZoë\\r\\n    | EIGHT_BIT_WITHOUT_8BITMIME",
                "Subject: a\\r\\n\\r\\n.Text\\r\\n  | DOT_NOT_STUFFED",
                "Subject: a\\r\\n\\r\\n.\\rText\\r\\n | DOT_NOT_STUFFED,BARE_CR",
                "Subject: a\\r\\n\\r\\nText\\n.\\r\\n | BARE_LF",
                "Subject: a\\r\\n\\r\\nText\\n.\\n\\r\\n | BARE_LF",
            })
    void content_against_the_rules_is_noted_and_taken(String content, String kinds) throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            client.beginData().send(unescaped(content)).send(".\r\n");

            assertThat(client.reply()).startsWith("250");
            assertThat(smtp.violations())
                    .extracting(violation -> violation.kind().name())
                    .containsExactlyInAnyOrder(kinds.split(","));
        }
    }

    @Test
    void only_dot_between_two_crlf_ends_the_content() throws Exception {
        String smuggled = "a\n.\nb\r\n.\nc\n.\r\nd\r.\re\r\n";
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            client.beginData().send(smuggled).send(".\r\n");

            assertThat(client.reply()).startsWith("250");
            // The one dot at the start of a proper line is the transparency dot of RFC 5321 section 4.5.2.
            assertThat(smtp.awaitReceived(1, MAX).get(0).text()).isEqualTo("a\n.\nb\r\n\nc\n.\r\nd\r.\re\r\n");
        }
    }

    @Test
    void lines_of_998_octets_are_the_longest() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            client.beginData().send("\r\n" + "x".repeat(998) + "\r\n.\r\n").reply();
            assertThat(smtp.violations()).isEmpty();

            client.beginData().send("\r\n" + "x".repeat(999) + "\r\n.\r\n").reply();
            assertThat(smtp.violations()).containsExactly(new Violation(1, Kind.LONG_LINE, "line 2 of the content"));
        }
    }

    @Test
    void command_lines_of_512_octets_are_the_longest_without_their_parameters() throws Exception {
        String longest = "x".repeat(512 - "NOOP \r\n".length());
        String path = "a".repeat(512 - "MAIL FROM:<@example.org>\r\n".length()) + "@example.org";
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            client.ask("NOOP " + longest);
            client.ask("MAIL FROM:<" + path + "> SIZE=1");
            client.ask("RSET");
            assertThat(smtp.violations()).isEmpty();

            client.ask("NOOP " + longest + "x");
            client.ask("MAIL FROM:<a" + path + ">");
            assertThat(smtp.violations())
                    .extracting(Violation::kind)
                    .containsExactly(Kind.LONG_COMMAND, Kind.LONG_COMMAND);
        }
    }

    @Test
    void mail_before_any_greeting_is_out_of_place() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.connect(smtp)) {
            client.reply();

            assertThat(client.ask("MAIL FROM:<author@example.org>")).startsWith("503");
            assertThat(smtp.violations()).extracting(Violation::kind).containsExactly(Kind.BAD_SEQUENCE);
        }
    }

    @Test
    void announced_eight_bit_content_is_no_violation() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            client.ask("MAIL FROM:<author@example.org> BODY=8BITMIME SMTPUTF8");
            client.ask("RCPT TO:<zoë@example.net>");
            client.ask("DATA");
            client.send("Subject: Zoë\r\n\r\nZoë\r\n.\r\n").reply();

            assertThat(smtp.violations()).isEmpty();
            assertThat(smtp.awaitReceived(1, MAX).get(0).forwardPaths()).containsExactly("zoë@example.net");
            assertThat(smtp.received().get(0).header("Subject")).contains("Zoë");
        }
    }

    @Test
    void strict_servers_refuse_bare_line_breaks() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().refusesBareLineBreaks().start();
                RawClient client = RawClient.greet(smtp)) {
            assertThat(client.send("NOOP\n").reply()).isEqualTo("500 5.5.2 Bare CR or LF in a command");
            assertThat(client.beginData().send("a\nb\r\n.\r\n").reply())
                    .isEqualTo("554 5.5.2 Bare CR or LF in the content");

            assertThat(smtp.received()).isEmpty();
        }
    }

    @Test
    void talking_before_the_reply_is_noted_where_pipelining_is_not_offered() throws Exception {
        try (FakeSmtp smtp =
                        FakeSmtp.builder().withholds(SmtpExtension.PIPELINING).start();
                RawClient client = RawClient.greet(smtp)) {
            client.send("MAIL FROM:<author@example.org>\r\nRCPT TO:<reader@example.net>\r\n");
            client.reply();
            client.reply();

            assertThat(smtp.violations()).extracting(Violation::kind).containsExactly(Kind.EARLY_TALK);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP\r\nRSET\r\n", "EHLO client.example.org\r\nRSET\r\n"})
    void some_commands_end_a_group_even_with_pipelining(String group) throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            client.send(group);
            client.reply();
            client.reply();

            assertThat(smtp.violations()).extracting(Violation::kind).containsExactly(Kind.EARLY_TALK);
        }
    }

    @Test
    void content_before_the_354_is_early_talk() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            client.ask("MAIL FROM:<author@example.org>");
            client.ask("RCPT TO:<reader@example.net>");
            client.send("DATA\r\nSubject: a\r\n\r\n.\r\n");
            client.reply();
            client.reply();

            assertThat(smtp.violations()).extracting(Violation::kind).containsExactly(Kind.EARLY_TALK);
        }
    }

    @Test
    void talking_before_the_banner_is_noted() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start()) {
            Stall stall = smtp.script().at(SmtpStep.CONNECT).stall();
            try (RawClient client = RawClient.connect(smtp)) {
                stall.awaitReached(MAX);
                client.send("EHLO client.example.org\r\n");
                stall.release();
                client.reply();
                client.reply();
            }

            assertThat(smtp.violations()).extracting(Violation::kind).containsExactly(Kind.EARLY_TALK);
        }
    }

    @Test
    void a_violation_names_its_session() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient first = RawClient.greet(smtp);
                RawClient second = RawClient.greet(smtp)) {
            first.ask("NOOP");
            second.ask("DATA");

            assertThat(smtp.violations()).isEqualTo(List.of(new Violation(2, Kind.BAD_SEQUENCE, "DATA out of place")));
        }
    }

    private static byte[] unescaped(String text) {
        return text.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\0", "\0")
                .getBytes(StandardCharsets.UTF_8);
    }
}
