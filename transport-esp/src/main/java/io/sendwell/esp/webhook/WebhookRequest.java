package io.sendwell.esp.webhook;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request that arrived where an ESP was told to report to. All of it comes from outside.
 *
 * @param path the path of the URL, without the query, as it was sent
 * @param headers the header fields; their names in any case
 * @param body the body, which is read up to a limit and not closed
 */
public record WebhookRequest(String path, Map<String, List<String>> headers, InputStream body) {

    /** A request with its body in memory. */
    public static WebhookRequest of(String path, Map<String, List<String>> headers, byte[] body) {
        return new WebhookRequest(path, headers, new ByteArrayInputStream(body));
    }

    /** The only value of a header field; empty when there is none, or more than one. */
    public Optional<String> header(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        List<String> values = headers.entrySet().stream()
                .filter(field -> field.getKey().toLowerCase(Locale.ROOT).equals(wanted))
                .flatMap(field -> field.getValue().stream())
                .limit(2)
                .toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** The request in a few words; nothing of its header fields, which hold a password, or of its body. */
    @Override
    public String toString() {
        return "WebhookRequest[" + headers.size() + " header fields]";
    }
}
