package io.sendwell.esp.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sendwell.account.Secret;
import io.sendwell.esp.webhook.WebhookGuard;
import io.sendwell.esp.webhook.WebhookRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** What Mailjet posts, for tests: events in the shape of its guide, from {@code events.json}. */
final class Posts {

    static final WebhookGuard GUARD = WebhookGuard.basicAuth("hook", Secret.of("sesame"));

    private static final ObjectMapper JSON = new ObjectMapper();

    private Posts() {}

    /** One event of each kind and of each kind of failure. */
    static List<ObjectNode> events() {
        try (InputStream in = Objects.requireNonNull(Posts.class.getResourceAsStream("events.json"))) {
            List<ObjectNode> events = new ArrayList<>();
            for (JsonNode event : JSON.readTree(in)) {
                events.add((ObjectNode) event);
            }
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The event of this kind, or of this kind and this error. */
    static ObjectNode event(String kind) {
        return events().stream()
                .filter(event -> kind.equals(event.path("event").asText())
                        || kind.equals(event.path("error").asText()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("No event " + kind));
    }

    static ObjectNode event(String kind, Consumer<ObjectNode> change) {
        ObjectNode event = event(kind);
        change.accept(event);
        return event;
    }

    static String grouped(List<?> events) {
        return events.toString();
    }

    static WebhookRequest post(String body) {
        return post(body.getBytes(StandardCharsets.UTF_8));
    }

    static WebhookRequest post(byte[] body) {
        return WebhookRequest.of("/mailjet", admitted(), body);
    }

    static Map<String, List<String>> admitted() {
        String pair = Base64.getEncoder().encodeToString("hook:sesame".getBytes(StandardCharsets.UTF_8));
        return Map.of("Authorization", List.of("Basic " + pair));
    }
}
