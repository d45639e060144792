package io.sendwell.esp.mailjet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sendwell.address.Mailbox;
import io.sendwell.esp.mailjet.MailjetGlobals.MailboxProperty;
import io.sendwell.esp.mailjet.MailjetGlobals.TextProperty;
import io.sendwell.message.Attachment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Writes the JSON of one call, property names as Mailjet's guide spells them. Threads may share it. */
final class MailjetRequestWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private final boolean sandboxMode;
    private final boolean advanceErrorHandling;

    MailjetRequestWriter(boolean sandboxMode, boolean advanceErrorHandling) {
        this.sandboxMode = sandboxMode;
        this.advanceErrorHandling = advanceErrorHandling;
    }

    MailjetRequestBody write(List<MailjetMessage> batch) {
        MailjetRequestBody body = new MailjetRequestBody();
        try (JsonGenerator json = JSON.createGenerator(body.json())) {
            MailjetGlobals globals = MailjetGlobals.of(batch);
            json.writeStartObject();
            if (!globals.isEmpty()) {
                json.writeObjectFieldStart("Globals");
                writeGlobals(globals, json, body);
                json.writeEndObject();
            }
            json.writeArrayFieldStart("Messages");
            for (MailjetMessage message : batch) {
                json.writeStartObject();
                writeMessage(message, globals, json, body);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("SandboxMode", sandboxMode);
            json.writeBooleanField("AdvanceErrorHandling", advanceErrorHandling);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed.", e);
        }
        return body;
    }

    private static void writeGlobals(MailjetGlobals globals, JsonGenerator json, MailjetRequestBody body)
            throws IOException {
        for (Map.Entry<MailboxProperty, Mailbox> property : globals.mailboxes().entrySet()) {
            writeMailbox(property.getKey().wireName(), property.getValue(), json);
        }
        for (Map.Entry<TextProperty, String> property : globals.texts().entrySet()) {
            json.writeStringField(property.getKey().wireName(), property.getValue());
        }
        writeHeaders(globals.headers(), Map.of(), json);
        writeFiles("Attachments", globals.attached(), json, body);
        writeFiles("InlinedAttachments", globals.inlined(), json, body);
    }

    private static void writeMessage(
            MailjetMessage message, MailjetGlobals globals, JsonGenerator json, MailjetRequestBody body)
            throws IOException {
        for (MailboxProperty property : MailboxProperty.values()) {
            if (!globals.mailboxes().containsKey(property)
                    && property.of(message).isPresent()) {
                writeMailbox(property.wireName(), property.of(message).get(), json);
            }
        }
        writeRecipients("To", message.to(), json);
        writeRecipients("Cc", message.cc(), json);
        writeRecipients("Bcc", message.bcc(), json);
        for (TextProperty property : TextProperty.values()) {
            if (!globals.texts().containsKey(property) && property.of(message).isPresent()) {
                json.writeStringField(property.wireName(), property.of(message).get());
            }
        }
        json.writeStringField("CustomID", message.id());
        json.writeStringField("EventPayload", message.eventPayload());
        if (message.options().value(MailjetOptions.PRIORITY).isPresent()) {
            json.writeNumberField(
                    "Priority",
                    Integer.parseInt(
                            message.options().value(MailjetOptions.PRIORITY).get()));
        }
        if (message.options().value(MailjetOptions.DEDUPLICATE_CAMPAIGN).isPresent()) {
            json.writeBooleanField(
                    "DeduplicateCampaign",
                    Boolean.parseBoolean(message.options()
                            .value(MailjetOptions.DEDUPLICATE_CAMPAIGN)
                            .get()));
        }
        writeHeaders(message.headers(), globals.headers(), json);
        List<Attachment> attached = message.attached();
        writeFiles("Attachments", attached.subList(globals.attached().size(), attached.size()), json, body);
        List<Attachment> inlined = message.inlined();
        writeFiles("InlinedAttachments", inlined.subList(globals.inlined().size(), inlined.size()), json, body);
    }

    private static void writeRecipients(String name, List<Mailbox> mailboxes, JsonGenerator json) throws IOException {
        if (mailboxes.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(name);
        for (Mailbox mailbox : mailboxes) {
            json.writeStartObject();
            writeMailboxProperties(mailbox, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeMailbox(String name, Mailbox mailbox, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        writeMailboxProperties(mailbox, json);
        json.writeEndObject();
    }

    private static void writeMailboxProperties(Mailbox mailbox, JsonGenerator json) throws IOException {
        json.writeStringField("Email", mailbox.address().toString());
        if (mailbox.hasDisplayName()) {
            json.writeStringField("Name", mailbox.displayName());
        }
    }

    private static void writeHeaders(Map<String, String> headers, Map<String, String> shared, JsonGenerator json)
            throws IOException {
        if (shared.keySet().containsAll(headers.keySet())) {
            return;
        }
        json.writeObjectFieldStart("Headers");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            if (!shared.containsKey(header.getKey())) {
                json.writeStringField(header.getKey(), header.getValue());
            }
        }
        json.writeEndObject();
    }

    private static void writeFiles(String name, List<Attachment> files, JsonGenerator json, MailjetRequestBody body)
            throws IOException {
        if (files.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart(name);
        for (Attachment file : files) {
            json.writeStartObject();
            json.writeStringField("ContentType", file.contentType());
            json.writeStringField("Filename", file.fileName());
            if (file.contentId().isPresent()) {
                json.writeStringField("ContentID", file.contentId().get());
            }
            json.writeFieldName("Base64Content");
            json.writeRawValue("\"");
            json.flush();
            body.addFile(file);
            json.writeRaw('"');
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
