package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies {@code Globals} to each message, as Mailjet's guide of the Send API v3.1 says: for texts, numbers and
 * booleans the message wins; objects are merged key by key and the message wins; arrays are appended, globals first.
 */
final class GlobalsMerge {

    private GlobalsMerge() {}

    /** The messages as they take effect, in request order. A message that is no object stays what it is. */
    static List<JsonNode> apply(JsonNode root) {
        JsonNode globals = root.path("Globals");
        List<JsonNode> effective = new ArrayList<>();
        for (JsonNode message : root.path("Messages")) {
            effective.add(globals.isObject() && message.isObject() ? merge(globals, message) : message);
        }
        return effective;
    }

    private static ObjectNode merge(JsonNode globals, JsonNode message) {
        ObjectNode merged = JsonNodeFactory.instance.objectNode();
        // Globals takes every message property but To.
        globals.properties().stream()
                .filter(entry -> !entry.getKey().equals("To"))
                .forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
        message.properties().forEach(entry -> {
            JsonNode global = merged.path(entry.getKey());
            merged.set(entry.getKey(), mergeValue(global, entry.getValue()));
        });
        return merged;
    }

    private static JsonNode mergeValue(JsonNode global, JsonNode own) {
        if (own.isNull() && !global.isMissingNode()) {
            return global;
        }
        if (global.isArray() && own.isArray()) {
            ArrayNode both = JsonNodeFactory.instance.arrayNode();
            global.forEach(both::add);
            own.forEach(both::add);
            return both;
        }
        if (global.isObject() && own.isObject()) {
            ObjectNode both = JsonNodeFactory.instance.objectNode();
            both.setAll((ObjectNode) global);
            both.setAll((ObjectNode) own);
            return both;
        }
        return own;
    }
}
