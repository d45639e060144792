package io.sendwell.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.smtp.Violation.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FakeSmtpAuthTest {
    private static final String GOOD_TOKEN = "user=grace@example.net\u0001auth=Bearer sesame\u0001\u0001";
    private static final String BAD_TOKEN = "user=grace@example.net\u0001auth=Bearer wrong\u0001\u0001";

    private static FakeSmtpBuilder server() {
        return FakeSmtp.builder().user("grace", "pässword").token("grace@example.net", "sesame");
    }

    @Test
    void plain_takes_credentials_with_the_command_or_after_it() throws Exception {
        try (FakeSmtp smtp = server().start()) {
            try (RawClient client = RawClient.greet(smtp)) {
                assertThat(client.ask("AUTH PLAIN " + base64("\0grace\0pässword")))
                        .isEqualTo("235 2.7.0" + " Authentication succeeded");
            }
            try (RawClient client = RawClient.greet(smtp)) {
                assertThat(client.ask("AUTH PLAIN")).isEqualTo("334 ");
                assertThat(client.ask(base64("\0grace\0pässword"))).startsWith("235");
                client.sendMail();
            }
            assertThat(smtp.received().get(0).authenticatedUser()).contains("grace");
            assertThat(smtp.sessions().get(1).authenticatedUser()).contains("grace");
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @Test
    void login_asks_for_user_and_password() throws Exception {
        try (FakeSmtp smtp = server().start();
                RawClient client = RawClient.greet(smtp)) {
            assertThat(client.ask("AUTH LOGIN")).isEqualTo("334 " + base64("Username:"));
            assertThat(client.ask(base64("grace"))).isEqualTo("334 " + base64("Password:"));
            assertThat(client.ask(base64("pässword"))).startsWith("235");
        }
    }

    @Test
    void xoauth2_takes_a_token_and_explains_a_refusal_first() throws Exception {
        try (FakeSmtp smtp = server().start();
                RawClient client = RawClient.greet(smtp)) {
            assertThat(client.ask("AUTH XOAUTH2 " + base64(BAD_TOKEN))).startsWith("334 eyJzdGF0dXMiOi");
            assertThat(client.ask("")).isEqualTo("535 5.7.8 Authentication credentials invalid");
            assertThat(client.ask("AUTH XOAUTH2 " + base64(GOOD_TOKEN))).startsWith("235");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0grace\0wrong", "\0nobody\0pässword", "grace", "\0\0", "\0grace@example.net\0sesame"})
    void wrong_credentials_are_refused(String credentials) throws Exception {
        try (FakeSmtp smtp = server().start();
                RawClient client = RawClient.greet(smtp)) {
            assertThat(client.ask("AUTH PLAIN " + base64(credentials))).startsWith("535 5.7.8");
            assertThat(client.ask("AUTH PLAIN " + base64("\0grace\0pässword")))
                    .as("another try is allowed")
                    .startsWith("235");
        }
    }

    @ParameterizedTest
    @CsvSource({"AUTH PLAIN *, 501 5.7.0", "AUTH PLAIN !!, 501 5.5.2", "AUTH CRAM-MD5, 504 5.5.4"})
    void an_exchange_can_end_before_there_are_credentials(String command, String reply) throws Exception {
        try (FakeSmtp smtp = server().start();
                RawClient client = RawClient.greet(smtp)) {
            assertThat(client.ask(command)).startsWith(reply);
        }
    }

    @Test
    void credentials_show_nowhere() throws Exception {
        try (FakeSmtp smtp = server().start();
                RawClient client = RawClient.greet(smtp)) {
            client.ask("AUTH PLAIN " + base64("\0grace\0wrong"));
            client.ask("AUTH CRAM-MD5");
            client.ask(base64("out of step"));
            client.ask("AUTH LOGIN " + base64("grace"));
            client.ask(base64("pässword"));

            String all = smtp.sessions().toString() + smtp.violations();
            assertThat(all)
                    .contains("C: AUTH PLAIN ****", "C: AUTH LOGIN ****", "C: ****")
                    .doesNotContainIgnoringCase(base64("\0grace\0wrong"))
                    .doesNotContainIgnoringCase(base64("out of step"))
                    .doesNotContainIgnoringCase(base64("grace"))
                    .doesNotContainIgnoringCase(base64("pässword"));
        }
    }

    @Test
    void auth_only_after_tls_is_neither_offered_nor_taken_in_plain_text() throws Exception {
        try (FakeSmtp smtp = server().startTls().authOnlyAfterTls().start();
                RawClient client = RawClient.connect(smtp)) {
            client.reply();
            assertThat(client.ask("EHLO client.example.org")).doesNotContain("AUTH");
            assertThat(client.ask("AUTH PLAIN " + base64("\0grace\0pässword"))).startsWith("538 5.7.11");
            assertThat(smtp.violations()).extracting(Violation::kind).containsExactly(Kind.AUTH_WITHOUT_TLS);

            client.ask("STARTTLS");
            client.handshake(smtp);
            assertThat(client.ask("EHLO client.example.org")).contains("AUTH PLAIN LOGIN XOAUTH2");
            assertThat(client.ask("AUTH PLAIN " + base64("\0grace\0pässword"))).startsWith("235");
        }
    }

    @Test
    void mail_can_be_for_users_alone() throws Exception {
        try (FakeSmtp smtp = server().requiresAuth().start();
                RawClient client = RawClient.greet(smtp)) {
            assertThat(client.ask("MAIL FROM:<author@example.org>")).startsWith("530 5.7.0");
            client.ask("AUTH PLAIN " + base64("\0grace\0pässword"));
            assertThat(client.sendMail()).startsWith("250");
        }
    }

    @Test
    void mechanisms_can_be_narrowed() throws Exception {
        try (FakeSmtp smtp = server().offersOnly(AuthMechanism.LOGIN).start();
                RawClient client = RawClient.connect(smtp)) {
            client.reply();
            assertThat(client.ask("EHLO client.example.org"))
                    .contains("AUTH LOGIN")
                    .doesNotContain("PLAIN");
            assertThat(client.ask("AUTH PLAIN " + base64("\0grace\0pässword"))).startsWith("504");
            assertThat(smtp.violations()).extracting(Violation::kind).containsExactly(Kind.NOT_OFFERED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"454 4.7.0 Temporary authentication failure", "534 5.7.9 Mechanism is too weak"})
    void the_script_can_refuse_auth(String reply) throws Exception {
        try (FakeSmtp smtp = server().start();
                RawClient client = RawClient.greet(smtp)) {
            smtp.script().at(SmtpStep.AUTH).once().answer(reply);
            assertThat(client.ask("AUTH PLAIN " + base64("\0grace\0pässword"))).isEqualTo(reply);
            assertThat(client.ask("AUTH PLAIN " + base64("\0grace\0pässword"))).startsWith("235");
        }
    }

    @Test
    void logging_in_twice_or_amid_a_mail_is_out_of_place() throws Exception {
        String auth = "AUTH PLAIN " + base64("\0grace\0pässword");
        try (FakeSmtp smtp = server().start();
                RawClient client = RawClient.greet(smtp)) {
            client.ask("MAIL FROM:<author@example.org>");
            assertThat(client.ask(auth)).startsWith("503");
            client.ask("RSET");
            client.ask(auth);
            assertThat(client.ask(auth)).startsWith("503");
            assertThat(smtp.violations())
                    .extracting(Violation::kind)
                    .containsExactly(Kind.BAD_SEQUENCE, Kind.BAD_SEQUENCE);
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
