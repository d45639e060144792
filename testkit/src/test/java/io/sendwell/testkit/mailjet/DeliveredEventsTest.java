package io.sendwell.testkit.mailjet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.sendwell.testkit.VirtualClock;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeliveredEventsTest {

    private static final String KIM = "kim@example.net";
    private static final String OFFER = "https://www.example.com/offer?a=1&b=2";
    private static final String CALL = """
            {"Messages": [{"From": {"Email": "news@example.org"}, "To": [{"Email": "%s"}], "Subject": "Statement",
              "HTMLPart": "<a href=\\"https://www.example.com/offer?a=1&amp;b=2\\">Offer</a> <a href=\\"https://b.example/\\">B</a>",
              "CustomID": "%s", "CustomCampaign": "November", "EventPayload": "{\\"account\\":\\"acme\\"}"%s}]}""";

    // From the samples of Mailjet's guide to the Event API: what each kind has besides what all have.
    private static final List<String> EVERY = List.of(
            "event",
            "time",
            "MessageID",
            "Message_GUID",
            "email",
            "mj_campaign_id",
            "mj_contact_id",
            "customcampaign",
            "CustomID",
            "Payload");
    private static final Map<String, List<String>> MORE = Map.of(
            "sent", List.of("mj_message_id", "smtp_reply"),
            "open", List.of("ip", "geo", "agent"),
            "click", List.of("url", "ip", "geo", "agent"),
            "bounce", List.of("blocked", "hard_bounce", "error_related_to", "error", "comment"),
            "blocked", List.of("error_related_to", "error"),
            "spam", List.of("source"),
            "unsub", List.of("mj_list_id", "ip", "geo", "agent"));

    private final VirtualClock clock = VirtualClock.at("2026-11-22T09:00:00Z");
    private final FakeMailjet mailjet = FakeMailjet.builder().clock(clock).start();
    private final FakeMailjetAccount acme = mailjet.account("acme").allowSender("news@example.org");
    private final MailjetCaller caller = MailjetCaller.of(mailjet, acme);
    private final WebhookProbe probe = new WebhookProbe();

    @AfterEach
    void close() {
        mailjet.close();
        probe.close();
    }

    private void send(String address) {
        send(address, address, "");
    }

    private void send(String address, String customId, String more) {
        assertThat(caller.sendRaw(java.net.http.HttpRequest.BodyPublishers.ofString(
                                CALL.formatted(address, customId, more)))
                        .status())
                .isEqualTo(200);
    }

    private List<Instant> times() {
        return probe.events().stream()
                .map(event -> Instant.ofEpochSecond(event.path("time").asLong()))
                .toList();
    }

    private String status(String address) {
        return caller.get("/v3/REST/message?ContactAlt=" + address)
                .json()
                .path("Data")
                .path(0)
                .path("Status")
                .asText();
    }

    @Test
    void what_is_accepted_arrives_and_is_reported_once_with_the_credentials_of_the_url() {
        acme.reportTo(probe.url("/hooks/mailjet"));
        send(KIM);

        List<EventPost> posts = mailjet.deliverEvents();
        mailjet.deliverEvents();

        assertThat(probe.told()).singleElement().satisfies(told -> {
            assertThat(told.path()).isEqualTo("/hooks/mailjet");
            assertThat(new String(
                            Base64.getDecoder().decode(told.authorization().substring(6)), StandardCharsets.UTF_8))
                    .isEqualTo("hook:s@fe");
            assertThat(told.contentType()).isEqualTo("application/json");
            assertThat(told.body().isArray()).isTrue();
        });
        assertThat(probe.summary()).containsExactly("sent " + KIM);
        assertThat(posts).singleElement().matches(EventPost::isTaken);
        assertThat(posts.get(0).url().toString()).doesNotContain("hook:", "fe@");
        assertThat(mailjet.eventPosts()).isEqualTo(posts);
        assertThat(status(KIM)).isEqualTo("sent");
    }

    @Test
    void each_kind_has_the_fields_of_the_guides_samples_and_no_others() {
        acme.reportTo(probe.url("/"));
        mailjet.hardBounces("gone@example.net");
        mailjet.softBounces("full@example.net");
        mailjet.blocks("listed@example.net");
        List.of(KIM, "gone@example.net", "full@example.net", "listed@example.net")
                .forEach(this::send);
        mailjet.opens(KIM);
        mailjet.clicks(KIM, OFFER);
        mailjet.complains(KIM);
        mailjet.unsubscribes(KIM);

        mailjet.deliverEvents();

        for (JsonNode event : probe.events()) {
            List<String> expected = new ArrayList<>(EVERY);
            expected.addAll(MORE.get(event.path("event").asText()));
            List<String> found = new ArrayList<>();
            event.fieldNames().forEachRemaining(found::add);
            assertThat(found).as("%s", event).containsExactlyInAnyOrderElementsOf(expected);
            assertThat(event.path("time").isIntegralNumber()).isTrue();
            assertThat(event.path("MessageID").asLong()).isGreaterThan(1L << 53);
            assertThat(event.path("customcampaign").asText()).isEqualTo("November");
            assertThat(event.path("CustomID").asText())
                    .isEqualTo(event.path("email").asText());
            assertThat(event.path("Payload").asText()).isEqualTo("{\"account\":\"acme\"}");
        }
        assertThat(probe.events().stream().map(event -> event.path("event").asText()))
                .containsAll(MORE.keySet());
    }

    @Test
    void ids_are_those_of_the_receipt() {
        acme.reportTo(probe.url("/"));
        send(KIM);
        AcceptedRecipient recipient = acme.accepted().get(0).to().get(0);

        mailjet.deliverEvents();

        JsonNode sent = probe.events().get(0);
        assertThat(sent.path("MessageID").asLong()).isEqualTo(recipient.messageId());
        assertThat(sent.path("mj_message_id").asText()).isEqualTo(Long.toString(recipient.messageId()));
        assertThat(sent.path("Message_GUID").asText()).isEqualTo(recipient.messageUuid());
    }

    @Test
    void version_1_is_one_event_in_each_request() {
        acme.reportOneByOneTo(probe.url("/"));
        send(KIM);
        mailjet.opens(KIM);

        mailjet.deliverEvents();

        assertThat(probe.told())
                .hasSize(2)
                .allSatisfy(told -> assertThat(told.body().isObject()).isTrue());
        assertThat(probe.summary()).containsExactly("sent " + KIM, "open " + KIM);
    }

    @Test
    void what_happens_within_a_second_is_grouped() {
        acme.reportTo(probe.url("/"));
        send("a@example.net");
        send("b@example.net");
        clock.advance(Duration.ofSeconds(1));
        send("c@example.net");

        mailjet.deliverEvents();

        assertThat(probe.told()).extracting(told -> told.events().size()).containsExactly(2, 1);
    }

    @Test
    void a_person_does_things_one_after_the_other_and_never_before_the_mail_arrived() {
        acme.reportTo(probe.url("/"));
        mailjet.clicks(KIM, OFFER);
        send(KIM);
        mailjet.clicks(KIM, OFFER);
        mailjet.deliverEvents();
        clock.advance(Duration.ofHours(2));
        mailjet.complains(KIM);
        mailjet.deliverEvents();

        assertThat(probe.summary()).containsExactly("sent " + KIM, "click " + KIM, "click " + KIM, "spam " + KIM);
        Instant accepted = Instant.parse("2026-11-22T09:00:00Z");
        assertThat(times())
                .containsExactly(
                        accepted.plusSeconds(2),
                        accepted.plusSeconds(60),
                        accepted.plusSeconds(75),
                        accepted.plus(Duration.ofHours(2)));
        assertThat(status(KIM)).isEqualTo("spam");
    }

    @Test
    void what_is_done_once_is_done_once_with_each_mail() {
        acme.reportTo(probe.url("/"));
        mailjet.opens(KIM);
        send(KIM, "first", "");
        mailjet.deliverEvents();
        send(KIM, "second", "");
        mailjet.deliverEvents();

        assertThat(probe.events().stream()
                        .filter(event -> event.path("event").asText().equals("open"))
                        .map(event -> event.path("CustomID").asText()))
                .containsExactly("first", "second");
    }

    @Test
    void a_link_can_be_followed_only_where_it_stands_and_is_tracked() {
        acme.reportTo(probe.url("/"));
        send(KIM, "tracked", "");
        send(KIM, "untracked", ", \"TrackClicks\": \"disabled\", \"TrackOpens\": \"disabled\"");
        mailjet.clicks(KIM, OFFER);
        mailjet.clicks(KIM, "https://www.example.com/elsewhere");
        mailjet.opens(KIM);

        mailjet.deliverEvents();

        assertThat(probe.events().stream()
                        .filter(event -> !event.path("event").asText().equals("sent"))
                        .map(event -> event.path("event").asText() + " "
                                + event.path("CustomID").asText()))
                .containsExactly("click tracked", "open tracked");
        assertThat(probe.events().stream()
                        .filter(event -> event.path("event").asText().equals("click")))
                .singleElement()
                .satisfies(click -> assertThat(click.path("url").asText()).isEqualTo(OFFER));
    }

    @Test
    void a_scanner_follows_every_link_at_once() {
        acme.reportTo(probe.url("/"));
        mailjet.scansLinks(KIM);
        send(KIM);

        mailjet.deliverEvents();

        assertThat(probe.events().stream()
                        .filter(event -> event.path("event").asText().equals("click"))
                        .map(event -> event.path("url").asText()))
                .containsExactly(OFFER, "https://b.example/");
        assertThat(times().get(2)).isEqualTo(Instant.parse("2026-11-22T09:00:03Z"));
    }

    @Test
    void what_did_not_arrive_is_neither_opened_nor_complained_about() {
        acme.reportTo(probe.url("/"));
        mailjet.hardBounces(KIM);
        mailjet.opens(KIM);
        mailjet.complains(KIM);
        send(KIM);
        mailjet.deliverEvents();

        assertThat(probe.summary()).containsExactly("bounce " + KIM);
        assertThat(status(KIM)).isEqualTo("hardbounced");

        mailjet.delivers(KIM);
        send(KIM);
        mailjet.deliverEvents();
        assertThat(probe.summary()).containsExactly("bounce " + KIM, "sent " + KIM, "open " + KIM, "spam " + KIM);
    }

    @Test
    void what_the_service_takes_and_does_not_send_is_blocked_without_sent() {
        acme.reportTo(probe.url("/"));
        send(KIM, "first", ", \"DeduplicateCampaign\": true");
        send(KIM, "second", ", \"DeduplicateCampaign\": true");

        mailjet.deliverEvents();

        assertThat(probe.events().stream()
                        .filter(event -> event.path("CustomID").asText().equals("second")))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.path("event").asText()).isEqualTo("blocked");
                    assertThat(event.path("error").asText()).isEqualTo("duplicate in campaign");
                });
    }

    @Test
    void a_sandboxed_mail_has_no_events() {
        acme.reportTo(probe.url("/"));
        caller.sendRaw(java.net.http.HttpRequest.BodyPublishers.ofString(
                CALL.formatted(KIM, "m", "").replaceFirst("\\{", "{\"SandboxMode\": true, ")));

        assertThat(mailjet.deliverEvents()).isEmpty();
    }

    @Test
    void shuffled_and_repeated_events_are_the_same_events() {
        acme.reportTo(probe.url("/"));
        mailjet.opens("p1@example.net");
        IntStream.range(0, 30).forEach(i -> send("p" + i + "@example.net"));

        mailjet.deliverEvents(EventDelivery.shuffled(7).times(3));

        assertThat(probe.summary()).hasSize(31 * 3);
        assertThat(new TreeSet<>(probe.summary())).hasSize(31);
        assertThat(probe.summary().stream().distinct().toList())
                .isNotEqualTo(new ArrayList<>(new TreeSet<>(probe.summary())));
        assertThat(probe.told().stream()
                        .collect(Collectors.averagingInt(told -> told.events().size())))
                .isGreaterThan(1);
    }

    @Test
    void equal_seeds_shuffle_alike() {
        List<List<String>> orders = new ArrayList<>();
        for (long seed : new long[] {1, 1, 2}) {
            try (FakeMailjet another = FakeMailjet.builder().clock(clock).start();
                    WebhookProbe webhook = new WebhookProbe()) {
                FakeMailjetAccount account = another.account("acme").allowSender("news@example.org");
                account.reportTo(webhook.url("/"));
                MailjetCaller client = MailjetCaller.of(another, account);
                IntStream.range(0, 20)
                        .forEach(i -> client.sendRaw(java.net.http.HttpRequest.BodyPublishers.ofString(
                                CALL.formatted("p" + i + "@example.net", "m" + i, ""))));
                another.deliverEvents(EventDelivery.shuffled(seed));
                orders.add(webhook.summary());
            }
        }

        assertThat(orders.get(0)).isEqualTo(orders.get(1)).isNotEqualTo(orders.get(2));
    }

    @Test
    void a_post_that_is_not_taken_comes_again_after_30_seconds() {
        acme.reportTo(probe.url("/"));
        send(KIM);
        probe.answers(503);

        assertThat(mailjet.deliverEvents()).extracting(EventPost::status).containsExactly(503);
        clock.advance(Duration.ofSeconds(29));
        assertThat(mailjet.deliverEvents()).isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(mailjet.deliverEvents()).extracting(EventPost::status).containsExactly(503);
        probe.answers(200);
        clock.advance(Duration.ofSeconds(30));
        assertThat(mailjet.deliverEvents()).extracting(EventPost::status).containsExactly(200);
        clock.advance(Duration.ofDays(1));
        assertThat(mailjet.deliverEvents()).isEmpty();

        assertThat(probe.told()).hasSize(3);
        assertThat(probe.told().stream().map(WebhookProbe.Told::body).distinct())
                .hasSize(1);
    }

    @Test
    void only_200_counts() {
        acme.reportOneByOneTo(probe.url("/"));
        for (int status : new int[] {201, 202, 204, 301, 302, 400, 404, 500}) {
            send("p" + status + "@example.net");
            probe.answers(status);
            assertThat(mailjet.deliverEvents()).extracting(EventPost::isTaken).containsOnly(false);
        }
    }

    @Test
    void a_webhook_that_is_not_there_counts_as_one_that_fails() {
        WebhookProbe gone = new WebhookProbe();
        acme.reportTo(gone.url("/"));
        gone.close();
        send(KIM);

        assertThat(mailjet.deliverEvents()).extracting(EventPost::status).containsExactly(0);
        acme.reportTo(probe.url("/"));
    }

    @Test
    void after_a_day_in_vain_a_url_is_suspended_until_it_is_registered_anew() {
        acme.reportTo(probe.url("/"));
        send(KIM);
        probe.answers(500);
        mailjet.deliverEvents();
        clock.advance(Duration.ofHours(24));
        mailjet.deliverEvents();

        JsonNode urls = caller.get("/v3/REST/eventcallbackurl?Status=dead").json();
        assertThat(urls.path("Count").asInt()).isEqualTo(1);
        assertThat(urls.path("Data").path(0).path("EventType").asText()).isEqualTo("sent");

        probe.answers(200);
        clock.advance(Duration.ofMinutes(1));
        send("lee@example.net");
        assertThat(mailjet.deliverEvents()).isEmpty();

        String id = urls.path("Data").path(0).path("ID").asText();
        assertThat(caller.put("/v3/REST/eventcallbackurl/" + id, "{'Status': 'alive'}")
                        .status())
                .isEqualTo(200);
        send("jo@example.net");
        mailjet.deliverEvents();
        assertThat(probe.summary()).endsWith("sent jo@example.net").doesNotContain("sent lee@example.net");
    }

    @Test
    void a_new_event_has_the_service_try_for_another_day() {
        acme.reportTo(probe.url("/"));
        send(KIM);
        probe.answers(500);
        mailjet.deliverEvents();
        clock.advance(Duration.ofHours(23));
        send("lee@example.net");
        mailjet.deliverEvents();
        clock.advance(Duration.ofHours(2));
        mailjet.deliverEvents();

        assertThat(caller.get("/v3/REST/eventcallbackurl?Status=dead")
                        .json()
                        .path("Count")
                        .asInt())
                .isZero();
    }

    @Test
    void a_backup_url_is_used_while_the_other_is_suspended() {
        acme.reportTo(probe.url("/"));
        caller.post(
                "/v3/REST/eventcallbackurl",
                "{'EventType': 'sent', 'Url': '" + probe.url("/backup") + "', 'IsBackup': true, 'Version': 2}");
        send(KIM);
        probe.answers(500);
        mailjet.deliverEvents();
        clock.advance(Duration.ofHours(24));
        mailjet.deliverEvents();
        probe.answers(200);
        send("lee@example.net");
        mailjet.deliverEvents();

        assertThat(probe.told().get(probe.told().size() - 1).path()).isEqualTo("/backup");
        assertThat(probe.summary()).endsWith("sent lee@example.net");
    }

    @Test
    void what_nobody_asked_for_is_not_posted() {
        caller.post(
                "/v3/REST/eventcallbackurl", "{'EventType': 'bounce', 'Url': '" + probe.url("/") + "', 'Version': 2}");
        mailjet.hardBounces("gone@example.net");
        send(KIM);
        send("gone@example.net");

        mailjet.deliverEvents();

        assertThat(probe.summary()).containsExactly("bounce gone@example.net");
    }

    @Test
    void an_account_that_registered_nothing_is_told_so() {
        send(KIM);

        assertThatThrownBy(mailjet::deliverEvents)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("acme")
                .hasMessageContaining("reportTo");
    }

    @Test
    void nothing_is_posted_to_another_machine() {
        acme.reportTo(URI.create("https://hook:secret@192.0.2.1/mailjet"));
        send(KIM);

        assertThatThrownBy(mailjet::deliverEvents)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("192.0.2.1")
                .hasMessageNotContaining("secret");
    }
}
