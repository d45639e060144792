package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Speaks to the fake with the JDK's HTTP client and nothing else. */
final class MailjetCaller {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI baseUrl;
    private final String authorization;

    private MailjetCaller(URI baseUrl, String authorization) {
        this.baseUrl = baseUrl;
        this.authorization = authorization;
    }

    static MailjetCaller of(FakeMailjet mailjet, FakeMailjetAccount account) {
        return with(mailjet, account.apiKey(), account.secretKey());
    }

    static MailjetCaller with(FakeMailjet mailjet, String apiKey, String secretKey) {
        byte[] pair = (apiKey + ":" + secretKey).getBytes(StandardCharsets.UTF_8);
        return new MailjetCaller(
                mailjet.baseUrl(), "Basic " + Base64.getEncoder().encodeToString(pair));
    }

    static MailjetCaller withAuthorization(FakeMailjet mailjet, String authorization) {
        return new MailjetCaller(mailjet.baseUrl(), authorization);
    }

    /** Sends a body written with single quotes, which stand for double ones. */
    Reply send(String body) {
        return sendRaw(BodyPublishers.ofString(body.replace('\'', '"')));
    }

    Reply sendRaw(BodyPublisher body) {
        return call(request("/v3.1/send").POST(body));
    }

    Reply get(String pathAndQuery) {
        return call(request(pathAndQuery).GET());
    }

    Reply post(String path, String body) {
        return call(request(path).POST(BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    Reply put(String path, String body) {
        return call(request(path).PUT(BodyPublishers.ofString(body.replace('\'', '"'))));
    }

    Reply delete(String path) {
        return call(request(path).DELETE());
    }

    HttpRequest.Builder request(String pathAndQuery) {
        HttpRequest.Builder request = HttpRequest.newBuilder(baseUrl.resolve(pathAndQuery))
                .header("Content-Type", "application/json")
                .header("User-Agent", "caller/1.0");
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    Reply call(HttpRequest.Builder request) {
        try {
            return Reply.of(exchange(request));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HttpResponse<String> exchange(HttpRequest.Builder request) throws IOException {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the fake", e);
        }
    }

    /** @param json a missing node when the answer is not JSON */
    record Reply(int status, String contentType, String body, JsonNode json) {

        static Reply of(HttpResponse<String> response) throws IOException {
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode json = type.equals("application/json")
                    ? MAPPER.readTree(response.body())
                    : JsonNodeFactory.instance.missingNode();
            return new Reply(response.statusCode(), type, response.body(), json);
        }

        JsonNode message(int index) {
            return json.path("Messages").path(index);
        }

        /** The codes of a message's errors, or of the one global error. */
        String codes() {
            StringBuilder codes = new StringBuilder(json.path("ErrorCode").asText(""));
            json.path("Messages")
                    .forEach(message -> message.path("Errors")
                            .forEach(error -> codes.append(codes.isEmpty() ? "" : " ")
                                    .append(error.path("ErrorCode").asText())));
            return codes.toString();
        }
    }
}
