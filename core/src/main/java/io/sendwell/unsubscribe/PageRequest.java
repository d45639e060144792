package io.sendwell.unsubscribe;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that arrived under the URL of the links to unsubscribe, from a mail client, a person's browser, or anybody. All of it
 * comes from outside.
 *
 * @param method such as {@code POST}
 * @param path the path of the URL, without the query, as it was sent
 * @param headers the header fields; their names in any case
 * @param body the body, which is read up to a limit and not closed
 */
public record PageRequest(String method, String path, Map<String, List<String>> headers, InputStream body) {

    /** A request with its body in memory. */
    public static PageRequest of(String method, String path, Map<String, List<String>> headers, byte[] body) {
        return new PageRequest(method, path, headers, new ByteArrayInputStream(body));
    }

    /** The first value of a header field; empty when there is none. */
    Optional<String> header(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return headers.entrySet().stream()
                .filter(field -> field.getKey() != null
                        && field.getKey().toLowerCase(Locale.ROOT).equals(wanted))
                .flatMap(field -> field.getValue().stream())
                .findFirst();
    }

    /** The method and no more: the path holds a token. */
    @Override
    public String toString() {
        return "PageRequest[" + method + "]";
    }
}
