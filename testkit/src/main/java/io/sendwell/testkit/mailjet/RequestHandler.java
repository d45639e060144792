package io.sendwell.testkit.mailjet;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** One request from its first octet to its last: who asks, what for, and how it is answered. */
final class RequestHandler {

    // How much of a refused body is read and thrown away, so that a client that writes first and reads then gets
    // to see the 413 instead of a broken connection. The service's front proxy lingers in the same way.
    private static final long LINGER_BYTES = 64L * 1024 * 1024;

    private final FakeMailjet service;
    private final SendEndpoint send;
    private final long maxBodyBytes;
    private final AtomicLong numbers = new AtomicLong();

    RequestHandler(FakeMailjet service, SendEndpoint send, FakeMailjet.Builder settings) {
        this.service = service;
        this.send = send;
        this.maxBodyBytes = settings.maxBodyBytes;
    }

    void handle(HttpExchange exchange) throws IOException {
        long number = numbers.incrementAndGet();
        Optional<Credentials> credentials =
                Credentials.parse(exchange.getRequestHeaders().getFirst("Authorization"));
        Optional<FakeMailjetAccount> account = credentials.flatMap(service::accountWith);
        LimitedBody body = new LimitedBody(exchange.getRequestBody(), maxBodyBytes);
        try (exchange) {
            Answer answer;
            try {
                answer = declaredTooLarge(exchange) ? tooLarge() : answer(exchange, number, credentials, account, body);
            } catch (LimitedBody.TooLarge e) {
                answer = tooLarge();
            }
            service.record(summary(exchange, number, credentials, account, body.count(), answer.status()));
            write(exchange, answer);
        }
    }

    private Answer answer(
            HttpExchange exchange,
            long number,
            Optional<Credentials> credentials,
            Optional<FakeMailjetAccount> account,
            InputStream body)
            throws IOException {
        if (credentials.isEmpty()) {
            return send.globalError(Problem.of(MailjetError.MJ_0015));
        }
        if (account.isEmpty()) {
            return send.unknownCredentials();
        }
        if (account.get().isSuspended()) {
            return send.globalError(Problem.of(MailjetError.MJ_0001));
        }
        if (!exchange.getRequestURI().getPath().equals("/v3.1/send")) {
            return Answer.empty(404);
        }
        return exchange.getRequestMethod().equals("POST") ? send.send(account.get(), number, body) : Answer.empty(405);
    }

    private boolean declaredTooLarge(HttpExchange exchange) {
        String length = exchange.getRequestHeaders().getFirst("Content-Length");
        return length != null && Long.parseLong(length.trim()) > maxBodyBytes;
    }

    private static Answer tooLarge() {
        return Answer.html(413, "Request Entity Too Large");
    }

    private static void write(HttpExchange exchange, Answer answer) throws IOException {
        if (!answer.contentType().isEmpty()) {
            exchange.getResponseHeaders().set("Content-Type", answer.contentType());
        }
        if (answer.body().length == 0) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        exchange.sendResponseHeaders(answer.status(), answer.body().length);
        OutputStream out = exchange.getResponseBody();
        out.write(answer.body());
        out.flush();
        exchange.getRequestBody().skip(LINGER_BYTES);
    }

    private static RecordedRequest summary(
            HttpExchange exchange,
            long number,
            Optional<Credentials> credentials,
            Optional<FakeMailjetAccount> account,
            long bodyBytes,
            int status) {
        Map<String, List<String>> headers = new HashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        headers.computeIfPresent(
                "authorization",
                (name, values) -> List.of(credentials.map(Credentials::toString).orElse("***")));
        String query = exchange.getRequestURI().getRawQuery();
        return new RecordedRequest(
                number,
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                query == null ? "" : query,
                account.map(FakeMailjetAccount::name).orElse(""),
                headers,
                bodyBytes,
                status);
    }
}
