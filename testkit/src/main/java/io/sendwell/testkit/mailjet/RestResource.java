package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;

/** One resource below {@code /v3/REST}. What it does not offer is answered with 405. */
interface RestResource {

    /** The query parameters it knows besides paging and sorting. */
    Set<String> filters();

    default Answer list(RestCall call) {
        return RestEndpoint.methodNotAllowed();
    }

    default Answer get(RestCall call) {
        return RestEndpoint.methodNotAllowed();
    }

    default Answer create(RestCall call, JsonNode properties) {
        return RestEndpoint.methodNotAllowed();
    }

    /** PUT, which the service treats as PATCH: properties that are absent stay as they are. */
    default Answer update(RestCall call, JsonNode properties) {
        return RestEndpoint.methodNotAllowed();
    }

    default Answer delete(RestCall call) {
        return RestEndpoint.methodNotAllowed();
    }
}
