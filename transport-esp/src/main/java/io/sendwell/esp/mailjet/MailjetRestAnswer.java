package io.sendwell.esp.mailjet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the REST API answered.
 *
 * @param rows the elements of {@code Data}, each with those of its properties that are texts, numbers or booleans, as text; empty
 *     when the body is no such answer
 * @param error {@code ErrorMessage}; empty when there is none
 */
record MailjetRestAnswer(int status, Optional<List<Map<String, String>>> rows, String error) {

    /** Reads a body. Nothing is thrown: a body that is none of the API's, such as a proxy's page, has neither rows nor error. */
    static MailjetRestAnswer read(int status, byte[] body) {
        MailjetRestAnswer nothing = new MailjetRestAnswer(status, Optional.empty(), "");
        try (JsonParser json = MailjetEventReader.JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return nothing;
            }
            Optional<List<Map<String, String>>> rows = Optional.empty();
            String error = "";
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                boolean isArray = json.nextToken() == JsonToken.START_ARRAY;
                if (name.equals("Data") && isArray) {
                    rows = Optional.of(readRows(json));
                } else if (name.equals("ErrorMessage")) {
                    error = MailjetResponseReader.text(json);
                } else {
                    json.skipChildren();
                }
            }
            return json.nextToken() == null ? new MailjetRestAnswer(status, rows, error) : nothing;
        } catch (IOException notJson) {
            return nothing;
        }
    }

    private static List<Map<String, String>> readRows(JsonParser json) throws IOException {
        return new ArrayList<>(MailjetResponseReader.readList(json, MailjetRestAnswer::readRow));
    }

    private static Map<String, String> readRow(JsonParser json) throws IOException {
        Map<String, String> row = new HashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            row.put(name, MailjetResponseReader.text(json));
        }
        return row;
    }
}
