package io.sendwell.smtp.report;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A section of header fields, or of fields that are written like them (RFC 3464 section 2.1), unfolded. What is no field is left
 * out. Nothing throws, and the work is bounded by the octets looked at.
 */
final class MimeFields {

    /** How many fields are kept; Gmail takes 5,000, real reports have some fifty. */
    private static final int MOST_FIELDS = 1_000;

    /** How long a field's body may be; the rest of it is cut. Gmail takes 32 KB. */
    private static final int LONGEST_BODY = 32_768;

    private final Map<String, List<String>> bodies = new LinkedHashMap<>();

    private MimeFields() {}

    static MimeFields none() {
        return new MimeFields();
    }

    /** The fields in these lines, each without its line end. */
    static MimeFields of(List<String> lines) {
        MimeFields fields = new MimeFields();
        String name = "";
        StringBuilder body = new StringBuilder();
        int count = 0;
        for (String line : lines) {
            boolean folded = !line.isEmpty() && (line.charAt(0) == ' ' || line.charAt(0) == '\t');
            if (folded) {
                append(body, " " + line.strip());
                continue;
            }
            fields.add(name, body);
            name = name(line);
            body.setLength(0);
            append(
                    body,
                    name.isEmpty() ? "" : line.substring(line.indexOf(':') + 1).strip());
            if (++count > MOST_FIELDS) {
                return fields;
            }
        }
        fields.add(name, body);
        return fields;
    }

    /** The body of the first field of this name, which is given in lower case; empty when there is none. */
    String first(String name) {
        return all(name).stream().findFirst().orElse("");
    }

    /** The bodies of all fields of this name, which is given in lower case. */
    List<String> all(String name) {
        return bodies.getOrDefault(name, List.of());
    }

    boolean has(String name) {
        return bodies.containsKey(name);
    }

    /** The bodies of all fields. */
    Stream<String> bodies() {
        return bodies.values().stream().flatMap(List::stream);
    }

    boolean isEmpty() {
        return bodies.isEmpty();
    }

    /** Octets as text: UTF-8 (RFC 6532) if they are, else one character each. */
    static String text(byte[] octets, int start, int end) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets, start, end - start))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            return new String(octets, start, end - start, StandardCharsets.ISO_8859_1);
        }
    }

    /** The fields, one a line, unfolded. */
    @Override
    public String toString() {
        return bodies.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(body -> entry.getKey() + ": " + body))
                .collect(Collectors.joining("\n"));
    }

    private void add(String name, StringBuilder body) {
        if (!name.isEmpty()) {
            bodies.computeIfAbsent(name, key -> new ArrayList<>())
                    .add(body.toString().strip());
        }
    }

    private static void append(StringBuilder body, String more) {
        body.append(more, 0, Math.min(more.length(), LONGEST_BODY - body.length()));
    }

    // RFC 5322 section 2.2: visible ASCII but the colon. Blanks before the colon are the obsolete form.
    private static String name(String line) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).stripTrailing();
        boolean wellFormed = !name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 0x7f);
        return wellFormed ? name.toLowerCase(Locale.ROOT) : "";
    }
}
