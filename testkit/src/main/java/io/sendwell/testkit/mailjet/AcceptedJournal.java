package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What an account accepted to send, without its files, a line of JSON for each message, so that it outlives the process. A line is written before
 * the answer goes out; one that was torn by the end of a process was not answered, and is dropped.
 */
final class AcceptedJournal {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;

    /** The journal in this file, which need not be there yet. */
    AcceptedJournal(Path file) {
        this.file = file;
    }

    /** What was accepted before, in its order. */
    List<AcceptedMessage> read() {
        List<AcceptedMessage> messages = new ArrayList<>();
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (!Files.exists(file)) {
                return messages;
            }
            String text = Files.readString(file);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            for (String line : whole.lines().toList()) {
                messages.add(message(JSON.readTree(line)));
            }
            if (whole.length() < text.length()) {
                Files.writeString(file, whole);
            }
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException("The fake Mailjet cannot read what it accepted before from " + file, e);
        }
    }

    /** Writes one more. */
    void write(AcceptedMessage message) {
        try {
            byte[] line = (JSON.writeValueAsString(line(message)) + "\n").getBytes(StandardCharsets.UTF_8);
            Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON can be written", e);
        } catch (IOException e) {
            throw new UncheckedIOException("The fake Mailjet cannot write what it accepted to " + file, e);
        }
    }

    private static ObjectNode line(AcceptedMessage message) {
        ObjectNode line = JSON.createObjectNode();
        line.put("Request", message.requestNumber());
        line.put("AcceptedAt", message.acceptedAt().toString());
        line.set("Message", message.effective().deepCopy().without(List.of("Attachments", "InlinedAttachments")));
        line.set("To", recipients(message.to()));
        line.set("Cc", recipients(message.cc()));
        line.set("Bcc", recipients(message.bcc()));
        return line;
    }

    private static ArrayNode recipients(List<AcceptedRecipient> recipients) {
        ArrayNode array = JSON.createArrayNode();
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
