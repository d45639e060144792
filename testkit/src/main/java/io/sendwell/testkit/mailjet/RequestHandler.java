package io.sendwell.testkit.mailjet;

import com.sun.net.httpserver.HttpExchange;
import io.sendwell.testkit.mailjet.Fault.Stage;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** One request from its first octet to its last: who asks, what for, which fault strikes, how it is answered. */
final class RequestHandler {

    private static final String SEND = "/v3.1/send";
    private static final String REST = "/v3/REST/";

    private final Accounts accounts;
    private final SendEndpoint send;
    private final RestEndpoint rest;
    private final FaultScript faults;
    private final Gate gate;
    private final Consumer<RecordedRequest> record;
    private final long maxBodyBytes;
    private final AtomicLong numbers = new AtomicLong();

    RequestHandler(
            Accounts accounts,
            SendEndpoint send,
            RestEndpoint rest,
            FaultScript faults,
            Gate gate,
            Consumer<RecordedRequest> record,
            long maxBodyBytes) {
        this.accounts = accounts;
        this.send = send;
        this.rest = rest;
        this.faults = faults;
        this.gate = gate;
        this.record = record;
        this.maxBodyBytes = maxBodyBytes;
    }

    void handle(HttpExchange exchange) throws IOException {
        // Closing an unfinished exchange cuts its connection, which is what several faults want.
        try (exchange) {
            Request request = new Request(exchange);
            Optional<Fault> fault = faults.take(request.summary(0));
            if (fault.isPresent()) {
                answerBadly(request, fault.get());
            } else {
                Answer answer = answer(request);
                record.accept(request.summary(answer.status()));
                Answers.write(exchange, answer);
            }
        }
    }

    private void answerBadly(Request request, Fault fault) throws IOException {
        Optional<Answer> planned = Optional.empty();
        if (fault.stage() == Stage.BEFORE_ACCEPTING) {
            Answers.discard(request.body);
        } else if (fault.stage() == Stage.AFTER_ACCEPTING) {
            planned = Optional.of(answer(request));
        }
        int status = fault.effect().status(planned);
        record.accept(request.summary(status));
        fault.effect().act(request.exchange, planned, gate);
    }

    private Answer answer(Request request) throws IOException {
        try {
            return request.declaredBytes() > maxBodyBytes ? tooLarge() : route(request);
        } catch (LimitedBody.TooLarge e) {
            return tooLarge();
        } catch (RuntimeException e) {
            // A fault of the fake itself. As a cut connection it would look like one that a test asked for.
            return RestAnswers.error(500, "The fake Mailjet failed: " + e);
        }
    }

    private Answer route(Request request) throws IOException {
        String path = request.exchange.getRequestURI().getPath();
        if (path.startsWith(REST)) {
            return rest.answer(request.account, request.exchange, path.substring(REST.length()), request.body);
        }
        if (request.credentials.isEmpty()) {
            return send.globalError(Problem.of(MailjetError.MJ_0015));
        }
        if (request.account.isEmpty()) {
            return send.unknownCredentials();
        }
        if (request.account.get().isSuspended()) {
            return send.globalError(Problem.of(MailjetError.MJ_0001));
        }
        if (!path.equals(SEND)) {
            return RestAnswers.error(404, "Object not found");
        }
        return request.exchange.getRequestMethod().equals("POST")
                ? send.send(request.account.get(), request.number, request.body)
                : RestAnswers.error(405, "Method not allowed");
    }

    private static Answer tooLarge() {
        return Answer.html(413, "Request Entity Too Large");
    }

    /** One exchange with what its headers tell. */
    private final class Request {
        private final HttpExchange exchange;
        private final long number = numbers.incrementAndGet();
        private final Optional<Credentials> credentials;
        private final Optional<FakeMailjetAccount> account;
        private final LimitedBody body;

        Request(HttpExchange exchange) {
            this.exchange = exchange;
            this.credentials = Credentials.parse(exchange.getRequestHeaders().getFirst("Authorization"));
            this.account = credentials.flatMap(accounts::with);
            this.body = new LimitedBody(exchange.getRequestBody(), maxBodyBytes);
        }

        long declaredBytes() {
            String length = exchange.getRequestHeaders().getFirst("Content-Length");
            return length == null ? 0 : Long.parseLong(length.trim());
        }

        RecordedRequest summary(int status) {
            String query = exchange.getRequestURI().getRawQuery();
            return new RecordedRequest(
                    number,
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    query == null ? "" : query,
                    account.map(FakeMailjetAccount::name).orElse(""),
                    headers(),
                    body.count(),
                    status);
        }

        private Map<String, List<String>> headers() {
            Map<String, List<String>> headers = new HashMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
            String shown = credentials.map(Credentials::toString).orElse("***");
            headers.computeIfPresent("authorization", (name, values) -> List.of(shown));
            return headers;
        }
    }
}
