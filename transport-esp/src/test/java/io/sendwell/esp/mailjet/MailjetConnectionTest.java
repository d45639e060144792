package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.account.ConfigurationException;
import io.sendwell.message.Attachment;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionResult.Accepted;
import io.sendwell.transport.SubmissionResult.Deferred;
import io.sendwell.transport.SubmissionResult.Rejected;
import io.sendwell.transport.SubmissionResult.Uncertain;
import io.sendwell.transport.SubmissionStep;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.SocketEffect;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailjetConnectionTest {

    // RFC 9113 section 7.
    private static final int HTTP2_INTERNAL_ERROR = 2;

    private static SubmissionResult submitOne(MailjetTransport transport) {
        return Submissions.onlyOf(transport.submit(Submissions.ACCOUNT, Submissions.count(1)))
                .get(0);
    }

    private static void assertKnownUnsent(SubmissionResult result) {
        assertThat(result).isInstanceOf(Deferred.class);
        assertThat(((Deferred) result).refusal().scope()).isEqualTo(RefusalScope.ROUTE);
    }

    @Test
    void a_refused_connection_is_known_to_have_sent_nothing() throws IOException {
        URI nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
        try (MailjetTransport transport = MailjetTransport.builder()
                .credentials(Submissions.KEY)
                .baseUrl(nobody)
                .build()) {
            assertKnownUnsent(submitOne(transport));
        }
    }

    @Test
    void an_unknown_host_is_known_to_have_sent_nothing() {
        try (MailjetTransport transport = MailjetTransport.builder()
                .credentials(Submissions.KEY)
                .baseUrl(URI.create("https://mailjet.invalid"))
                .build()) {
            assertKnownUnsent(submitOne(transport));
        }
    }

    @Test
    void a_server_that_speaks_no_tls_is_known_to_have_taken_nothing() {
        try (ScriptedServer server = ScriptedServer.answering(200, "");
                MailjetTransport transport = server.builder()
                        .baseUrl(URI.create(
                                "https://127.0.0.1:" + server.server().getPort()))
                        // It takes the handshake for a request, and waits for the rest of its first line.
                        .callTimeout(Duration.ofSeconds(2))
                        .build()) {
            assertKnownUnsent(submitOne(transport));
            assertThat(server.calls()).isEmpty();
        }
    }

    @Test
    void no_answer_in_time_leaves_the_message_in_doubt_and_the_rest_unsent() {
        MockResponse silence = new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
        try (ScriptedServer server = ScriptedServer.answering(silence);
                MailjetTransport transport =
                        server.builder().callTimeout(Duration.ofSeconds(2)).build()) {
            List<SubmissionResult> results =
                    Submissions.onlyOf(transport.submit(Submissions.ACCOUNT, Submissions.count(51)));

            assertThat(((Uncertain) results.get(0)).lastStep()).isEqualTo(SubmissionStep.FINAL_ANSWER);
            assertKnownUnsent(results.get(50));
            assertThat(server.calls()).hasSize(1);
        }
    }

    @Test
    void a_connection_lost_after_the_request_leaves_the_message_in_doubt() {
        MockResponse hangUp = new MockResponse.Builder()
                .onResponseStart(new SocketEffect.CloseSocket(true, false, false))
                .build();
        try (ScriptedServer server = ScriptedServer.answering(hangUp);
                MailjetTransport transport = server.transport()) {
            assertThat(submitOne(transport)).isInstanceOf(Uncertain.class);
            assertThat(server.calls()).hasSize(1);
        }
    }

    @Test
    void an_answer_cut_off_leaves_the_message_in_doubt() {
        MockResponse cut = new MockResponse.Builder()
                .body(ScriptedServer.successBody(List.of("mail-0")) + " ".repeat(500_000))
                .onResponseBody(new SocketEffect.CloseSocket(true, false, false))
                .build();
        try (ScriptedServer server = ScriptedServer.answering(cut);
                MailjetTransport transport = server.transport()) {
            assertThat(submitOne(transport)).isInstanceOf(Uncertain.class);
        }
    }

    @Test
    void an_error_whose_words_are_cut_off_is_still_an_error() {
        MockResponse cut = new MockResponse.Builder()
                .code(429)
                .body(" ".repeat(500_000))
                .onResponseBody(new SocketEffect.CloseSocket(true, false, false))
                .build();
        try (ScriptedServer server = ScriptedServer.answering(cut);
                MailjetTransport transport = server.transport()) {
            assertKnownUnsent(submitOne(transport));
        }
    }

    @Test
    void a_connection_lost_in_the_middle_of_a_large_body_is_known_to_have_sent_nothing() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                MailjetTransport transport = MailjetTransport.builder()
                        .credentials(Submissions.KEY)
                        .baseUrl(URI.create("http://127.0.0.1:" + listener.getLocalPort()))
                        .build()) {
            FutureTask<Void> server = new FutureTask<>(() -> {
                try (Socket socket = listener.accept()) {
                    socket.getInputStream().readNBytes(100_000);
                    socket.setSoLinger(true, 0);
                }
                return null;
            });
            new Thread(server, "half-reader").start();

            Submission large = Submissions.number(0, mail -> mail.attach(Submissions.zeros("large.bin", 9_000_000)));
            SubmissionResult result = Submissions.onlyOf(transport.submit(Submissions.ACCOUNT, List.of(large)))
                    .get(0);

            server.get(10, TimeUnit.SECONDS);
            assertKnownUnsent(result);
        }
    }

    @Test
    void a_large_upload_reset_over_http2_is_cut_in_halves_like_one_that_is_too_large() throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.setProtocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE));
            server.start();
            MockResponse reset = new MockResponse.Builder()
                    .onRequestStart(new SocketEffect.CloseStream(HTTP2_INTERNAL_ERROR))
                    .build();
            server.enqueue(reset);
            server.enqueue(new MockResponse.Builder()
                    .body(ScriptedServer.successBody(List.of("mail-0")))
                    .build());
            server.enqueue(reset);
            OkHttpClient http2 = new OkHttpClient.Builder()
                    .protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE))
                    .build();
            try (MailjetTransport transport = MailjetTransport.builder()
                    .credentials(Submissions.KEY)
                    .baseUrl(server.url("/").uri())
                    .okHttpClient(http2)
                    .build()) {
                List<Submission> submissions = List.of(
                        Submissions.number(0, mail -> mail.attach(Submissions.zeros("a.bin", 2_000_000))),
                        Submissions.number(1, mail -> mail.attach(Submissions.zeros("b.bin", 2_000_000))));
                List<SubmissionResult> results = Submissions.onlyOf(transport.submit(Submissions.ACCOUNT, submissions));

                assertThat(results.get(0)).isInstanceOf(Accepted.class);
                assertThat(((Rejected) results.get(1)).refusal().scope()).isEqualTo(RefusalScope.MESSAGE);
                assertThat(server.getRequestCount()).isEqualTo(3);
            } finally {
                http2.dispatcher().executorService().shutdown();
                http2.connectionPool().evictAll();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1_999, 2_001, 0})
    void a_file_that_is_not_of_its_size_rejects_its_own_message_alone(long found) {
        Attachment other = Attachment.of(
                "other.bin", "application/octet-stream", 2_000, () -> new ByteArrayInputStream(new byte[(int) found]));
        List<Submission> submissions = List.of(
                Submissions.number(0), Submissions.number(1, mail -> mail.attach(other)), Submissions.number(2));
        try (ScriptedServer server = new ScriptedServer(ScriptedServer::success);
                MailjetTransport transport = server.transport()) {
            List<SubmissionResult> results = Submissions.onlyOf(transport.submit(Submissions.ACCOUNT, submissions));

            assertThat(((Rejected) results.get(1)).refusal().text()).contains("other.bin");
            assertThat(List.of(results.get(0), results.get(2))).allMatch(Accepted.class::isInstance);
        }
    }

    @Test
    void a_file_that_cannot_be_read_now_defers_its_own_message_alone() {
        Attachment away = Attachment.of("away.bin", "application/octet-stream", 2_000, () -> {
            throw new IOException("The store is away.");
        });
        List<Submission> submissions = List.of(Submissions.number(0, mail -> mail.attach(away)), Submissions.number(1));
        try (ScriptedServer server = new ScriptedServer(ScriptedServer::success);
                MailjetTransport transport = server.transport()) {
            List<SubmissionResult> results = Submissions.onlyOf(transport.submit(Submissions.ACCOUNT, submissions));

            assertThat(((Deferred) results.get(0)).refusal().scope()).isEqualTo(RefusalScope.MESSAGE);
            assertThat(results.get(1)).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void an_interrupt_ends_the_call_and_stays_set() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        MockResponse silence = new MockResponse.Builder()
                .onResponseStart(SocketEffect.Stall.INSTANCE)
                .build();
        ScriptedServer scripted = new ScriptedServer(call -> {
            arrived.countDown();
            return silence;
        });
        try (ScriptedServer server = scripted;
                MailjetTransport transport = server.transport()) {
            FutureTask<Boolean> work = new FutureTask<>(() -> {
                List<SubmissionResult> results =
                        Submissions.onlyOf(transport.submit(Submissions.ACCOUNT, Submissions.count(51)));
                assertThat(results.get(0)).isInstanceOf(Uncertain.class);
                assertKnownUnsent(results.get(50));
                return Thread.currentThread().isInterrupted();
            });
            Thread worker = new Thread(work, "worker");
            worker.start();
            assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();
            worker.interrupt();

            assertThat(work.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void an_interrupted_thread_makes_no_call() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer::success);
                MailjetTransport transport = server.transport()) {
            Thread.currentThread().interrupt();
            try {
                assertKnownUnsent(submitOne(transport));
                assertThat(server.calls()).isEmpty();
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
        }
    }

    @Test
    void the_calls_go_through_the_proxy_that_was_named() {
        try (ScriptedServer proxy = new ScriptedServer(ScriptedServer::success);
                MailjetTransport transport = proxy.builder()
                        .baseUrl(URI.create("http://mailjet.invalid"))
                        .permitPlainHttp()
                        .proxy(proxy.server().getProxyAddress())
                        .build()) {
            assertThat(submitOne(transport)).isInstanceOf(Accepted.class);
        }
    }

    @Test
    void a_client_that_was_handed_in_stays_open() {
        OkHttpClient shared = new OkHttpClient();
        try (ScriptedServer server = new ScriptedServer(ScriptedServer::success)) {
            try (MailjetTransport first = server.builder().okHttpClient(shared).build()) {
                assertThat(submitOne(first)).isInstanceOf(Accepted.class);
            }
            try (MailjetTransport second = server.builder().okHttpClient(shared).build()) {
                assertThat(submitOne(second)).isInstanceOf(Accepted.class);
            }
            assertThat(shared.dispatcher().executorService().isShutdown()).isFalse();
        } finally {
            shared.dispatcher().executorService().shutdown();
            shared.connectionPool().evictAll();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.mailjet.com",
                "ftp://api.mailjet.com",
                "https://user:password@api.mailjet.com",
                "https://api.mailjet.com?x=1",
                "api.mailjet.com"
            })
    void a_base_url_that_cannot_work_or_gives_keys_away_is_refused(String url) {
        MailjetTransportBuilder builder =
                MailjetTransport.builder().credentials(Submissions.KEY).baseUrl(URI.create(url));

        assertThatThrownBy(builder::build).isInstanceOf(ConfigurationException.class);
    }

    @Test
    void a_transport_without_credentials_or_limits_is_refused() {
        assertThatThrownBy(() -> MailjetTransport.builder().build()).isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> MailjetTransport.builder()
                        .credentials(Submissions.KEY)
                        .callTimeout(Duration.ZERO)
                        .build())
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> MailjetTransport.builder()
                        .credentials(Submissions.KEY)
                        .maxConcurrentCalls(0)
                        .build())
                .isInstanceOf(ConfigurationException.class);
        assertThatThrownBy(() -> MailjetTransport.builder()
                        .credentials(Submissions.KEY)
                        .maxBodySize(MailjetLimits.BODY + 1)
                        .build())
                .isInstanceOf(ConfigurationException.class);
    }
}
