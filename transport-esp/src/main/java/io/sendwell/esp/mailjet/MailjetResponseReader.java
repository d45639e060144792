package io.sendwell.esp.mailjet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sendwell.esp.mailjet.MailjetAnswer.AcceptedRecipient;
import io.sendwell.esp.mailjet.MailjetAnswer.ApiError;
import io.sendwell.esp.mailjet.MailjetAnswer.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads answers of the Send API. Whatever is not one, cut off or HTML from a proxy, is empty; nothing is thrown. */
final class MailjetResponseReader {

    static final JsonFactory JSON = new JsonFactory();

    private MailjetResponseReader() {}

    static Optional<MailjetAnswer> read(byte[] body) {
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            MailjetAnswer answer = readAnswer(json);
            boolean isAnswer = answer.entries().isPresent() || !answer.error().isBlank();
            return json.nextToken() == null && isAnswer ? Optional.of(answer) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static MailjetAnswer readAnswer(JsonParser json) throws IOException {
        Optional<List<Entry>> entries = Optional.empty();
        ErrorParts error = new ErrorParts();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("Messages") && json.currentToken() == JsonToken.START_ARRAY) {
                entries = Optional.of(readList(json, MailjetResponseReader::readEntry));
            } else {
                error.take(name, json);
            }
        }
        return new MailjetAnswer(entries, error.whole());
    }

    private static Entry readEntry(JsonParser json) throws IOException {
        String status = "";
        String customId = "";
        Map<String, AcceptedRecipient> recipients = new LinkedHashMap<>();
        List<ApiError> errors = List.of();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            boolean isArray = json.nextToken() == JsonToken.START_ARRAY;
            switch (name) {
                case "Status" -> status = text(json);
                case "CustomID" -> customId = text(json);
                case "To", "Cc", "Bcc" -> {
                    if (isArray) {
                        readList(json, parser -> readRecipient(parser, recipients));
                    }
                }
                case "Errors" -> {
                    if (isArray) {
                        errors = readList(json, MailjetResponseReader::readError);
                    }
                }
                default -> json.skipChildren();
            }
        }
        return new Entry(status, customId, recipients, errors);
    }

    private static String readRecipient(JsonParser json, Map<String, AcceptedRecipient> recipients) throws IOException {
        String email = "";
        String messageId = "";
        String messageUuid = "";
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "Email" -> email = text(json);
                case "MessageID" -> messageId = messageId(json);
                case "MessageUUID" -> messageUuid = text(json);
                default -> json.skipChildren();
            }
        }
        recipients.putIfAbsent(email, new AcceptedRecipient(messageId, messageUuid));
        return email;
    }

    // Above 2^53, so never through a double; one sample of the guide shows it in quotes. Sandbox mode has 0.
    private static String messageId(JsonParser json) throws IOException {
        String number = text(json);
        return number.equals("0") ? "" : number;
    }

    private static ApiError readError(JsonParser json) throws IOException {
        ErrorParts error = new ErrorParts();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            error.take(name, json);
        }
        return error.whole();
    }

    static String text(JsonParser json) throws IOException {
        if (json.currentToken().isScalarValue()) {
            return json.currentToken() == JsonToken.VALUE_NULL ? "" : json.getText();
        }
        json.skipChildren();
        return "";
    }

    static <T> List<T> readList(JsonParser json, ElementReader<T> reader) throws IOException {
        List<T> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                throw new IOException("An object was expected in the list, not " + json.currentToken() + ".");
            }
            elements.add(reader.read(json));
        }
        return elements;
    }

    interface ElementReader<T> {
        T read(JsonParser json) throws IOException;
    }

    private static final class ErrorParts {

        private String code = "";
        private int statusCode;
        private String message = "";
        private final List<String> relatedTo = new ArrayList<>();

        void take(String name, JsonParser json) throws IOException {
            switch (name) {
                case "ErrorCode" -> code = text(json);
                case "StatusCode" -> statusCode = json.getValueAsInt(0);
                case "ErrorMessage" -> message = text(json);
                case "ErrorRelatedTo" -> takeRelated(json);
                default -> json.skipChildren();
            }
        }

        private void takeRelated(JsonParser json) throws IOException {
            if (json.currentToken() == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    relatedTo.add(text(json));
                }
            } else {
                relatedTo.add(text(json));
            }
        }

        ApiError whole() {
            return new ApiError(code, statusCode, message, List.copyOf(relatedTo));
        }
    }
}
