package io.sendwell.esp.mailjet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Which header fields the {@code Headers} property may not hold; the list is a dated file beside this class. */
final class MailjetHeaders {

    private static final Set<String> FORBIDDEN = read("forbidden-headers.txt");

    private MailjetHeaders() {}

    /** Whether Mailjet would answer {@code send-0011}, or offers a property of its own for this field. */
    static boolean isForbidden(String name) {
        return FORBIDDEN.contains(name.toLowerCase(Locale.ROOT));
    }

    /**
     * Whether the field belongs to mailing lists. Sendwell adds such fields where a route can carry them; this one states
     * that it cannot ({@code LIST_FIELDS}), so one that Mailjet forbids is left out instead of stopping the mail.
     */
    static boolean isListField(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("list-");
    }

    private static Set<String> read(String resource) {
        try (InputStream file = Objects.requireNonNull(MailjetHeaders.class.getResourceAsStream(resource), resource)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(line -> line.toLowerCase(Locale.ROOT))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException("The list of forbidden header fields cannot be read.", e);
        }
    }
}
