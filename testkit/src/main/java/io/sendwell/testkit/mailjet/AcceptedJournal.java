package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an account accepted to send, without its files, a line of JSON for each message, so that it outlives the process. A line is written before
 * the answer goes out; one that was torn by the end of a process was not answered, and is dropped.
 */
final class AcceptedJournal {

    private final JsonLines lines;

    /** The journal in this file, which need not be there yet. */
    AcceptedJournal(Path file) {
        this.lines = new JsonLines(file);
    }

    /** What was accepted before, in its order. */
    List<AcceptedMessage> read() {
        return lines.read().stream().map(AcceptedJournal::message).toList();
    }

    /** Writes one more. */
    void write(AcceptedMessage message) {
        lines.write(List.of(line(message)));
    }

    private static ObjectNode line(AcceptedMessage message) {
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        line.put("Request", message.requestNumber());
        line.put("AcceptedAt", message.acceptedAt().toString());
        line.set("Message", message.effective().deepCopy().without(List.of("Attachments", "InlinedAttachments")));
        line.set("To", recipients(message.to()));
        line.set("Cc", recipients(message.cc()));
        line.set("Bcc", recipients(message.bcc()));
        return line;
    }

    private static ArrayNode recipients(List<AcceptedRecipient> recipients) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        recipients.forEach(recipient -> array.addObject()
                .put("Name", recipient.mailbox().displayName())
                .put("Email", recipient.address())
                .put("MessageID", recipient.messageId())
                .put("MessageUUID", recipient.messageUuid())
                .put("Status", recipient.status()));
        return array;
    }

    private static AcceptedMessage message(JsonNode line) {
        return new AcceptedMessage(new AcceptedMessage.Acceptance(
                AcceptedMessage.Mode.LIVE,
                line.path("Request").asLong(),
                Instant.parse(line.path("AcceptedAt").asText()),
                (ObjectNode) line.path("Message"),
                recipients(line.path("To")),
                recipients(line.path("Cc")),
                recipients(line.path("Bcc")),
                List.of()));
    }

    private static List<AcceptedRecipient> recipients(JsonNode array) {
        List<AcceptedRecipient> recipients = new ArrayList<>();
        array.forEach(recipient -> recipients.add(new AcceptedRecipient(
                new PostedMailbox(
                        recipient.path("Name").asText(), recipient.path("Email").asText()),
                recipient.path("MessageID").asLong(),
                recipient.path("MessageUUID").asText(),
                recipient.path("Status").asText())));
        return recipients;
    }
}
