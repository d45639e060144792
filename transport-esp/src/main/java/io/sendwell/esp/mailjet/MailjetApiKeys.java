package io.sendwell.esp.mailjet;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The API keys below the operator's: {@code /v3/REST/apikey}, asked with the operator's key. Every method throws {@link
 * MailjetApiException} when Mailjet refuses or gives no answer. Threads share it.
 */
final class MailjetApiKeys {

    static final String RESOURCE = "apikey";

    private final MailjetRest rest;
    private final InstantSource clock;

    MailjetApiKeys(MailjetRest rest, InstantSource clock) {
        this.rest = rest;
        this.clock = clock;
    }

    MailjetApiKey byId(String id) {
        return rest.rows("To know how a sub-account stands", RESOURCE + "/" + id, Map.of()).stream()
                .findFirst()
                .map(this::read)
                .orElseThrow(
                        () -> new MailjetApiException(404, "Mailjet has no API key with the id " + id + ".", null));
    }

    /** The sub-account with this public key. */
    Optional<MailjetApiKey> byApiKey(String apiKey) {
        return rows("APIKey", apiKey).stream()
                .filter(key -> key.apiKey().equals(apiKey))
                .findFirst();
    }

    /** The sub-accounts of this name; nobody has written that Mailjet allows one alone. */
    List<MailjetApiKey> named(String name) {
        return rows("Name", name).stream()
                .filter(key -> key.name().equals(name))
                .toList();
    }

    // All on one page; 0 is Mailjet's word for its most, 1000. Whoever asks looks again, should the filter be ignored.
    private List<MailjetApiKey> rows(String filter, String value) {
        return rest.rows("To find a sub-account", RESOURCE, Map.of(filter, value, "Limit", "0")).stream()
                .map(this::read)
                .filter(key -> !key.isMain())
                .toList();
    }

    MailjetApiKey make(String name) {
        String body = body(json -> {
            json.writeStringField("Name", name);
            json.writeBooleanField("IsActive", true);
        });
        return read(rest.create("To make a sub-account", MailjetRestRequest.post(RESOURCE, body))
                .get(0));
    }

    /** There is no way to delete one. */
    void deactivate(MailjetApiKey key) {
        rest.change(
                "To deactivate the API key " + key,
                MailjetRestRequest.put(
                        RESOURCE + "/" + key.id(), body(json -> json.writeBooleanField("IsActive", false))));
    }

    private MailjetApiKey read(Map<String, String> row) {
        return MailjetApiKey.of(row, clock.instant());
    }

    private interface Properties {
        void write(JsonGenerator json) throws IOException;
    }

    private static String body(Properties properties) {
        StringWriter body = new StringWriter();
        try (JsonGenerator json = MailjetEventReader.JSON.createGenerator(body)) {
            json.writeStartObject();
            properties.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("A writer in memory failed.", e);
        }
        return body.toString();
    }
}
