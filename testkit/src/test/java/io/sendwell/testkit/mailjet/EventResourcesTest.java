package io.sendwell.testkit.mailjet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.mailjet.MailjetCaller.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code /v3/REST/eventcallbackurl} and {@code /v3/REST/statcounters}. */
class EventResourcesTest {

    private static final String URLS = "/v3/REST/eventcallbackurl";
    private static final String FIGURES =
            "/v3/REST/statcounters?CounterSource=APIKey&CounterTiming=Message&CounterResolution=Lifetime";

    private final FakeMailjet mailjet =
            FakeMailjet.builder().clock(VirtualClock.at("2026-11-22T09:00:00Z")).start();
    private final FakeMailjetAccount acme = mailjet.account("acme").allowSender("news@example.org");
    private final MailjetCaller caller = MailjetCaller.of(mailjet, acme);

    @AfterEach
    void close() {
        mailjet.close();
    }

    private static JsonNode first(Reply reply) {
        return reply.json().path("Data").path(0);
    }

    private Reply register(String type) {
        return caller.post(URLS, "{'EventType': '" + type + "', 'Url': 'https://a:b@crm.example/hook', 'Version': 2}");
    }

    @Test
    void a_url_is_created_read_changed_and_deleted() {
        Reply created = register("click");
        String path = URLS + "/" + first(created).path("ID").asText();

        assertThat(created.status()).isEqualTo(201);
        assertThat(first(created).path("Status").asText()).isEqualTo("alive");
        assertThat(first(created).path("IsBackup").asBoolean(true)).isFalse();
        assertThat(first(created).path("APIKey").asText()).isEqualTo(acme.apiKey());
        assertThat(first(caller.get(path))).isEqualTo(first(created));
        assertThat(caller.put(path, "{'Version': 2}").status()).isEqualTo(304);
        assertThat(first(caller.put(path, "{'Version': 1}")).path("Version").asInt())
                .isEqualTo(1);
        assertThat(first(caller.get(path)).path("Url").asText()).isEqualTo("https://a:b@crm.example/hook");
        assertThat(caller.delete(path).status()).isEqualTo(204);
        assertThat(caller.get(path).status()).isEqualTo(404);
        assertThat(caller.delete(path).status()).isEqualTo(404);
    }

    @Test
    void open_and_version_1_are_what_is_meant_by_nothing() {
        JsonNode url = first(caller.post(URLS, "{'Url': 'https://crm.example/hook'}"));

        assertThat(url.path("EventType").asText()).isEqualTo("open");
        assertThat(url.path("Version").asInt()).isEqualTo(1);
    }

    static List<Arguments> filters() {
        return List.of(
                arguments("", 3),
                arguments("?EventType=click", 1),
                arguments("?EventType=1", 1),
                arguments("?EventType=spam", 0),
                arguments("?Status=alive", 3),
                arguments("?Status=dead", 0),
                arguments("?Version=2", 3),
                arguments("?Backup=true", 1),
                arguments("?Backup=false", 2),
                arguments("?APIKey=other", 0));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("filters")
    void urls_are_found_by_what_they_are(String query, int count) {
        register("click");
        register("bounce");
        caller.post(URLS, "{'EventType': 'bounce', 'Url': 'https://crm.example/2', 'Version': 2, 'IsBackup': true}");

        assertThat(caller.get(URLS + query).json().path("Total").asInt()).isEqualTo(count);
    }

    static List<Arguments> refusals() {
        return List.of(
                arguments("{'EventType': 'delivered', 'Url': 'https://crm.example/'}", "EventType"),
                arguments("{'EventType': 'sent'}", "Url"),
                arguments("{'EventType': 'sent', 'Url': 'crm.example'}", "Url"),
                arguments("{'EventType': 'sent', 'Url': 'ftp://crm.example/'}", "Url"),
                arguments("{'EventType': 'sent', 'Url': 'https://a b/'}", "Url"),
                arguments("{'EventType': 'sent', 'Url': 'https://crm.example/', 'Version': 3}", "Version"),
                arguments("{'EventType': 'click', 'Url': 'https://crm.example/'}", "already exists"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void what_cannot_be_a_url_is_refused(String body, String about) {
        register("click");

        Reply reply = caller.post(URLS, body);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("ErrorMessage").asText()).startsWith("MJ").contains(about);
    }

    @Test
    void urls_of_other_keys_are_not_seen() {
        register("click");
        FakeMailjetAccount other = mailjet.account("other");

        assertThat(MailjetCaller.of(mailjet, other)
                        .get(URLS)
                        .json()
                        .path("Total")
                        .asInt())
                .isZero();
    }

    @Test
    void figures_count_copies_once_and_events_each_time() {
        try (WebhookProbe probe = new WebhookProbe()) {
            acme.reportTo(probe.url("/"));
            mailjet.hardBounces("gone@example.net");
            mailjet.softBounces("full@example.net");
            mailjet.blocks("listed@example.net");
            mailjet.clicks("kim@example.net", "https://b.example/");
            mailjet.clicks("kim@example.net", "https://b.example/");
            mailjet.opens("lee@example.net");
            mailjet.complains("lee@example.net");
            mailjet.unsubscribes("lee@example.net");
            for (String name : List.of("gone", "full", "listed", "kim", "lee")) {
                caller.sendRaw(BodyPublishers.ofString("""
                        {"Messages": [{"From": {"Email": "news@example.org"}, "Subject": "Statement",
                          "HTMLPart": "<a href=\\"https://b.example/\\">B</a>", "To": [{"Email": "%s@example.net"}]}]}""".formatted(name)));
            }
            assertThat(first(caller.get(FIGURES)).path("MessageQueuedCount").asInt())
                    .isEqualTo(5);

            mailjet.deliverEvents();

            JsonNode figures = first(caller.get(FIGURES));
            assertThat(figures.path("Total").asInt()).isEqualTo(5);
            assertThat(figures.path("MessageQueuedCount").asInt()).isZero();
            assertThat(figures.path("MessageSentCount").asInt()).isEqualTo(2);
            assertThat(figures.path("MessageHardBouncedCount").asInt()).isEqualTo(1);
            assertThat(figures.path("MessageSoftBouncedCount").asInt()).isEqualTo(1);
            assertThat(figures.path("MessageBlockedCount").asInt()).isEqualTo(1);
            assertThat(figures.path("MessageOpenedCount").asInt()).isEqualTo(2);
            assertThat(figures.path("MessageClickedCount").asInt()).isEqualTo(1);
            assertThat(figures.path("EventClickedCount").asInt()).isEqualTo(2);
            assertThat(figures.path("MessageSpamCount").asInt()).isEqualTo(1);
            assertThat(figures.path("MessageUnsubscribedCount").asInt()).isEqualTo(1);
        }
    }

    static List<Arguments> incomplete() {
        return List.of(
                arguments("/v3/REST/statcounters"),
                arguments(FIGURES.replace("CounterTiming=Message", "CounterTiming=Daily")),
                arguments(FIGURES.replace("&CounterResolution=Lifetime", "")),
                arguments(FIGURES.replace("APIKey", "Campaign")),
                arguments(FIGURES + "&FromTS=1"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("incomplete")
    void figures_are_asked_for_with_all_that_is_required(String path) {
        assertThat(caller.get(path).status()).isEqualTo(400);
    }
}
