package io.sendwell.smtp;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What the server offers, as its reply to EHLO says (RFC 5321 section 4.1.1.1).
 *
 * @param keywords the parameters of each extension by its keyword in capitals, in the server's order
 */
record Ehlo(Map<String, String> keywords) {

    static final String PIPELINING = "PIPELINING";
    static final String CHUNKING = "CHUNKING";
    static final String SIZE = "SIZE";
    static final String EIGHT_BIT_MIME = "8BITMIME";
    static final String SMTPUTF8 = "SMTPUTF8";
    static final String DSN = "DSN";
    static final String AUTH = "AUTH";

    /** What a server offers that knows HELO alone. */
    static final Ehlo NOTHING = new Ehlo(Map.of());

    Ehlo {
        keywords = Collections.unmodifiableMap(new LinkedHashMap<>(keywords));
    }

    static Ehlo of(Reply reply) {
        Map<String, String> keywords = new LinkedHashMap<>();
        List<String> lines = reply.lines();
        for (String line : lines.subList(1, lines.size())) {
            String[] words = line.split(" ", 2);
            keywords.putIfAbsent(words[0].toUpperCase(Locale.ROOT), words.length > 1 ? words[1].strip() : "");
        }
        return new Ehlo(keywords);
    }

    boolean offers(String keyword) {
        return keywords.containsKey(keyword);
    }

    /** Each extension with its parameters, as offered. */
    List<String> lines() {
        return keywords.entrySet().stream()
                .map(entry -> (entry.getKey() + " " + entry.getValue()).strip())
                .toList();
    }

    Optional<String> parameter(String keyword) {
        return Optional.ofNullable(keywords.get(keyword));
    }

    /** The largest message it takes (RFC 1870 section 4); empty when it sets no limit or does not say. */
    OptionalLong sizeLimit() {
        String limit = keywords.getOrDefault(SIZE, "");
        // 20 digits are the most that RFC 1870 allows; 18 fit a long, and more is no limit to us.
        return limit.matches("\\d{1,18}") && Long.parseLong(limit) > 0
                ? OptionalLong.of(Long.parseLong(limit))
                : OptionalLong.empty();
    }

    /** Whether this mechanism is among the offered ones (RFC 4954). */
    boolean offersMechanism(String mechanism) {
        return List.of(keywords.getOrDefault(AUTH, "").toUpperCase(Locale.ROOT).split(" "))
                        .contains(mechanism)
                // The form that servers had before RFC 2554; some still show it alone.
                || keywords.containsKey("AUTH=" + mechanism);
    }
}
