package io.sendwell.dnsauth.host;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The form {@code v=VERSION; name=value; ...} of the records of MTA-STS, TLS reporting and BIMI (RFC 8461 section 3.1, RFC
 * 8460 section 3). Reads anything: what is no field is skipped and counts as a fault. The first of two fields of one name
 * wins.
 *
 * @param fields name in lower case to value
 * @param fault the first thing that is no field; empty when there is none
 */
record FieldList(Map<String, String> fields, Optional<String> fault) {

    private static final int MAX_CHARACTERS = 4096;

    FieldList {
        fields = Map.copyOf(fields);
    }

    static FieldList parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        Optional<String> fault = Optional.empty();
        String bounded = text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) : text;
        for (String part : bounded.split(";", -1)) {
            String field = part.strip();
            int equals = field.indexOf('=');
            if (equals > 0) {
                fields.putIfAbsent(
                        field.substring(0, equals).strip().toLowerCase(Locale.ROOT),
                        field.substring(equals + 1).strip());
            } else if (!field.isEmpty() && fault.isEmpty()) {
                fault = Optional.of(field);
            }
        }
        return new FieldList(fields, fault);
    }

    /** Whether a text begins with {@code v=} and this version: only then it is such a record at all. */
    static boolean hasVersion(String text, String version) {
        String start = text.strip();
        if (!start.regionMatches(true, 0, "v=", 0, 2)) {
            return false;
        }
        String value = start.substring(2).stripLeading();
        return value.startsWith(version)
                && (value.length() == version.length() || " ;\t".indexOf(value.charAt(version.length())) >= 0);
    }

    /** The value, empty when there is none. */
    String value(String name) {
        return fields.getOrDefault(name, "");
    }
}
