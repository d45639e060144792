package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** One {@code /eventcallbackurl}: where the events of a type go. Threads may share it. */
final class EventUrl {

    /** How long the service tries before it gives a URL up. */
    static final Duration PATIENCE = Duration.ofHours(24);

    private final long id;
    private final String apiKey;
    private String eventType;
    private URI url;
    private boolean backup;
    private int version;
    private boolean dead;
    private Optional<Instant> failingSince = Optional.empty();

    EventUrl(long id, String apiKey, EventUrlProperties properties) {
        this.id = id;
        this.apiKey = apiKey;
        this.eventType = properties.eventType();
        this.url = properties.url();
        this.backup = properties.backup();
        this.version = properties.version();
    }

    long id() {
        return id;
    }

    synchronized String eventType() {
        return eventType;
    }

    synchronized URI url() {
        return url;
    }

    synchronized boolean isBackup() {
        return backup;
    }

    synchronized boolean isGrouped() {
        return version == 2;
    }

    synchronized boolean isAlive() {
        return !dead;
    }

    synchronized EventUrlProperties properties() {
        return new EventUrlProperties(eventType, url, backup, version);
    }

    /** Takes over what may change, which brings a suspended one back; returns whether anything did. */
    synchronized boolean update(EventUrlProperties properties, JsonNode posted) {
        boolean revived =
                dead && (posted.has("Url") || posted.path("Status").asText().equals("alive"));
        boolean changed = revived || !properties.equals(properties());
        eventType = properties.eventType();
        url = properties.url();
        backup = properties.backup();
        version = properties.version();
        if (changed) {
            dead = false;
            failingSince = Optional.empty();
        }
        return changed;
    }

    /** A new event has the service try for a whole day again. */
    synchronized void restart() {
        failingSince = Optional.empty();
    }

    synchronized void taken() {
        failingSince = Optional.empty();
    }

    synchronized void failed(Instant now) {
        Instant since = failingSince.orElse(now);
        failingSince = Optional.of(since);
        dead = !now.isBefore(since.plus(PATIENCE));
    }

    synchronized ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("ID", id)
                .put("APIKey", apiKey)
                .put("EventType", eventType)
                .put("IsBackup", backup)
                .put("Status", dead ? "dead" : "alive")
                .put("Url", url.toString())
                .put("Version", version);
    }
}
