package io.sendwell.testkit.mailjet;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What came in with one HTTP request, for assertions on how a client speaks. Secrets are left out.
 *
 * @param number 1 for the first request of this server
 * @param method {@code POST}
 * @param path without the query: {@code /v3.1/send}
 * @param query as it stood in the request line, empty when there was none
 * @param account the name of the account whose credentials it carried, empty when they were not valid
 * @param headers by lower-case name; of {@code authorization} only the scheme and the public API key
 * @param bodyBytes octets of the body that were read
 * @param status the status of the answer, 0 when none was given (yet)
 */
public record RecordedRequest(
        long number,
        String method,
        String path,
        String query,
        String account,
        Map<String, List<String>> headers,
        long bodyBytes,
        int status) {

    public RecordedRequest {
        requireNonNull(method, "method");
        requireNonNull(path, "path");
        requireNonNull(query, "query");
        requireNonNull(account, "account");
        headers = Map.copyOf(headers);
    }

    /** The first value of a header, empty when it is absent. */
    public String header(String name) {
        List<String> values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        return values.isEmpty() ? "" : values.get(0);
    }
}
