package io.sendwell.unsubscribe;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fields of a form in a body, in both forms that RFC 8058 section 3.2 allows: {@code multipart/form-data} (RFC 7578) and {@code
 * application/x-www-form-urlencoded}. Whatever is no field is left out; reading throws nothing.
 */
final class FormBody {

    private static final int MOST_FIELDS = 16;

    private static final Pattern BOUNDARY =
            Pattern.compile("(?i);\\s*boundary=(?:\"([^\"\\r\\n]{1,70})\"|([^\\s;\"]{1,70}))");
    private static final Pattern FIELD_NAME = Pattern.compile(
            "(?im)^content-disposition:\\s*form-data\\b[^\\r\\n]*?;\\s*name=(?:\"([^\"\\r\\n]*)\"|([^\\s;\"]+))");

    private record Field(String name, String value) {}

    private final List<Field> fields;

    private FormBody(List<Field> fields) {
        this.fields = fields;
    }

    /**
     * The fields of a body.
     *
     * @param contentType of the body; a body without one is taken as urlencoded
     * @return empty when it is of a type that holds no form
     */
    static Optional<FormBody> read(String contentType, byte[] body) {
        String type = contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        // An octet is a character, so that no octets are lost; names and values of ours are ASCII.
        String text = new String(body, StandardCharsets.ISO_8859_1);
        if (type.isEmpty() || type.equals("application/x-www-form-urlencoded")) {
            return Optional.of(urlencoded(text));
        }
        if (type.equals("multipart/form-data")) {
            Matcher boundary = BOUNDARY.matcher(contentType);
            return boundary.find()
                    ? Optional.of(multipart(text, boundary.group(1) == null ? boundary.group(2) : boundary.group(1)))
                    : Optional.empty();
        }
        return Optional.empty();
    }

    private static FormBody urlencoded(String text) {
        List<Field> fields = new ArrayList<>();
        for (String pair : text.strip().split("&", MOST_FIELDS + 1)) {
            int equals = pair.indexOf('=');
            if (equals > 0 && fields.size() < MOST_FIELDS) {
                fields.add(new Field(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))));
            }
        }
        return new FormBody(fields);
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            return text;
        }
    }

    private static FormBody multipart(String text, String boundary) {
        List<Field> fields = new ArrayList<>();
        for (String part : ("\r\n" + text).split(Pattern.quote("\r\n--" + boundary), MOST_FIELDS + 2)) {
            int end = part.indexOf("\r\n\r\n");
            Matcher name = FIELD_NAME.matcher(end < 0 ? "" : part.substring(0, end));
            if (name.find() && fields.size() < MOST_FIELDS) {
                fields.add(new Field(name.group(1) == null ? name.group(2) : name.group(1), part.substring(end + 4)));
            }
        }
        return new FormBody(fields);
    }

    /** Whether a field is there with this value. */
    boolean has(String name, String value) {
        return fields.contains(new Field(name, value));
    }
}
