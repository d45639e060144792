package io.sendwell.esp.mailjet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sendwell.account.AccountId;
import io.sendwell.message.Mail;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What Mailjet gives back with every event of a message, as {@code Payload}: a JSON object with {@code account} (always),
 * {@code about} and {@code purpose} (when the mail has them).
 *
 * <pre>{@code {"account":"YourCompany_12345","about":"person/8812","purpose":"invoice"}}</pre>
 *
 * <p>Our id of the submission is not in it; that is the {@code CustomID}.
 *
 * @param about empty when the mail had none
 */
record MailjetEventPayload(AccountId account, Optional<String> about) {

    private static final JsonFactory JSON = new JsonFactory();

    /** What came back; empty when it is none of ours. */
    static Optional<MailjetEventPayload> read(String payload) {
        try (JsonParser json = MailjetEventReader.JSON.createParser(payload)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            String account = "";
            String about = "";
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                String value = MailjetEventReader.oneLine(MailjetResponseReader.text(json));
                account = name.equals("account") ? value : account;
                about = name.equals("about") ? value : about;
            }
            return Optional.of(new MailjetEventPayload(
                    AccountId.of(account), about.isEmpty() ? Optional.empty() : Optional.of(about)));
        } catch (IOException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }

    static String of(AccountId account, Mail mail) {
        StringWriter payload = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(payload)) {
            json.writeStartObject();
            json.writeStringField("account", account.value());
            if (mail.about().isPresent()) {
                json.writeStringField("about", mail.about().get());
            }
            if (mail.purpose().isPresent()) {
                json.writeStringField("purpose", mail.purpose().get().value());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A writer in memory failed.", e);
        }
        return payload.toString();
    }
}
