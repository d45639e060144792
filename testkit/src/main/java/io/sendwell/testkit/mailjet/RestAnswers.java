package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The envelopes of the v3 REST API. */
final class RestAnswers {

    private RestAnswers() {}

    /** {@code {"Count", "Data", "Total"}} around the page of {@code all} that the query asks for. */
    static Answer page(RestQuery query, List<ObjectNode> all) {
        if (query.isOn("countOnly")) {
            return envelope(200, List.of(), all.size(), all.size());
        }
        List<ObjectNode> sorted = new ArrayList<>(all);
        query.sort().ifPresent(sort -> sorted.sort(order(sort)));
        List<ObjectNode> page =
                sorted.stream().skip(query.offset()).limit(query.limit()).toList();
        return envelope(200, page, page.size(), all.size());
    }

    /** The envelope around one entity. */
    static Answer one(int status, ObjectNode entity) {
        return envelope(status, List.of(entity), 1, 1);
    }

    static Answer error(int status, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("ErrorInfo", "");
        body.put("ErrorMessage", message);
        body.put("StatusCode", status);
        return Answer.json(status, body);
    }

    static Answer notFound() {
        return error(404, "Object not found");
    }

    private static Answer envelope(int status, List<ObjectNode> data, int count, int total) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("Count", count);
        ArrayNode entities = body.putArray("Data");
        data.forEach(entities::add);
        body.put("Total", total);
        return Answer.json(status, body);
    }

    private static Comparator<JsonNode> order(String sort) {
        String[] words = sort.trim().split("\\s+", 2);
        Comparator<JsonNode> ascending = (one, other) -> {
            JsonNode left = one.path(words[0]);
            JsonNode right = other.path(words[0]);
            return left.isNumber() && right.isNumber()
                    ? Long.compare(left.asLong(), right.asLong())
                    : left.asText().compareTo(right.asText());
        };
        return words.length > 1 && words[1].equalsIgnoreCase("DESC") ? ascending.reversed() : ascending;
    }
}
