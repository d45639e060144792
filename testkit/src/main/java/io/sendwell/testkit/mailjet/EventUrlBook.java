package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Where one API key wants its events: at most one URL for each type, and one to fall back to. Threads may share it. */
final class EventUrlBook {

    private final MailjetIds ids;
    private final String apiKey;
    private final Map<Long, EventUrl> urls = new LinkedHashMap<>();

    EventUrlBook(MailjetIds ids, String apiKey) {
        this.ids = ids;
        this.apiKey = apiKey;
    }

    /**
     * Adds a URL.
     *
     * @throws IllegalArgumentException in the service's words when there is one for this type already
     */
    synchronized EventUrl add(EventUrlProperties properties) {
        requireFree(properties, 0);
        EventUrl url = new EventUrl(ids.nextResourceId(), apiKey, properties);
        urls.put(url.id(), url);
        return url;
    }

    /** Has a URL again that was here in an earlier life. */
    synchronized void restore(JsonNode kept) {
        long id = kept.path("ID").asLong();
        ids.skipResourceId(id);
        EventUrl url = new EventUrl(id, apiKey, EventUrlProperties.read(kept, EventUrlProperties.ABSENT));
        urls.put(id, url);
    }

    /** Changes a URL as PUT does; empty when nothing changed. */
    synchronized Optional<EventUrl> update(EventUrl url, JsonNode posted) {
        EventUrlProperties wanted = EventUrlProperties.read(posted, url.properties());
        requireFree(wanted, url.id());
        return url.update(wanted, posted) ? Optional.of(url) : Optional.empty();
    }

    /** Sends the events of all types here and nowhere else. */
    synchronized void replaceAll(URI to, int version) {
        urls.clear();
        EventUrlProperties.EVENT_TYPES.forEach(type -> add(new EventUrlProperties(type, to, false, version)));
    }

    synchronized void remove(EventUrl url) {
        urls.remove(url.id());
    }

    synchronized Optional<EventUrl> get(String id) {
        return urls.values().stream()
                .filter(url -> Long.toString(url.id()).equals(id))
                .findFirst();
    }

    synchronized <T> List<T> all(Function<EventUrl, T> view) {
        List<T> seen = new ArrayList<>();
        urls.values().forEach(url -> seen.add(view.apply(url)));
        return seen;
    }

    /** Where a new event of this type goes: the backup URL when the other one is suspended. */
    synchronized Optional<EventUrl> forNewEvent(String eventType) {
        Optional<EventUrl> found = ofType(eventType, false).or(() -> ofType(eventType, true));
        found.ifPresent(EventUrl::restart);
        return found;
    }

    /** Notes how a post ended; returns whether it is worth another try. */
    synchronized boolean note(EventUrl url, EventPost post, Instant now) {
        if (post.isTaken()) {
            url.taken();
            return false;
        }
        url.failed(now);
        return url.isAlive();
    }

    private Optional<EventUrl> ofType(String eventType, boolean backup) {
        return urls.values().stream()
                .filter(url -> url.eventType().equals(eventType) && url.isBackup() == backup && url.isAlive())
                .findFirst();
    }

    // Presumed; the guide does not say what happens to a second one.
    private void requireFree(EventUrlProperties properties, long besides) {
        boolean taken = urls.values().stream()
                .anyMatch(url -> url.id() != besides
                        && url.eventType().equals(properties.eventType())
                        && url.isBackup() == properties.backup());
        if (taken) {
            throw new IllegalArgumentException("MJ18 A Eventcallbackurl resource with value \"" + properties.eventType()
                    + "\" for EventType already exists.");
        }
    }
}
