package io.sendwell.esp.mailjet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.sendwell.account.AccountId;
import io.sendwell.message.Mail;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/**
 * What Mailjet gives back with every event of a message, as {@code Payload}: a JSON object with {@code account} (always),
 * {@code about} and {@code purpose} (when the mail has them).
 *
 * <pre>{@code {"account":"YourCompany_12345","about":"person/8812","purpose":"invoice"}}</pre>
 *
 * <p>Our id of the submission is not in it; that is the {@code CustomID}.
 */
final class MailjetEventPayload {

    private static final JsonFactory JSON = new JsonFactory();

    private MailjetEventPayload() {}

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
