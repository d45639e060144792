package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;

/** What a client says of a {@code /eventcallbackurl}. */
record EventUrlProperties(String eventType, URI url, boolean backup, int version) {

    static final List<String> EVENT_TYPES = List.of("sent", "open", "click", "bounce", "blocked", "spam", "unsub");

    /** Where a property is absent, it is {@code open} as at the service, version 1 and no backup. */
    static final EventUrlProperties ABSENT = new EventUrlProperties("open", URI.create(""), false, 1);

    /**
     * Reads what was posted.
     *
     * @param otherwise what holds for properties that are absent
     * @throws IllegalArgumentException in the service's words when something cannot be
     */
    static EventUrlProperties read(JsonNode posted, EventUrlProperties otherwise) {
        String eventType = posted.path("EventType").asText(otherwise.eventType);
        if (!EVENT_TYPES.contains(eventType)) {
            throw new IllegalArgumentException("MJ09 Property EventType is invalid: must be one of " + EVENT_TYPES);
        }
        int version = posted.path("Version").asInt(otherwise.version);
        if (version != 1 && version != 2) {
            throw new IllegalArgumentException("MJ08 Property Version is invalid: must be 1 or 2");
        }
        URI url = url(posted.path("Url").asText(otherwise.url.toString()));
        return new EventUrlProperties(eventType, url, posted.path("IsBackup").asBoolean(otherwise.backup), version);
    }

    private static URI url(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("MJ03 A value is required for Url");
        }
        try {
            URI url = URI.create(text);
            if (url.getHost() != null && List.of("http", "https").contains(url.getScheme())) {
                return url;
            }
        } catch (IllegalArgumentException noUri) {
            // answered below
        }
        throw new IllegalArgumentException("MJ08 Property Url is invalid: it is no http or https URL");
    }
}
