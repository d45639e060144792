package io.sendwell.esp.mailjet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what Mailjet posts: one event, or an array of them where events are grouped. Fields may be missing, unknown, or of
 * another type than the guide says. Nothing is thrown.
 */
final class MailjetEventReader {

    private MailjetEventReader() {}

    /**
     * An event as it came.
     *
     * @param fields its fields that are texts, numbers or booleans, as text
     * @param raw all of it
     */
    record Posted(Map<String, String> fields, String raw) {

        String text(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    /** The events; empty when it is no JSON of that form. */
    static Optional<List<Posted>> read(byte[] body) {
        try (JsonParser json = MailjetResponseReader.JSON.createParser(body)) {
            List<Posted> events = new ArrayList<>();
            JsonToken first = json.nextToken();
            if (first == JsonToken.START_OBJECT) {
                events.add(event(json, body));
            } else if (first == JsonToken.START_ARRAY) {
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    events.add(event(json, body));
                }
                if (json.currentToken() != JsonToken.END_ARRAY) {
                    return Optional.empty();
                }
            } else {
                return Optional.empty();
            }
            return json.nextToken() == null ? Optional.of(events) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static Posted event(JsonParser json, byte[] body) throws IOException {
        int start = (int) json.currentTokenLocation().getByteOffset();
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            fields.put(name, MailjetResponseReader.text(json));
        }
        int end = (int) json.currentTokenLocation().getByteOffset() + 1;
        return new Posted(fields, new String(body, start, end - start, StandardCharsets.UTF_8));
    }
}
