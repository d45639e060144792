package io.sendwell.testkit.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sendwell.testkit.VirtualClock;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptAccountsTest {

    private static final String CALL = """
            {'Messages': [{'From': {'Email': 'news@example.org'}, 'Sender': {'Email': 'mail@example.com'}, 'TextPart': 'Hello',
              'Subject': 'Statement', 'To': [{'Email': 'grace@example.net'}, {'Email': 'gone@example.net'}]}]}
            """;

    @TempDir
    Path directory;

    private final VirtualClock clock = VirtualClock.at("2026-11-20T08:00:00Z");
    private final WebhookProbe webhook = new WebhookProbe();

    @AfterEach
    void close() {
        webhook.close();
    }

    private FakeMailjet life() {
        return FakeMailjet.builder().clock(clock).keepIn(directory).start();
    }

    @Test
    void a_sub_account_that_a_client_made_is_as_it_was_set_up() {
        JsonNode made;
        try (FakeMailjet first = life()) {
            MailjetCaller operator = MailjetCaller.of(first, first.account("operator"));
            made = operator.post("/v3/REST/apikey", "{'Name': 'acme'}")
                    .json()
                    .path("Data")
                    .path(0);
            FakeMailjetAccount acme = first.account("acme").permitOnBehalfOf();
            MailjetCaller client = MailjetCaller.of(first, acme);
            client.post("/v3/REST/sender", "{'Email': 'later@example.org'}");
            client.post(
                    "/v3/REST/eventcallbackurl",
                    "{'EventType': 'bounce', 'Version': 2, 'Url': '" + webhook.url("/events") + "'}");
            acme.allowSender("*@example.org").allowSender("mail@example.com");
            operator.post("/v3/REST/apikey", "{'Name': 'closed', 'IsActive': false}");
        }
        try (FakeMailjet second = life()) {
            FakeMailjetAccount operator = second.account("operator");
            assertThat(operator.subAccounts())
                    .extracting(FakeMailjetAccount::name)
                    .containsExactly("acme", "closed");
            assertThat(second.account("closed").isActive()).isFalse();
            MailjetCaller client = MailjetCaller.with(
                    second, made.path("APIKey").asText(), made.path("SecretKey").asText());
            assertThat(row(client, "apikey").path("ID")).isEqualTo(made.path("ID"));
            assertThat(row(client, "apikey").path("CreatedAt")).isEqualTo(made.path("CreatedAt"));
            assertThat(row(client, "sender?Email=later@example.org")
                            .path("Status")
                            .asText())
                    .isEqualTo("Inactive");
            assertThat(row(client, "eventcallbackurl").path("Url").asText())
                    .isEqualTo(webhook.url("/events").toString());
            assertThat(client.send(CALL.replace("'Messages'", "'AdvanceErrorHandling': true, 'Messages'"))
                            .status())
                    .isEqualTo(200);
            JsonNode next = MailjetCaller.of(second, operator)
                    .post("/v3/REST/apikey", "{'Name': 'next'}")
                    .json()
                    .path("Data")
                    .path(0);
            assertThat(next.path("ID").asLong()).isGreaterThan(made.path("ID").asLong());
        }
    }

    private static JsonNode row(MailjetCaller client, String resource) {
        return client.get("/v3/REST/" + resource).json().path("Data").path(0);
    }

    @Test
    void what_was_reported_is_not_reported_again_and_still_counts() {
        try (FakeMailjet first = life()) {
            send(first);
            first.hardBounces("gone@example.net");
            first.deliverEvents();
        }
        try (FakeMailjet second = life()) {
            assertThat(second.deliverEvents()).isEmpty();
            FakeMailjetAccount acme = second.account("acme");
            assertThat(acme.accepted().get(0).recipients())
                    .extracting(acme::status)
                    .containsExactly("sent", "hardbounced");
            JsonNode figures = row(
                    MailjetCaller.of(second, acme),
                    "statcounters?CounterSource=APIKey&CounterTiming=Message&CounterResolution=Lifetime");
            assertThat(figures.path("Total").asInt()).isEqualTo(2);
            assertThat(figures.path("MessageHardBouncedCount").asInt()).isOne();
        }
        assertThat(webhook.summary()).containsExactlyInAnyOrder("sent grace@example.net", "bounce gone@example.net");
    }

    @Test
    void what_nobody_took_is_reported_in_the_next_life_as_it_happened() {
        webhook.answers(500);
        try (FakeMailjet first = life()) {
            send(first);
            first.hardBounces("gone@example.net");
            first.deliverEvents();
        }
        webhook.answers(200);
        clock.advance(Duration.ofHours(1));
        try (FakeMailjet second = life()) {
            assertThat(second.deliverEvents()).isNotEmpty().allMatch(EventPost::isTaken);
            assertThat(second.deliverEvents()).isEmpty();
        }
        assertThat(webhook.events()).hasSize(4);
        assertThat(webhook.events().subList(2, 4))
                .containsExactlyElementsOf(webhook.events().subList(0, 2));
    }

    private void send(FakeMailjet mailjet) {
        FakeMailjetAccount acme = mailjet.account("acme")
                .permitOnBehalfOf()
                .allowSender("*@example.org")
                .allowSender("mail@example.com")
                .reportTo(webhook.url("/events"));
        assertThat(MailjetCaller.of(mailjet, acme).send(CALL).status()).isEqualTo(200);
    }
}
