package io.sendwell.dnsauth.resolver;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of one object in a snapshot, in whatever order they stood; what nobody asks for is ignored. */
final class SnapshotFields {

    /** Elements of one list: a TXT record of 64 kB has as many empty strings. */
    private static final int MOST_ELEMENTS = 65_536;

    private final Map<String, Object> values;

    private SnapshotFields(Map<String, Object> values) {
        this.values = values;
    }

    /** What stands there is not what belongs there; never leaves the package. */
    static final class UnexpectedException extends Exception {

        private static final long serialVersionUID = 1;

        UnexpectedException(String message) {
            super(message, null, false, false);
        }
    }

    /** Reads the object at which the parser stands. */
    static SnapshotFields read(JsonParser json) throws IOException, UnexpectedException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw new UnexpectedException("an object in braces was expected");
        }
        Map<String, Object> values = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            if (json.currentToken() == JsonToken.START_ARRAY) {
                values.put(field, list(json));
            } else if (json.currentToken() == JsonToken.START_OBJECT) {
                json.skipChildren();
            } else {
                scalar(json).ifPresent(value -> values.put(field, value));
            }
        }
        return new SnapshotFields(values);
    }

    private static List<Object> list(JsonParser json) throws IOException, UnexpectedException {
        List<Object> elements = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (elements.size() == MOST_ELEMENTS) {
                throw new UnexpectedException("a list has at most " + MOST_ELEMENTS + " elements");
            }
            if (json.currentToken() == JsonToken.START_OBJECT) {
                elements.add(read(json));
            } else if (json.currentToken() == JsonToken.START_ARRAY) {
                throw new UnexpectedException("a list in a list was not expected");
            } else {
                elements.add(scalar(json).orElse(""));
            }
        }
        return elements;
    }

    private static Optional<Object> scalar(JsonParser json) throws IOException {
        return switch (json.currentToken()) {
            case VALUE_STRING -> Optional.of(json.getText());
            case VALUE_NUMBER_INT -> Optional.of(json.getLongValue());
            case VALUE_TRUE -> Optional.of(true);
            case VALUE_FALSE -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    boolean has(String field) {
        return values.containsKey(field);
    }

    String text(String field) throws UnexpectedException {
        if (values.get(field) instanceof String text) {
            return text;
        }
        throw new UnexpectedException("the field \"" + field + "\" with a text was expected");
    }

    /** A whole number from zero to {@code most}. */
    long number(String field, long most) throws UnexpectedException {
        if (values.get(field) instanceof Long number && number >= 0 && number <= most) {
            return number;
        }
        throw new UnexpectedException("the field \"" + field + "\" with a number from 0 to " + most + " was expected");
    }

    /** Whether the field says true; one that is not there says false. */
    boolean flag(String field) {
        return Boolean.TRUE.equals(values.get(field));
    }

    /** The texts of a list; none when there is no list. */
    List<String> texts(String field) throws UnexpectedException {
        List<String> texts = new ArrayList<>();
        for (Object element : elements(field)) {
            if (!(element instanceof String text)) {
                throw new UnexpectedException("the field \"" + field + "\" with a list of texts was expected");
            }
            texts.add(text);
        }
        return texts;
    }

    /** The objects of a list; none when there is no list. */
    List<SnapshotFields> objects(String field) throws UnexpectedException {
        List<SnapshotFields> objects = new ArrayList<>();
        for (Object element : elements(field)) {
            if (!(element instanceof SnapshotFields fields)) {
                throw new UnexpectedException("the field \"" + field + "\" with a list of objects was expected");
            }
            objects.add(fields);
        }
        return objects;
    }

    private List<?> elements(String field) throws UnexpectedException {
        Object value = values.getOrDefault(field, List.of());
        if (value instanceof List<?> list) {
            return list;
        }
        throw new UnexpectedException("the field \"" + field + "\" with a list was expected");
    }
}
