package io.sendwell.testkit.inbox;

import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A request for {@link InboxHandler}, from whatever server it came to.
 *
 * @param method such as {@code GET}
 * @param path the path of the URL as it was sent, below {@link DevInbox.Builder#basePath} and with it
 * @param query what stands behind the question mark, as it was sent; empty when there is nothing
 * @param headers the header fields; their names in any case
 * @param body the body, which is read up to a limit and not closed
 */
public record InboxRequest(
        String method, String path, String query, Map<String, List<String>> headers, InputStream body) {

    /** The first value of a header field. */
    Optional<String> header(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        return headers.entrySet().stream()
                .filter(field -> field.getKey() != null
                        && field.getKey().toLowerCase(Locale.ROOT).equals(wanted))
                .flatMap(field -> field.getValue().stream())
                .findFirst();
    }

    /** The value of a parameter of the query, decoded; empty when there is none. */
    String parameter(String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return HeaderText.text(ParameterText.unescaped(
                        pair.substring(name.length() + 1).replace('+', ' ')));
            }
        }
        return "";
    }
}
