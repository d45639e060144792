package io.sendwell.testkit.mailjet;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The query of a REST call: filters, of which only the first of a name counts, paging and sorting. */
final class RestQuery {

    private static final Set<String> COMMON = Set.of("Limit", "Offset", "Sort", "countOnly");
    private static final int DEFAULT_LIMIT = 10;
    private static final int MAX_LIMIT = 1000;

    private final Map<String, String> values;

    private RestQuery(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a raw query; empty when it names a filter the resource does not know or a number is none.
     *
     * <p>What the service does with an unknown filter is not documented. A fake that ignored it would answer with
     * more than was asked for, and the test would not notice.
     */
    static Optional<RestQuery> parse(@Nullable String rawQuery, Set<String> filters) {
        Map<String, String> values = new HashMap<>();
        if (rawQuery != null && !rawQuery.isEmpty()) {
            for (String pair : rawQuery.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = decode(equals < 0 ? pair : pair.substring(0, equals));
                if (!filters.contains(name) && !COMMON.contains(name)) {
                    return Optional.empty();
                }
                values.putIfAbsent(name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        RestQuery query = new RestQuery(values);
        return query.isNumber("Limit") && query.isNumber("Offset") ? Optional.of(query) : Optional.empty();
    }

    Optional<String> filter(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** {@code ShowCustomID=true} or {@code =1}. */
    boolean isOn(String name) {
        String value = values.getOrDefault(name, "");
        return value.equalsIgnoreCase("true") || value.equals("1");
    }

    /** Ten unless told, at most a thousand, and 0 means the most. */
    int limit() {
        int asked = filter("Limit").map(Integer::parseInt).orElse(DEFAULT_LIMIT);
        return asked == 0 ? MAX_LIMIT : Math.min(asked, MAX_LIMIT);
    }

    int offset() {
        return filter("Offset").map(Integer::parseInt).orElse(0);
    }

    /** {@code Sort=Field} or {@code Sort=Field+DESC}. */
    Optional<String> sort() {
        return filter("Sort");
    }

    private boolean isNumber(String name) {
        return filter(name).map(value -> value.matches("\\d{1,9}")).orElse(true);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
