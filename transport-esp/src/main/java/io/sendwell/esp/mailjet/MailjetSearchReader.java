package io.sendwell.esp.mailjet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Reads answers of the REST API to a question for messages. Whatever is not one is empty; nothing is thrown. */
final class MailjetSearchReader {

    private MailjetSearchReader() {}

    static Optional<List<MailjetSearch.Row>> read(byte[] body) {
        try (JsonParser json = MailjetResponseReader.JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Optional<List<MailjetSearch.Row>> rows = Optional.empty();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                boolean isArray = json.nextToken() == JsonToken.START_ARRAY;
                if (name.equals("Data") && isArray) {
                    rows = Optional.of(MailjetResponseReader.readList(json, MailjetSearchReader::row));
                } else {
                    json.skipChildren();
                }
            }
            return json.nextToken() == null ? rows : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static MailjetSearch.Row row(JsonParser json) throws IOException {
        String id = "";
        String customId = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "ID" -> id = MailjetResponseReader.text(json);
                case "CustomID" -> customId = MailjetResponseReader.text(json);
                default -> json.skipChildren();
            }
        }
        return new MailjetSearch.Row(id, customId);
    }
}
