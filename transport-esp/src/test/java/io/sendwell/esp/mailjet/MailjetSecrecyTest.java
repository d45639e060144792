package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.Secret;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;

/** The tests of this module log at DEBUG ({@code simplelogger.properties}), to a stream that can be looked at. */
class MailjetSecrecyTest {

    private static final String API_KEY = "planted0api0key0abcdef";
    private static final String SECRET = "planted0secret0key0abcdef";
    private static final MailjetCredentials KEY = MailjetCredentials.of(API_KEY, Secret.of(SECRET));

    private static String logOf(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return log.toString(StandardCharsets.UTF_8);
    }

    @Test
    void a_log_holds_no_key_no_address_and_no_content() {
        String talkative = "{\"ErrorCode\":\"mj-0015\",\"StatusCode\":401,\"ErrorMessage\":\"Key " + API_KEY + " with "
                + SECRET + " may not write to grace.hopper@example.net\\nnow\"}";
        List<MockResponse> answers = List.of(
                ScriptedServer.response(401, talkative),
                ScriptedServer.response(500, talkative),
                ScriptedServer.response(413, talkative),
                new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket(true, false, false))
                        .build());
        Submission submission = Submissions.of(
                "mail-0",
                Submissions.statement("grace.hopper@example.net")
                        .subject("Private matter")
                        .build());
        for (MockResponse answer : answers) {
            StringBuilder reports = new StringBuilder();
            String log = logOf(() -> {
                try (ScriptedServer server = ScriptedServer.answering(answer);
                        MailjetTransport transport =
                                server.builder().credentials(KEY).build()) {
                    List<SubmissionReport> all = transport.submit(Submissions.ACCOUNT, List.of(submission, submission));
                    reports.append(all).append(transport);
                }
            });

            assertThat(log).contains("Account acme");
            assertThat(log).doesNotContain(API_KEY, SECRET, "grace.hopper", "Private matter", KEY.authorization());
            assertThat(reports.toString()).doesNotContain(API_KEY, SECRET);
        }
    }

    @Test
    void words_of_others_are_masked_and_on_one_line_in_a_log() {
        assertThat(LogText.masked("Sender stranger@example.org\r\nis, like <a b@@x>, not ok: m@bücher.example"))
                .isEqualTo("Sender s***@example.org  is, like <a ***@x>, not ok: m***@xn--bcher-kva.example");
    }

    @Test
    void credentials_show_nothing() {
        assertThat(KEY.toString()).doesNotContain(API_KEY, SECRET);
        assertThat(KEY).isEqualTo(MailjetCredentials.of(API_KEY, Secret.of(SECRET)));
        assertThat(KEY).isNotEqualTo(MailjetCredentials.of(API_KEY, Secret.of("another")));
    }

    @Test
    void two_keys_in_one_setting_are_refused_without_showing_them() {
        assertThatThrownBy(() -> MailjetCredentials.of(API_KEY + ":" + SECRET, Secret.of(SECRET)))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain(API_KEY, SECRET);
    }
}
