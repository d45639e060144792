package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.address.EmailAddress;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionResult.Accepted;
import io.sendwell.transport.SubmissionResult.Deferred;
import io.sendwell.transport.SubmissionResult.Rejected;
import io.sendwell.transport.SubmissionResult.Uncertain;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailjetAnswersTest {

    private static List<SubmissionResult> submit(ScriptedServer server, List<Submission> submissions) {
        try (MailjetTransport transport = server.transport()) {
            return Submissions.onlyOf(transport.submit(Submissions.ACCOUNT, submissions));
        }
    }

    private static SubmissionResult resultOfOne(int status, String body) {
        try (ScriptedServer server = ScriptedServer.answering(status, body)) {
            return submit(server, Submissions.count(1)).get(0);
        }
    }

    private static String messages(String... entries) {
        return "{\"Messages\":[" + String.join(",", entries) + "]}";
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 400, 403})
    void entries_are_read_whatever_the_status(int status) {
        String body = messages(
                ScriptedServer.successEntry("mail-0"),
                ScriptedServer.errorEntry(400, "mj-0006", "Subject"),
                ScriptedServer.errorEntry(403, "send-0008", "From"));
        try (ScriptedServer server = ScriptedServer.answering(status, body)) {
            List<SubmissionResult> results = submit(server, Submissions.count(3));

            assertThat(results.get(0)).isEqualTo(new Accepted("1152921530001000001", "success, MessageUUID u"));
            assertThat(((Rejected) results.get(1)).refusal().scope()).isEqualTo(RefusalScope.MESSAGE);
            assertThat(((Rejected) results.get(1)).refusal().code()).isEqualTo("mj-0006");
            assertThat(((Rejected) results.get(1)).refusal().text()).isEqualTo("Words of Mailjet. [Subject]");
            assertThat(((Deferred) results.get(2)).refusal().scope()).isEqualTo(RefusalScope.MESSAGE);
            assertThat(((Deferred) results.get(2)).refusal().code()).isEqualTo("send-0008");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "400, send-0003, Rejected, MESSAGE",
        "400, send-0004, Rejected, MESSAGE",
        "403, send-0006, Deferred, MESSAGE",
        "403, send-0007, Deferred, MESSAGE",
        "403, send-0008, Deferred, MESSAGE",
        "400, send-0010, Deferred, MESSAGE",
        "400, send-0011, Rejected, MESSAGE",
        "400, send-0012, Rejected, MESSAGE",
        "400, send-0013, Deferred, MESSAGE",
        "400, send-0015, Rejected, MESSAGE",
        "400, send-0016, Rejected, MESSAGE",
        "401, mj-0001, Deferred, ROUTE",
        "400, mj-0003, Rejected, MESSAGE",
        "400, mj-0004, Rejected, MESSAGE",
        "400, mj-0005, Rejected, MESSAGE",
        "400, mj-0006, Rejected, MESSAGE",
        "400, mj-0007, Rejected, MESSAGE",
        "400, mj-0008, Rejected, MESSAGE",
        "400, mj-0011, Rejected, MESSAGE",
        "400, mj-0012, Rejected, MESSAGE",
        "401, mj-0015, Deferred, ROUTE",
        "400, mj-9999, Rejected, MESSAGE",
        "403, mj-9999, Deferred, ROUTE",
        "429, mj-9999, Deferred, ROUTE"
    })
    void an_error_of_one_message_is_read_by_its_code(int status, String code, String outcome, RefusalScope scope) {
        SubmissionResult result = resultOfOne(status, messages(ScriptedServer.errorEntry(status, code, "Anything")));

        assertThat(result.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(refusalScope(result)).isEqualTo(scope);
    }

    private static RefusalScope refusalScope(SubmissionResult result) {
        return result instanceof Deferred deferred
                ? deferred.refusal().scope()
                : ((Rejected) result).refusal().scope();
    }

    @Test
    void a_failure_of_mailjet_inside_an_entry_leaves_that_message_in_doubt() {
        assertThat(resultOfOne(400, messages(ScriptedServer.errorEntry(500, "mj-9999", ""))))
                .isInstanceOf(Uncertain.class);
    }

    @Test
    void a_refused_address_is_that_recipients_and_the_others_may_go_without_it() {
        Submission submission = Submissions.of(
                "mail-0",
                Submissions.statement("person0@example.net")
                        .to("gone@example.net")
                        .cc("desk@example.com")
                        .build());
        String entry = ScriptedServer.errorEntry(400, "mj-0013", "To[1].Email");
        try (ScriptedServer server = ScriptedServer.answering(400, messages(entry));
                MailjetTransport transport = server.transport()) {
            SubmissionReport report =
                    transport.submit(Submissions.ACCOUNT, List.of(submission)).get(0);

            assertThat(((Rejected) report.results().get(EmailAddress.parse("gone@example.net")))
                            .refusal()
                            .scope())
                    .isEqualTo(RefusalScope.RECIPIENT);
            for (String other : List.of("person0@example.net", "desk@example.com")) {
                assertThat(((Deferred) report.results().get(EmailAddress.parse(other)))
                                .refusal()
                                .scope())
                        .isEqualTo(RefusalScope.MESSAGE);
            }
        }
    }

    @Test
    void a_refused_address_beside_a_fault_of_the_message_rejects_them_all() {
        String entry = "{\"Status\":\"error\",\"Errors\":[" + ScriptedServer.error(400, "mj-0013", "To[0].Email") + ","
                + ScriptedServer.error(400, "mj-0006", "Subject") + "]}";

        Submission submission = Submissions.of(
                "mail-0",
                Submissions.statement("person0@example.net")
                        .cc("desk@example.com")
                        .build());
        try (ScriptedServer server = ScriptedServer.answering(400, messages(entry));
                MailjetTransport transport = server.transport()) {
            assertThat(transport
                            .submit(Submissions.ACCOUNT, List.of(submission))
                            .get(0)
                            .results()
                            .values())
                    .allMatch(Rejected.class::isInstance);
        }
    }

    @Test
    void a_recipient_is_found_in_the_answer_whatever_its_case_and_the_form_of_its_domain() {
        Submission submission = Submissions.of(
                "mail-0", Submissions.statement("Grace@Bücher.example").build());
        String body = messages("{\"Status\":\"success\",\"CustomID\":\"mail-0\",\"To\":[{\"Email\":"
                + "\"grace@bücher.example\",\"MessageUUID\":\"u\",\"MessageID\":\"1152921530001000007\"}]}");
        try (ScriptedServer server = ScriptedServer.answering(200, body)) {
            assertThat(submit(server, List.of(submission)))
                    .containsExactly(new Accepted("1152921530001000007", "success, MessageUUID u"));
        }
    }

    @Test
    void answers_in_another_order_are_matched_by_our_id() {
        String body = messages(
                ScriptedServer.successEntry("mail-1"),
                ScriptedServer.successEntry("mail-0"),
                ScriptedServer.successEntry("stranger"));
        try (ScriptedServer server = ScriptedServer.answering(200, body)) {
            assertThat(submit(server, Submissions.count(3)))
                    .extracting(result -> result.getClass().getSimpleName())
                    .containsExactly("Accepted", "Accepted", "Uncertain");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void with_entries_missing_or_extra_only_what_carries_our_id_is_known(int entries) {
        String body = messages(Stream.concat(
                        entries > 0 ? Stream.of(ScriptedServer.successEntry("mail-0")) : Stream.empty(),
                        Stream.generate(() -> ScriptedServer.errorEntry(400, "mj-0006", "Subject"))
                                .limit(Math.max(0, entries - 1)))
                .toArray(String[]::new));
        try (ScriptedServer server = ScriptedServer.answering(200, body)) {
            List<SubmissionResult> results = submit(server, Submissions.count(2));

            assertThat(results.get(0)).isInstanceOf(entries > 0 ? Accepted.class : Uncertain.class);
            assertThat(results.get(1)).isInstanceOf(Uncertain.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "<html>ok</html>",
                "{\"Messages\":",
                "{\"Messages\":[{\"Status\":\"success\"",
                "{\"Messages\":{}}",
                "{\"Messages\":[1,2]}",
                "{\"Messages\":[]} trailing",
                "{\"Messages\":[{}]}",
                "{\"Messages\":[{\"Status\":\"error\",\"Errors\":[]}]}",
                "{\"Messages\":[{\"Status\":\"queued\"}]}"
            })
    void a_success_that_cannot_be_read_leaves_the_message_in_doubt(String body) {
        assertThat(resultOfOne(200, body)).isInstanceOf(Uncertain.class);
    }

    @Test
    void an_answer_beyond_the_bound_is_not_read_on() {
        String huge =
                "{\"Messages\":[{\"Status\":\"success\",\"CustomID\":\"" + "x".repeat(MailjetLimits.ANSWER) + "\"}]}";

        assertThat(resultOfOne(200, huge)).isInstanceOf(Uncertain.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "301 |                                                                     | Deferred  | ROUTE",
                "401 | {\"StatusCode\":401,\"ErrorMessage\":\"Credentials not accepted.\"} | Deferred  | ROUTE",
                "403 | <html>403</html>                                                    | Deferred  | ROUTE",
                "404 | <html>404</html>                                                    | Deferred  | ROUTE",
                "408 |                                                                     | Deferred  | ROUTE",
                "429 | <html><body><h1>429 Too Many Requests</h1></body></html>            | Deferred  | ROUTE",
                "503 |                                                                     | Deferred  | ROUTE",
                "400 | {\"ErrorCode\":\"mj-0002\",\"StatusCode\":400,\"ErrorMessage\":\"No\"} | Rejected  | MESSAGE",
                "400 |                                                                     | Rejected  | MESSAGE",
                "413 | <html><body><h1>413 Request Entity Too Large</h1></body></html>     | Rejected  | MESSAGE"
            })
    void an_error_of_the_whole_call_is_read_by_code_or_status(
            int status, String body, String outcome, RefusalScope scope) {
        SubmissionResult result = resultOfOne(status, body == null ? "" : body);

        assertThat(result.getClass().getSimpleName()).isEqualTo(outcome);
        assertThat(refusalScope(result)).isEqualTo(scope);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 502, 504, 520})
    void a_server_error_leaves_everything_in_doubt(int status) {
        assertThat(resultOfOne(status, "")).isInstanceOf(Uncertain.class);
        assertThat(resultOfOne(
                        status, "{\"ErrorIdentifier\":\"e\",\"StatusCode\":" + status + ",\"ErrorMessage\":\"Sorry\"}"))
                .isInstanceOf(Uncertain.class);
    }

    @Test
    void retry_after_is_handed_on() {
        MockResponse busy = new MockResponse.Builder()
                .code(429)
                .setHeader("Retry-After", "17")
                .body("<html></html>")
                .build();
        try (ScriptedServer server = ScriptedServer.answering(busy)) {
            Deferred result = (Deferred) submit(server, Submissions.count(1)).get(0);

            assertThat(result.refusal().retryAfter()).contains(Duration.ofSeconds(17));
        }
    }

    @Test
    void a_server_that_says_try_again_at_once_is_not_asked_again_by_the_http_client() {
        MockResponse again = new MockResponse.Builder()
                .code(503)
                .setHeader("Retry-After", "0")
                .build();
        try (ScriptedServer server = ScriptedServer.answering(again)) {
            assertThat(submit(server, Submissions.count(1)).get(0)).isInstanceOf(Deferred.class);
            assertThat(server.calls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 429, 503, 500})
    void after_a_call_in_which_nothing_passes_no_other_call_is_made(int status) {
        try (ScriptedServer server = ScriptedServer.answering(status, "")) {
            List<SubmissionResult> results = submit(server, Submissions.count(120));

            assertThat(server.calls()).hasSize(1);
            assertThat(results.subList(50, 120))
                    .allMatch(result -> ((Deferred) result).refusal().scope() == RefusalScope.ROUTE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413})
    void one_message_at_fault_does_not_sink_the_others_of_its_call(int status) {
        ScriptedServer scripted =
                new ScriptedServer(call -> ScriptedServer.ids(call).contains("mail-17")
                        ? ScriptedServer.response(status, "<html>" + status + "</html>")
                        : ScriptedServer.success(call));
        try (ScriptedServer server = scripted) {
            List<SubmissionResult> results = submit(server, Submissions.count(50));

            assertThat(results.get(17)).isInstanceOf(Rejected.class);
            assertThat(results).filteredOn(Accepted.class::isInstance).hasSize(49);
            assertThat(server.calls()).hasSizeLessThanOrEqualTo(13);
            List<String> accepted = server.callsById().stream()
                    .filter(ids -> !ids.contains("mail-17"))
                    .flatMap(List::stream)
                    .collect(Collectors.toList());
            assertThat(accepted).doesNotHaveDuplicates().hasSize(49);
        }
    }
}
