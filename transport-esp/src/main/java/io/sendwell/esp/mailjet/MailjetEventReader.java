package io.sendwell.esp.mailjet;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.sendwell.event.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what Mailjet posts: one event, or an array of them where events are grouped. Fields may be missing, unknown, or of
 * another type than the guide says; an element that is no event does not take the others along. Nothing is thrown.
 */
final class MailjetEventReader {

    /** No field is longer in earnest; what is cut off of a longer one is in the raw event, as far as that is kept. */
    private static final int MOST_OF_A_FIELD = Report.MOST_RAW;

    private static final Set<String> READ = Set.of(
            "event",
            "time",
            "MessageID",
            "mj_message_id",
            "email",
            "customcampaign",
            "CustomID",
            "Payload",
            "smtp_reply",
            "ip",
            "geo",
            "agent",
            "url",
            "hard_bounce",
            "error_related_to",
            "error",
            "comment",
            "source");

    // Whoever posts chooses the names of fields, so they are neither remembered nor interned.
    static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private MailjetEventReader() {}

    /**
     * An event as it came.
     *
     * @param fields those of its fields that have a meaning here and are texts, numbers or booleans, as text on one line
     * @param raw all of it
     */
    record Posted(Map<String, String> fields, String raw) {

        String text(String name) {
            return fields.getOrDefault(name, "");
        }
    }

    /**
     * What was found in a body.
     *
     * @param unreadable how many elements are no events, a rest that belongs to none among them
     */
    record Found(List<Posted> events, int unreadable) {}

    static Found read(byte[] body) {
        JsonElements elements = JsonElements.of(withoutMark(new String(body, StandardCharsets.UTF_8)));
        List<Posted> events = new ArrayList<>();
        elements.whole().forEach(element -> event(element).ifPresent(events::add));
        int unreadable = elements.whole().size() - events.size() + (elements.torn() ? 1 : 0);
        return new Found(events, unreadable);
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static Optional<Posted> event(String element) {
        try (JsonParser json = JSON.createParser(element)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            Map<String, String> fields = new HashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (READ.contains(name)) {
                    fields.put(name, oneLine(MailjetResponseReader.text(json)));
                } else {
                    json.skipChildren();
                }
            }
            boolean isEvent = json.nextToken() == null
                    && !fields.getOrDefault("event", "").isEmpty();
            return isEvent ? Optional.of(new Posted(fields, element)) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    // Servers that refuse mail have their words in here. A store that cannot keep one of their characters would have
    // Mailjet come again with it for a day.
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(MOST_OF_A_FIELD).forEach(codePoint -> line.appendCodePoint(fit(codePoint)));
        return line.toString();
    }

    private static int fit(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> ' ';
            case Character.SURROGATE -> 0xFFFD;
            default -> codePoint;
        };
    }
}
