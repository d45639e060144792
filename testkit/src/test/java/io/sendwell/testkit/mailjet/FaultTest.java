package io.sendwell.testkit.mailjet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sendwell.testkit.mailjet.MailjetCaller.Reply;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTest {

    private static final String CALL = "{'Messages': [{'From': {'Email': 'news@example.org'}, 'TextPart': 'Hello',"
            + " 'To': [{'Email': 'grace@example.net'}]}]}";
    private static final Duration LONG = Duration.ofSeconds(30);

    private final FakeMailjet mailjet = FakeMailjet.start();
    private final FakeMailjetAccount acme = mailjet.account("acme").allowSender("news@example.org");
    private final MailjetCaller caller = MailjetCaller.of(mailjet, acme);

    @AfterEach
    void close() {
        mailjet.close();
    }

    static List<Arguments> badAnswers() {
        return List.of(
                arguments(Fault.tooManyRequests(), 429, "text/html", 0),
                arguments(Fault.payloadTooLarge(), 413, "text/html", 0),
                arguments(Fault.serverError(), 500, "", 0),
                arguments(Fault.serverErrorWithIdentifier(), 500, "application/json", 0),
                arguments(Fault.serverErrorAfterAccepting(), 500, "", 1),
                arguments(Fault.badGateway(), 502, "text/html", 0),
                arguments(Fault.serviceUnavailable(), 503, "text/html", 0),
                arguments(Fault.nonJsonAnswer(), 200, "text/html", 1),
                arguments(Fault.answering(418, "text/plain", "teapot"), 418, "text/plain", 0),
                arguments(Fault.slow(Duration.ofMillis(1)), 200, "application/json", 1));
    }

    @ParameterizedTest(name = "{1} {2}, {3} accepted")
    @MethodSource("badAnswers")
    void a_bad_answer_strikes_once_and_accepts_what_it_says(Fault fault, int status, String type, int accepted) {
        mailjet.next(fault);

        Reply bad = caller.send(CALL);
        Reply good = caller.send(CALL);

        assertThat(bad.status()).isEqualTo(status);
        assertThat(bad.contentType()).isEqualTo(type);
        assertThat(good.status()).isEqualTo(200);
        assertThat(acme.accepted()).hasSize(accepted + 1);
        assertThat(mailjet.requests()).extracting(RecordedRequest::status).containsExactly(status, 200);
    }

    @Test
    void a_429_is_a_page_without_a_hint_when_to_come_back() throws IOException {
        mailjet.next(Fault.tooManyRequests());

        HttpResponse<String> response =
                caller.exchange(caller.request("/v3.1/send").POST(BodyPublishers.ofString("{}")));

        assertThat(response.body()).isEqualTo("<html><body><h1>429 Too Many Requests</h1></body></html>");
        assertThat(response.headers().firstValue("Retry-After")).isEmpty();
    }

    @Test
    void a_429_says_when_to_come_back_when_it_is_told_to() throws IOException {
        mailjet.next(Fault.tooManyRequests(Duration.ofSeconds(20)));

        HttpResponse<String> response =
                caller.exchange(caller.request("/v3.1/send").POST(BodyPublishers.ofString("{}")));

        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("20");
        assertThat(mailjet.requests()).extracting(RecordedRequest::status).containsExactly(429);
    }

    static List<Arguments> cuts() {
        return List.of(
                arguments(Fault.resetBeforeAccepting(), 0),
                arguments(Fault.resetAfterReadingBody(), 0),
                arguments(Fault.resetAfterAccepting(), 1),
                arguments(Fault.truncatedAnswer(), 1));
    }

    @ParameterizedTest(name = "{1} accepted")
    @MethodSource("cuts")
    void a_cut_connection_is_an_error_for_the_client_whatever_was_accepted(Fault fault, int accepted) {
        mailjet.next(fault);

        assertThatThrownBy(() -> caller.exchange(post())).isInstanceOf(IOException.class);
        assertThat(acme.accepted()).hasSize(accepted);
        assertThat(mailjet.requests()).extracting(RecordedRequest::status).containsExactly(0);
        assertThat(caller.send(CALL).status()).isEqualTo(200);
    }

    @Test
    void a_reset_cuts_a_large_upload_short() {
        mailjet.next(Fault.resetBeforeAccepting());
        HttpRequest.Builder upload =
                caller.request("/v3.1/send").POST(BodyPublishers.ofByteArray(new byte[8 * 1024 * 1024]));

        assertThatThrownBy(() -> caller.exchange(upload)).isInstanceOf(IOException.class);
        assertThat(mailjet.requests().get(0).bodyBytes()).isZero();
    }

    @Test
    void a_timeout_after_accepting_holds_the_answer_until_it_is_released() throws Exception {
        mailjet.next(Fault.timeoutAfterAccepting());
        CompletableFuture<Reply> call = CompletableFuture.supplyAsync(() -> caller.send(CALL));

        assertThat(mailjet.awaitHeld(1, LONG)).isTrue();
        assertThat(acme.accepted()).hasSize(1);
        assertThat(call).isNotDone();
        mailjet.release();
        assertThat(call.get(30, TimeUnit.SECONDS).status()).isEqualTo(200);
    }

    @Test
    void a_timeout_before_accepting_ends_with_a_cut_and_nothing_accepted() {
        mailjet.next(Fault.timeoutBeforeAccepting());
        CompletableFuture<Reply> call = CompletableFuture.supplyAsync(() -> caller.send(CALL));

        assertThat(mailjet.awaitHeld(1, LONG)).isTrue();
        mailjet.release();
        assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IOException.class);
        assertThat(acme.accepted()).isEmpty();
    }

    @Test
    void closing_the_server_lets_held_requests_go() {
        mailjet.next(Fault.timeoutAfterAccepting());
        CompletableFuture<Reply> call = CompletableFuture.supplyAsync(() -> caller.send(CALL));

        assertThat(mailjet.awaitHeld(1, LONG)).isTrue();
        mailjet.close();
        assertThatThrownBy(() -> call.get(30, TimeUnit.SECONDS)).hasRootCauseInstanceOf(IOException.class);
    }

    @Test
    void waiting_for_a_request_that_does_not_come_ends() {
        assertThat(mailjet.awaitHeld(1, Duration.ofMillis(1))).isFalse();
    }

    @Test
    void faults_strike_in_the_order_given_and_as_often_as_told() {
        mailjet.next(Fault.serviceUnavailable().times(2));
        mailjet.next(Fault.tooManyRequests());

        assertThat(List.of(status(), status(), status(), status())).containsExactly(503, 503, 429, 200);
    }

    @Test
    void a_standing_fault_strikes_until_it_is_cleared() {
        mailjet.next(Fault.serviceUnavailable().always());

        assertThat(List.of(status(), status(), status())).containsOnly(503);
        mailjet.clearFaults();
        assertThat(status()).isEqualTo(200);
    }

    @Test
    void a_fault_of_one_account_leaves_the_others_alone() {
        FakeMailjetAccount other = mailjet.account("other").allowSender("news@example.org");
        mailjet.next(Fault.tooManyRequests().forAccount(other).always());

        assertThat(status()).isEqualTo(200);
        assertThat(MailjetCaller.of(mailjet, other).send(CALL).status()).isEqualTo(429);
    }

    @Test
    void a_fault_is_for_send_calls_unless_told_otherwise() {
        mailjet.next(Fault.tooManyRequests());
        mailjet.next(Fault.serviceUnavailable().when(request -> request.path().startsWith("/v3/REST/message")));

        assertThat(caller.get("/v3/REST/sender").status()).isEqualTo(200);
        assertThat(caller.get("/v3/REST/message").status()).isEqualTo(503);
        assertThat(status()).isEqualTo(429);
    }

    @Test
    void a_fault_cannot_strike_less_than_once() {
        assertThatThrownBy(() -> Fault.tooManyRequests().times(0)).isInstanceOf(IllegalArgumentException.class);
    }

    private int status() {
        return caller.send(CALL).status();
    }

    private HttpRequest.Builder post() {
        return caller.request("/v3.1/send").POST(BodyPublishers.ofString(CALL.replace('\'', '"')));
    }
}
