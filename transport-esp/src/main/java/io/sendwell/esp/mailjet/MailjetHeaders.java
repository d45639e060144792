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
     * Whether Sendwell adds the field to mail of its class, for routes that can carry it. This one states that it cannot ({@code
     * LIST_FIELDS}), so one that Mailjet forbids is left out instead of stopping the mail.
     */
    static boolean isOfTheClass(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("list-") || lower.startsWith("cfbl-") || lower.equals("feedback-id");
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
