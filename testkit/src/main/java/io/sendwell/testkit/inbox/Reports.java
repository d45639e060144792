package io.sendwell.testkit.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sendwell.testkit.inbox.InboxMail.Tone;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.AcceptedRecipient;
import io.sendwell.testkit.mailjet.EventPost;
import io.sendwell.testkit.mailjet.FakeMailjet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was reported of a mail to the webhook, and what was answered, in the order in which it was posted. */
final class Reports {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Reports() {}

    /** One event of one post. */
    record Report(EventPost post, JsonNode event) {

        /** The state of the copy since then, in the words of {@code /v3/REST/message}. */
        String state() {
            return switch (event.path("event").asText()) {
                case "sent" -> "sent";
                case "open" -> "opened";
                case "click" -> "clicked";
                case "bounce" -> event.path("hard_bounce").asBoolean() ? "hardbounced" : "softbounced";
                default -> event.path("event").asText();
            };
        }

        ObjectNode json(Tone tone) {
            String answer = post.status() == 0 ? "no answer" : "answered " + post.status();
            String told = Stream.of(
                            event.path("email").asText(),
                            event.path("url").asText(),
                            event.path("error").asText(),
                            event.path("comment").asText(),
                            event.path("smtp_reply").asText(),
                            event.path("agent").asText())
                    .filter(text -> !text.isEmpty())
                    .collect(Collectors.joining(" · "));
            return JsonNodeFactory.instance
                    .objectNode()
                    .put(
                            "at",
                            Instant.ofEpochSecond(event.path("time").asLong()).toString())
                    .put("what", state())
                    .put("detail", told)
                    .put("posted", "told to " + post.url() + ", " + answer)
                    .put("taken", post.isTaken())
                    .put("tone", tone.word());
        }
    }

    static List<Report> of(FakeMailjet esp, AcceptedMessage message) {
        Set<String> copies = message.recipients().stream()
                .map(AcceptedRecipient::messageId)
                .map(String::valueOf)
                .collect(Collectors.toSet());
        List<Report> reports = new ArrayList<>();
        for (EventPost post : esp.eventPosts()) {
            if (copies.stream().anyMatch(post.body()::contains)) {
                JsonNode body = read(post.body());
                (body.isArray() ? body : JsonNodeFactory.instance.arrayNode().add(body)).forEach(event -> {
                    if (copies.contains(event.path("MessageID").asText())) {
                        reports.add(new Report(post, event));
                    }
                });
            }
        }
        return reports;
    }

    private static JsonNode read(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The fake posts JSON", e);
        }
    }
}
