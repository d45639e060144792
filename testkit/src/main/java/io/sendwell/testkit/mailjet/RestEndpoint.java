package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** {@code /v3/REST/{resource}} and {@code /v3/REST/{resource}/{id}}. */
final class RestEndpoint {

    private final RequestReader reader = new RequestReader(0);
    private final Map<String, RestResource> resources;

    RestEndpoint(Map<String, RestResource> resources) {
        this.resources = Map.copyOf(resources);
    }

    /** @param rest the path behind {@code /v3/REST/} */
    Answer answer(Optional<FakeMailjetAccount> account, HttpExchange exchange, String rest, InputStream body)
            throws IOException {
        if (account.isEmpty() || account.get().isSuspended()) {
            return RestAnswers.error(401, "API key authentication/authorization failure.");
        }
        String[] parts = rest.split("/", 3);
        RestResource resource = resources.get(parts[0]);
        if (resource == null || parts.length > 2) {
            return RestAnswers.error(404, "Object not found");
        }
        Optional<RestQuery> query = RestQuery.parse(exchange.getRequestURI().getRawQuery(), resource.filters());
        if (query.isEmpty()) {
            return RestAnswers.error(400, "Unknown or malformed filter; known are: " + resource.filters());
        }
        RestCall call = new RestCall(account.get(), parts.length == 2 ? parts[1] : "", query.get());
        try {
            Answer answer = answer(call, exchange.getRequestMethod(), resource, body);
            call.account().keep();
            return answer;
        } catch (JsonProcessingException e) {
            return RestAnswers.error(400, "The body is not valid JSON.");
        }
    }

    private Answer answer(RestCall call, String method, RestResource resource, InputStream body) throws IOException {
        return switch (method) {
            case "GET" -> call.id().isEmpty() ? resource.list(call) : resource.get(call);
            case "POST" -> call.id().isEmpty() ? resource.create(call, read(body)) : methodNotAllowed();
            case "PUT" -> call.id().isEmpty() ? methodNotAllowed() : resource.update(call, read(body));
            case "DELETE" -> call.id().isEmpty() ? methodNotAllowed() : resource.delete(call);
            default -> methodNotAllowed();
        };
    }

    private JsonNode read(InputStream body) throws IOException {
        JsonNode properties = reader.read(body);
        return properties.isObject() ? properties : JsonNodeFactory.instance.objectNode();
    }

    static Answer methodNotAllowed() {
        return RestAnswers.error(405, "Method not allowed");
    }
}
