package io.sendwell.testkit.mailjet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The {@code /sender} resources of one API key. Guarded by its account. */
final class SenderBook {

    private final MailjetIds ids;
    private final Map<Long, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Long> dnsIds = new HashMap<>();

    SenderBook(MailjetIds ids) {
        this.ids = ids;
    }

    /** Adds an address or {@code *@domain}, inactive; empty when it is there already. */
    Optional<Entry> add(String email, Instant now) {
        if (find(email) != null) {
            return Optional.empty();
        }
        String comparable = Recipients.comparable(email);
        String domain = comparable.substring(comparable.lastIndexOf('@') + 1);
        long dnsId = dnsIds.computeIfAbsent(domain, key -> ids.nextResourceId());
        Entry entry = new Entry(ids.nextResourceId(), comparable, dnsId, now);
        entries.put(entry.id, entry);
        return Optional.of(entry);
    }

    /** Adds the sender if need be and makes it active, as a confirmed mail or a DNS record does at the service. */
    void activate(String email, Instant now) {
        Entry known = find(email);
        Entry entry = known == null ? add(email, now).orElseThrow() : known;
        entry.status = "Active";
    }

    /** Has a sender again that was here in an earlier life. */
    void restore(JsonNode kept) {
        long id = kept.path("ID").asLong();
        long dnsId = kept.path("DNSID").asLong();
        ids.skipResourceId(Math.max(id, dnsId));
        String email = kept.path("Email").asText();
        dnsIds.put(email.substring(email.lastIndexOf('@') + 1), dnsId);
        Entry entry =
                new Entry(id, email, dnsId, Instant.parse(kept.path("CreatedAt").asText()));
        entry.status = kept.path("Status").asText();
        entry.update(kept);
        entries.put(id, entry);
    }

    boolean isActive(String address) {
        String comparable = Recipients.comparable(address);
        String domain = "*" + comparable.substring(Math.max(0, comparable.lastIndexOf('@')));
        return entries.values().stream()
                .anyMatch(entry -> entry.status.equals("Active")
                        && (entry.email.equals(comparable) || entry.email.equals(domain)));
    }

    /** By number or by address; a deleted one is found by its number only. */
    Optional<Entry> get(String idOrEmail) {
        Entry byEmail = find(idOrEmail);
        return byEmail != null
                ? Optional.of(byEmail)
                : entries.values().stream()
                        .filter(entry -> Long.toString(entry.id).equals(idOrEmail))
                        .findFirst();
    }

    List<Entry> all() {
        return List.copyOf(entries.values());
    }

    private @Nullable Entry find(String email) {
        return entries.values().stream()
                .filter(entry -> entry.email.equals(Recipients.comparable(email)) && !entry.isDeleted())
                .findFirst()
                .orElse(null);
    }

    /** One sender. */
    static final class Entry {
        private final long id;
        private final String email;
        private final long dnsId;
        private final Instant createdAt;
        private String status = "Inactive";
        private String name = "";
        private String emailType = "unknown";
        private boolean defaultSender;

        Entry(long id, String email, long dnsId, Instant createdAt) {
            this.id = id;
            this.email = email;
            this.dnsId = dnsId;
            this.createdAt = createdAt;
        }

        boolean isDeleted() {
            return status.equals("Deleted");
        }

        void delete() {
            status = "Deleted";
        }

        /** Takes over what may change; returns whether anything did. */
        boolean update(JsonNode properties) {
            ObjectNode before = toJson();
            name = properties.path("Name").asText(name);
            emailType = properties.path("EmailType").asText(emailType);
            defaultSender = properties.path("IsDefaultSender").asBoolean(defaultSender);
            return !before.equals(toJson());
        }

        ObjectNode toJson() {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("ID", id)
                    .put("Email", email)
                    .put("Name", name)
                    .put("EmailType", emailType)
                    .put("IsDefaultSender", defaultSender)
                    .put("Status", status)
                    .put("DNSID", dnsId)
                    .put("DNS", Long.toString(dnsId))
                    .put("Filename", "")
                    .put("CreatedAt", createdAt.toString());
        }
    }
}
