package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.ConfigurationException;
import io.sendwell.account.Secret;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.testkit.mailjet.Fault;
import io.sendwell.transport.Recovery;
import io.sendwell.transport.Recovery.Answer;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionResult;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;

/** Whether Mailjet has a message whose answer was lost. */
class MailjetLookUpTest {

    private static final Duration LAG = Duration.ofSeconds(60);

    private static Map<String, Answer> find(MailjetTransport transport, List<String> ids) {
        return ((Recovery.Search) transport.recovery()).lookUp().find(Submissions.ACCOUNT, ids);
    }

    private static Answer find(MailjetTransport transport, String id) {
        return find(transport, List.of(id)).get(id);
    }

    private static MailjetTransportBuilder builder(FakeMailjet mailjet) {
        FakeMailjetAccount account = mailjet.account("acme").allowSender("*@example.org");
        return MailjetTransport.builder()
                .baseUrl(mailjet.baseUrl())
                .credentials(MailjetCredentials.of(account.apiKey(), Secret.of(account.secretKey())));
    }

    @Test
    void a_message_is_found_once_the_index_has_caught_up() {
        VirtualClock clock = VirtualClock.at("2026-11-21T10:00:00Z");
        try (FakeMailjet mailjet =
                        FakeMailjet.builder().clock(clock).indexLag(LAG).start();
                MailjetTransport transport = builder(mailjet).build()) {
            Submission submission = Submissions.of(
                    "mail-1",
                    Submissions.statement("grace@example.net")
                            .cc("alan@example.net")
                            .build());
            mailjet.next(Fault.resetAfterAccepting());
            SubmissionResult result = transport
                    .submit(Submissions.ACCOUNT, List.of(submission))
                    .get(0)
                    .results()
                    .values()
                    .iterator()
                    .next();
            assertThat(result).isInstanceOf(SubmissionResult.Uncertain.class);

            assertThat(find(transport, "mail-1")).isInstanceOf(Answer.NotFound.class);
            clock.advance(LAG);
            assertThat(find(transport, "mail-1"))
                    .isInstanceOfSatisfying(
                            Answer.Found.class,
                            found -> assertThat(found.providerId())
                                    .isEqualTo(Long.toString(mailjet.account("acme")
                                            .accepted()
                                            .get(0)
                                            .recipients()
                                            .get(0)
                                            .messageId())));
        }
    }

    @Test
    void of_many_that_are_asked_for_each_has_its_own_answer() {
        try (FakeMailjet mailjet = FakeMailjet.start();
                MailjetTransport transport = builder(mailjet).build()) {
            transport.submit(Submissions.ACCOUNT, Submissions.count(50));
            Map<String, Class<?>> expected = new LinkedHashMap<>();
            for (int number = 0; number < 100; number++) {
                expected.put("mail-" + number, number < 50 ? Answer.Found.class : Answer.NotFound.class);
            }

            Map<String, Answer> answers = find(transport, List.copyOf(expected.keySet()));

            assertThat(answers.keySet()).containsExactlyElementsOf(expected.keySet());
            answers.forEach((id, answer) -> assertThat(answer).as(id).isInstanceOf(expected.get(id)));
        }
    }

    @Test
    void it_has_no_more_calls_under_way_than_the_transport_may_have() throws IOException {
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        // Each call waits for another one: with one at a time this would never end.
        CyclicBarrier pair = new CyclicBarrier(2);
        try (MockWebServer server = server(request -> {
                    most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                    meet(pair);
                    underWay.decrementAndGet();
                    return json("{\"Count\":0,\"Data\":[],\"Total\":0}");
                });
                MailjetTransport transport =
                        builder(server).maxConcurrentCalls(2).build()) {
            assertThat(find(transport, List.of("a", "b", "c", "d", "e", "f")).values())
                    .hasSize(6)
                    .allMatch(Answer.NotFound.class::isInstance);
            assertThat(most.get()).isEqualTo(2);
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatever_is_no_answer_leaves_it_open() throws IOException {
        Map<String, MockResponse> answers = new LinkedHashMap<>();
        for (int status : new int[] {204, 302, 400, 401, 403, 404, 429, 500, 502, 503}) {
            answers.put("status " + status, ScriptedServer.response(status, "{\"Data\":[]}"));
        }
        for (String body : List.of(
                "",
                "<html>Please log in</html>",
                "{}",
                "[]",
                "null",
                "{\"Data\":null}",
                "{\"Data\":{}}",
                "{\"Data\":[1]}",
                "{\"Data\":[]",
                "{\"Data\":[]} {}",
                "{\"Data\":[{\"ID\":7}]}",
                "{\"Data\":[{\"ID\":7,\"CustomID\":\"\"}]}",
                "{\"Data\":[{\"ID\":7,\"CustomID\":\"mail-10\"}]}",
                "{\"Data\":[{\"ID\":7,\"CustomID\":{\"x\":\"mail-1\"}}]}",
                "{\"Data\":" + "[".repeat(100_000),
                "{\"Data\":[{\"x\":" + "{\"x\":".repeat(100_000),
                "{\"Data\":[],\"x\":\"" + "x".repeat(1_100_000) + "\"}")) {
            answers.put(body.substring(0, Math.min(body.length(), 40)), json(body));
        }
        answers.put(
                "cut off",
                new MockResponse.Builder()
                        .body("{\"Data\":[]}" + " ".repeat(500_000))
                        .onResponseBody(new SocketEffect.CloseSocket(true, false, false))
                        .build());
        answers.put(
                "hung up",
                new MockResponse.Builder()
                        .onResponseStart(new SocketEffect.CloseSocket(true, false, false))
                        .build());
        for (Map.Entry<String, MockResponse> answer : answers.entrySet()) {
            try (MockWebServer server = server(request -> answer.getValue());
                    MailjetTransport transport = builder(server).build()) {
                assertThat(find(transport, "mail-1"))
                        .as(answer.getKey())
                        .isInstanceOfSatisfying(
                                Answer.Unavailable.class,
                                unavailable -> assertThat(unavailable.why()).isNotBlank());
            }
        }
    }

    @Test
    void silence_leaves_it_open() throws IOException {
        MockResponse silence = new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
        try (MockWebServer server = server(request -> silence);
                MailjetTransport transport =
                        builder(server).callTimeout(Duration.ofSeconds(1)).build()) {
            assertThat(find(transport, "mail-1")).isInstanceOf(Answer.Unavailable.class);
        }
    }

    @Test
    void a_row_of_the_same_id_among_others_is_enough() throws IOException {
        String rows = "{\"Count\":2,\"Data\":[{\"ID\":1,\"CustomID\":\"other\"},"
                + "{\"CustomID\":\"mail-1\",\"ID\":1152921530001000001,\"More\":[{\"x\":[1]}]}],\"Total\":2}";
        try (MockWebServer server = server(request -> json(rows));
                MailjetTransport transport = builder(server).build()) {
            assertThat(find(transport, "mail-1")).isEqualTo(new Answer.Found("1152921530001000001"));
        }
    }

    @Test
    void when_mailjet_refuses_the_rest_is_not_asked_for() throws IOException {
        try (MockWebServer server = server(request -> ScriptedServer.response(429, "Too Many Requests"));
                MailjetTransport transport =
                        builder(server).maxConcurrentCalls(1).build()) {
            List<String> ids = ScriptedServer.idsUpTo(50);

            assertThat(find(transport, ids).values()).hasSize(50).allMatch(Answer.Unavailable.class::isInstance);
            // One may be on its way while the first refusal is read.
            assertThat(server.getRequestCount()).isBetween(1, 2);
        }
    }

    @Test
    void without_a_key_or_after_closing_nobody_is_asked() throws IOException {
        try (MockWebServer server = server(request -> json("{\"Data\":[]}"))) {
            MailjetTransport closed = builder(server).build();
            closed.close();
            try (MailjetTransport keyless = builder(server)
                    .credentials(account -> java.util.Optional.empty())
                    .build()) {
                assertThat(find(closed, "mail-1")).isInstanceOf(Answer.Unavailable.class);
                assertThat(find(keyless, "mail-1")).isInstanceOf(Answer.Unavailable.class);
            }
            assertThat(server.getRequestCount()).isZero();
        }
    }

    @Test
    void an_interrupt_leaves_it_open_and_stays_set() throws IOException {
        try (MockWebServer server = server(request -> json("{\"Data\":[]}"));
                MailjetTransport transport = builder(server).build()) {
            Thread.currentThread().interrupt();
            Answer answer = find(transport, "mail-1");

            assertThat(Thread.interrupted()).isTrue();
            assertThat(answer).isInstanceOf(Answer.Unavailable.class);
        }
    }

    @Test
    void the_lag_of_the_index_is_a_minute_unless_said_otherwise() throws IOException {
        try (MockWebServer server = server(request -> json("{}"));
                MailjetTransport usual = builder(server).build();
                MailjetTransport other =
                        builder(server).indexLag(Duration.ofMinutes(5)).build()) {
            assertThat(((Recovery.Search) usual.recovery()).indexLag()).isEqualTo(LAG);
            assertThat(((Recovery.Search) other.recovery()).indexLag()).isEqualTo(Duration.ofMinutes(5));
            assertThatThrownBy(() ->
                            builder(server).indexLag(Duration.ofSeconds(-1)).build())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageContaining("PT-1S");
        }
    }

    private static MailjetTransportBuilder builder(MockWebServer server) {
        return MailjetTransport.builder().baseUrl(server.url("/").uri()).credentials(Submissions.KEY);
    }

    private static MockResponse json(String body) {
        return ScriptedServer.response(200, body);
    }

    private static MockWebServer server(Function<RecordedRequest, MockResponse> answers) throws IOException {
        MockWebServer server = new MockWebServer();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return answers.apply(request);
            }
        });
        server.start();
        return server;
    }
}
