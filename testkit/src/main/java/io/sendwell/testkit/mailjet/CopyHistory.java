package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What happened to the copies that one API key sent, and the figures of it; on request also in a file, with what of it was reported.
 * Guarded by its account.
 */
final class CopyHistory {

    private final Optional<JsonLines> file;
    private final Map<Long, MailjetEvent> latest = new HashMap<>();
    private final StatCounters counters = new StatCounters();
    private List<MailjetEvent> unreported = new ArrayList<>();

    CopyHistory(Optional<JsonLines> file) {
        this.file = file;
    }

    /** Goes on where an earlier process ended, in which these messages were accepted. */
    void resume(FakeMailjetAccount account, List<AcceptedMessage> accepted) {
        Map<Long, AcceptedRecipient> copies = new HashMap<>();
        for (AcceptedMessage message : accepted) {
            message.recipients().forEach(copy -> copies.put(copy.messageId(), copy));
            accepted(message);
        }
        Set<JsonNode> reported = new HashSet<>();
        for (JsonNode line : file.map(JsonLines::read).orElse(List.of())) {
            if (line.has("Reported")) {
                reported.add(line.path("Reported"));
            } else {
                MailjetEvent event = event(line, account, copies);
                note(event);
                unreported.add(event);
            }
        }
        unreported.removeIf(event -> reported.contains(event.json()));
    }

    void accepted(AcceptedMessage message) {
        counters.accepted(message.recipients().size());
    }

    /** Notes what happened, before anybody is told. */
    void happened(List<MailjetEvent> events) {
        file.ifPresent(
                lines -> lines.write(events.stream().map(CopyHistory::line).toList()));
        events.forEach(this::note);
    }

    /** Notes that whoever was to be told of these has taken them. */
    void reported(List<MailjetEvent> events) {
        file.ifPresent(lines -> lines.write(events.stream()
                .map(event -> JsonNodeFactory.instance.objectNode().<ObjectNode>set("Reported", event.json()))
                .toList()));
    }

    /** What happened in an earlier process and nobody has taken; given once. */
    List<MailjetEvent> takeUnreported() {
        List<MailjetEvent> taken = unreported;
        unreported = new ArrayList<>();
        return taken;
    }

    /** What happened last to a copy; empty when nothing did. */
    Optional<MailjetEvent> latest(AcceptedRecipient copy) {
        return Optional.ofNullable(latest.get(copy.messageId()));
    }

    ObjectNode figures(long apiKeyId) {
        return counters.toJson(apiKeyId);
    }

    private void note(MailjetEvent event) {
        latest.put(event.copy().messageId(), event);
        counters.count(event);
    }

    private static ObjectNode line(MailjetEvent event) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("At", event.at().toString()).put("Status", event.status()).set("Event", event.json());
        return line;
    }

    private static MailjetEvent event(JsonNode line, FakeMailjetAccount account, Map<Long, AcceptedRecipient> copies) {
        ObjectNode json = (ObjectNode) line.path("Event");
        AcceptedRecipient copy = copies.get(json.path("MessageID").asLong());
        if (copy == null) {
            throw new IllegalStateException("The fake Mailjet kept an event of a copy that it did not accept: " + json);
        }
        return new MailjetEvent(
                account,
                copy,
                json.path("event").asText(),
                Instant.parse(line.path("At").asText()),
                line.path("Status").asText(),
                json);
    }
}
