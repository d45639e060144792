package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/**
 * Reads a request body as a stream into a tree that has no file in it.
 *
 * <p>A {@code Base64Content} is decoded and digested while it is read and stands in the tree as
 * {@link DecodedContent}, so a body of 15 MB costs the reader's buffer and not the body's size.
 */
final class RequestReader {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Set<String> FILE_LISTS = Set.of("Attachments", "InlinedAttachments");

    // The exchange closes the body; what is left of it has to be read first, or the connection cannot be kept.
    private final JsonFactory json = new JsonFactory().disable(JsonParser.Feature.AUTO_CLOSE_SOURCE);
    private final int keptAttachmentBytes;

    RequestReader(int keptAttachmentBytes) {
        this.keptAttachmentBytes = keptAttachmentBytes;
    }

    /**
     * The tree of one JSON text.
     *
     * @throws com.fasterxml.jackson.core.JsonProcessingException when the body is not one JSON text
     * @throws IOException when the body cannot be read
     */
    JsonNode read(InputStream body) throws IOException {
        try (JsonParser parser = json.createParser(body)) {
            if (parser.nextToken() == null) {
                throw new JsonParseException(parser, "The body is empty");
            }
            JsonNode root = value(parser, "", "");
            if (parser.nextToken() != null) {
                throw new JsonParseException(parser, "There is more after the JSON text");
            }
            return root;
        }
    }

    private JsonNode value(JsonParser parser, String name, String list) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, list);
            case START_ARRAY -> array(parser, name);
            case VALUE_STRING -> isFile(name, list) ? file(parser) : NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDecimalValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            default -> NODES.nullNode();
        };
    }

    private ObjectNode object(JsonParser parser, String list) throws IOException {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            object.set(name, value(parser, name, list));
        }
        return object;
    }

    private ArrayNode array(JsonParser parser, String name) throws IOException {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(parser, "", name));
        }
        return array;
    }

    private static boolean isFile(String name, String list) {
        return name.equals("Base64Content") && FILE_LISTS.contains(list);
    }

    private POJONode file(JsonParser parser) throws IOException {
        DigestingSink sink = new DigestingSink(keptAttachmentBytes);
        try {
            parser.readBinaryValue(sink);
        } catch (JsonParseException | IllegalArgumentException e) {
            // Not Base64, but still a JSON string: the parser skips to its end with the next token, and if that
            // end never comes it says so then.
            return new POJONode(sink.invalid());
        }
        return new POJONode(sink.valid());
    }
}
