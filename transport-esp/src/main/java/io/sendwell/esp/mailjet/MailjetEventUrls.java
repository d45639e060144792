package io.sendwell.esp.mailjet;

import com.fasterxml.jackson.core.JsonGenerator;
import io.sendwell.esp.webhook.WebhookAddress;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where Mailjet reports what happened to the mail of one account: {@code /v3/REST/eventcallbackurl}. An API key has one URL for
 * each kind of event, and perhaps another one to fall back to, which is left alone here.
 *
 * <pre>{@code
 * WebhookAddress address = WebhookAddress.basicAuth(URI.create("https://crm.example/mailjet"), "hook", password);
 * mailjet.eventUrls(account).register(address, EnumSet.allOf(MailjetEventKind.class));   // at each start, if you like
 * }</pre>
 *
 * <p>From {@link MailjetTransport#eventUrls}. Every method throws {@link MailjetApiException} when Mailjet refuses or gives no
 * answer; what was done before stays done, and doing it again goes on from there. Threads share it.
 */
public final class MailjetEventUrls {

    private static final String RESOURCE = "eventcallbackurl";

    /** Events are posted in groups. */
    private static final String VERSION = "2";

    /** What {@link #register} and {@link #remove} did for a kind of event. */
    public enum Change {
        /** Mailjet did not report these anywhere. */
        CREATED,
        /** Mailjet reported these elsewhere, in another way, or had given the URL up. */
        UPDATED,
        /** It was so already. */
        UNCHANGED,
        /** Mailjet does not report these any more. */
        REMOVED
    }

    private final MailjetRest rest;

    MailjetEventUrls(MailjetRest rest) {
        this.rest = rest;
    }

    /** What is registered. Kinds that Mailjet has and Sendwell does not know, and URLs to fall back to, are left out. */
    public List<MailjetEventUrl> list() {
        List<MailjetEventUrl> urls = new ArrayList<>();
        rows().forEach((kind, row) -> urls.add(new MailjetEventUrl(
                kind,
                row.url().replaceFirst("//[^/@]*@", "//"),
                row.isAlive() ? MailjetEventUrl.State.ALIVE : MailjetEventUrl.State.DEAD)));
        return urls;
    }

    /**
     * Has Mailjet report these kinds of events here, in groups (version 2), and no longer elsewhere. What is so already is left
     * alone; a URL that Mailjet had given up is tried again from now on.
     *
     * @return what was done for each kind
     */
    public Map<MailjetEventKind, Change> register(WebhookAddress address, Set<MailjetEventKind> kinds) {
        Map<MailjetEventKind, Row> present = rows();
        Map<MailjetEventKind, Change> changes = new EnumMap<>(MailjetEventKind.class);
        for (MailjetEventKind kind : kinds) {
            changes.put(kind, register(address.complete().reveal(), kind, Optional.ofNullable(present.get(kind))));
        }
        return changes;
    }

    private Change register(String url, MailjetEventKind kind, Optional<Row> present) {
        String asked = "To have \"" + kind.wireName() + "\" events reported";
        if (present.isEmpty()) {
            rest.change(asked, MailjetRestRequest.post(RESOURCE, body(url, Map.of("EventType", kind.wireName()))));
            return Change.CREATED;
        }
        Row row = present.get();
        if (row.url().equals(url) && row.isGrouped() && row.isAlive()) {
            return Change.UNCHANGED;
        }
        rest.change(asked, MailjetRestRequest.put(RESOURCE + "/" + row.id(), body(url, Map.of("Status", "alive"))));
        return Change.UPDATED;
    }

    /**
     * Has Mailjet report these kinds of events nowhere.
     *
     * @return what was done for each kind
     */
    public Map<MailjetEventKind, Change> remove(Set<MailjetEventKind> kinds) {
        Map<MailjetEventKind, Row> present = rows();
        Map<MailjetEventKind, Change> changes = new EnumMap<>(MailjetEventKind.class);
        for (MailjetEventKind kind : kinds) {
            Row row = present.get(kind);
            if (row != null) {
                rest.change(
                        "To have \"" + kind.wireName() + "\" events not reported",
                        MailjetRestRequest.delete(RESOURCE + "/" + row.id()));
            }
            changes.put(kind, row == null ? Change.UNCHANGED : Change.REMOVED);
        }
        return changes;
    }

    private Map<MailjetEventKind, Row> rows() {
        // All on one page; 0 is Mailjet's word for its most, 1000.
        List<Map<String, String>> rows = rest.rows("To know where events are reported", RESOURCE, Map.of("Limit", "0"));
        Map<MailjetEventKind, Row> byKind = new EnumMap<>(MailjetEventKind.class);
        rows.stream()
                .map(Row::new)
                .filter(row -> !row.isBackup())
                .forEach(row -> row.kind().ifPresent(kind -> byKind.putIfAbsent(kind, row)));
        return byKind;
    }

    private static String body(String url, Map<String, String> more) {
        StringWriter body = new StringWriter();
        try (JsonGenerator json = MailjetEventReader.JSON.createGenerator(body)) {
            json.writeStartObject();
            json.writeStringField("Url", url);
            json.writeNumberField("Version", Integer.parseInt(VERSION));
            for (Map.Entry<String, String> property : more.entrySet()) {
                json.writeStringField(property.getKey(), property.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A writer in memory failed.", e);
        }
        return body.toString();
    }

    private record Row(Map<String, String> properties) {

        String text(String name) {
            return properties.getOrDefault(name, "");
        }

        String id() {
            return text("ID");
        }

        String url() {
            return text("Url");
        }

        Optional<MailjetEventKind> kind() {
            return MailjetEventKind.named(text("EventType"));
        }

        boolean isGrouped() {
            return text("Version").equals(VERSION);
        }

        boolean isAlive() {
            return !text("Status").equals("dead");
        }

        boolean isBackup() {
            return text("IsBackup").equals("true") || text("IsBackup").equals("1");
        }
    }
}
