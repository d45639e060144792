package io.sendwell.testkit.mailjet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.mailjet.MailjetCaller.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RestResourcesTest {

    private static final String CALL = "{'Messages': [{'From': {'Email': 'news@example.org'}, 'TextPart': 'Hello',"
            + " 'Subject': 'Statement', 'To': [{'Email': 'grace@example.net'}], 'CustomID': '%s'}]}";

    private final VirtualClock clock = VirtualClock.at("2026-11-21T09:00:00Z");
    private final FakeMailjet mailjet =
            FakeMailjet.builder().clock(clock).indexLag(Duration.ofMinutes(2)).start();
    private final FakeMailjetAccount acme = mailjet.account("acme").allowSender("news@example.org");
    private final MailjetCaller caller = MailjetCaller.of(mailjet, acme);

    @AfterEach
    void close() {
        mailjet.close();
    }

    @Test
    void a_message_is_found_by_its_custom_id_once_the_index_has_caught_up() {
        caller.send(CALL.formatted("mail-1"));

        assertThat(found("CustomID=mail-1")).isEmpty();
        clock.advance(Duration.ofMinutes(2).minusNanos(1));
        assertThat(found("CustomID=mail-1")).isEmpty();
        clock.advance(Duration.ofNanos(1));
        JsonNode message = found("CustomID=mail-1").path(0);
        assertThat(message.path("ID").asLong())
                .isEqualTo(acme.accepted().get(0).to().get(0).messageId());
        assertThat(message.path("Status").asText()).isEqualTo("queued");
        assertThat(message.path("ArrivedAt").asText()).isEqualTo("2026-11-21T09:00:00Z");
        assertThat(found("CustomID=mail-2")).isEmpty();
    }

    @Test
    void subject_address_and_custom_id_are_shown_only_when_asked_for() {
        sendAndIndex("mail-1");

        JsonNode bare = found("CustomID=mail-1").path(0);
        JsonNode full = found("CustomID=mail-1&ShowCustomID=true&ShowSubject=1&ShowContactAlt=true")
                .path(0);

        assertThat(List.of(
                        bare.path("CustomID").asText("-"),
                        bare.path("Subject").asText("-"),
                        bare.path("ContactAlt").asText("-")))
                .containsOnly("");
        assertThat(full.path("CustomID").asText()).isEqualTo("mail-1");
        assertThat(full.path("Subject").asText()).isEqualTo("Statement");
        assertThat(full.path("ContactAlt").asText()).isEqualTo("grace@example.net");
    }

    @Test
    void a_list_is_paged_by_tens_and_counted_whole() {
        for (int i = 0; i < 12; i++) {
            caller.send(CALL.formatted("mail-" + i));
        }
        clock.advance(Duration.ofMinutes(2));

        assertThat(page("")).isEqualTo("10 of 12, 10 shown");
        assertThat(page("?Limit=5&Offset=10")).isEqualTo("2 of 12, 2 shown");
        assertThat(page("?Limit=0")).isEqualTo("12 of 12, 12 shown");
        assertThat(page("?countOnly=1")).isEqualTo("12 of 12, 0 shown");
        assertThat(page("?CustomID=mail-3&CustomID=mail-4")).isEqualTo("1 of 1, 1 shown");
        assertThat(found("Sort=ID+DESC&Limit=1").path(0).path("ID").asLong())
                .isEqualTo(acme.accepted().get(11).to().get(0).messageId());
    }

    @Test
    void a_message_is_found_by_the_href_of_its_receipt() {
        Reply sent = caller.send(CALL.formatted("mail-1"));
        clock.advance(Duration.ofMinutes(2));
        String href = sent.message(0).path("To").path(0).path("MessageHref").asText();

        Reply reply = caller.get(href.substring(mailjet.baseUrl().toString().length()));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("Data").path(0).path("UUID").asText())
                .isEqualTo(acme.accepted().get(0).to().get(0).messageUuid());
    }

    @Test
    void sandboxed_messages_and_those_of_other_keys_are_not_found() {
        caller.send(CALL.formatted("mail-1").replace("{'Messages'", "{'SandboxMode': true, 'Messages'"));
        FakeMailjetAccount other = mailjet.account("other").allowSender("news@example.org");
        MailjetCaller.of(mailjet, other).send(CALL.formatted("mail-1"));
        clock.advance(Duration.ofMinutes(2));

        assertThat(found("CustomID=mail-1")).isEmpty();
    }

    static List<Arguments> refusals() {
        return List.of(
                arguments("GET", "/v3/REST/message/1", 404),
                arguments("GET", "/v3/REST/nothing", 404),
                arguments("GET", "/v3/REST/message/1/2/3", 404),
                arguments("GET", "/elsewhere", 404),
                arguments("GET", "/v3.1/send", 405),
                arguments("POST", "/v3/REST/message", 405),
                arguments("DELETE", "/v3/REST/sender", 405),
                arguments("DELETE", "/v3/REST/apikey/1", 405),
                arguments("GET", "/v3/REST/message?Limit=many", 400),
                arguments("GET", "/v3/REST/message?CustomId=mail-1", 400));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("refusals")
    void a_rest_call_that_cannot_be_answered_gets_the_error_envelope(String method, String path, int status) {
        Reply reply = caller.call(caller.request(path).method(method, BodyPublishers.ofString("{}")));

        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.json().path("StatusCode").asInt()).isEqualTo(status);
        assertThat(reply.json().path("ErrorMessage").asText()).isNotEmpty();
        assertThat(reply.json().has("ErrorInfo")).isTrue();
    }

    @Test
    void rest_calls_need_credentials_and_an_unsuspended_key() {
        assertThat(MailjetCaller.with(mailjet, acme.apiKey(), "wrong")
                        .get("/v3/REST/sender")
                        .status())
                .isEqualTo(401);
        acme.suspend();
        assertThat(caller.get("/v3/REST/sender").status()).isEqualTo(401);
        acme.resume();
        assertThat(caller.get("/v3/REST/sender").status()).isEqualTo(200);
    }

    @Test
    void a_sub_account_gets_keys_of_its_own_and_its_secret_only_once() {
        Reply created = caller.post("/v3/REST/apikey", "{'Name': 'Customer 1'}");
        JsonNode key = created.json().path("Data").path(0);

        assertThat(created.status()).isEqualTo(201);
        assertThat(key.path("IsMaster").asBoolean(true)).isFalse();
        JsonNode listed = caller.get("/v3/REST/apikey?Name=Customer%201")
                .json()
                .path("Data")
                .path(0);
        assertThat(listed.path("APIKey")).isEqualTo(key.path("APIKey"));
        assertThat(listed.path("SecretKey").asText("absent")).isEmpty();
        FakeMailjetAccount customer = mailjet.account("Customer 1").allowSender("news@example.org");
        MailjetCaller sub = MailjetCaller.with(
                mailjet, key.path("APIKey").asText(), key.path("SecretKey").asText());
        assertThat(sub.send(CALL.formatted("mail-1")).status()).isEqualTo(200);
        assertThat(customer.accepted()).hasSize(1);
        assertThat(acme.accepted()).isEmpty();
        assertThat(caller.get("/v3/REST/apikey").json().path("Total").asInt()).isEqualTo(2);
        assertThat(sub.get("/v3/REST/apikey").json().path("Total").asInt()).isEqualTo(1);
        assertThat(sub.post("/v3/REST/apikey", "{'Name': 'Nested'}").status()).isEqualTo(403);
    }

    @Test
    void a_key_that_is_switched_off_is_refused_until_it_is_on_again() {
        JsonNode key = caller.post("/v3/REST/apikey", "{'Name': 'Customer 1'}")
                .json()
                .path("Data")
                .path(0);
        MailjetCaller sub = MailjetCaller.with(
                mailjet, key.path("APIKey").asText(), key.path("SecretKey").asText());
        String path = "/v3/REST/apikey/" + key.path("ID").asText();

        assertThat(caller.put(path, "{'IsActive': false}").status()).isEqualTo(200);
        assertThat(sub.send(CALL.formatted("mail-1")).status()).isEqualTo(401);
        assertThat(caller.put(path, "{'IsActive': false}").status()).isEqualTo(304);
        assertThat(caller.put(path, "{'IsActive': true}").status()).isEqualTo(200);
        assertThat(sub.get("/v3/REST/sender").status()).isEqualTo(200);
    }

    @Test
    void a_sub_account_needs_a_name_that_is_free() {
        assertThat(caller.post("/v3/REST/apikey", "{}").status()).isEqualTo(400);
        assertThat(caller.post("/v3/REST/apikey", "{'Name': 'acme'}").status()).isEqualTo(400);
        assertThat(caller.post("/v3/REST/apikey", "{'Name': ").status()).isEqualTo(400);
    }

    @Test
    void where_it_is_told_to_a_secret_is_shown_again_and_a_name_taken_twice() {
        try (FakeMailjet other =
                FakeMailjet.builder().showSecretKeys().allowRepeatedNames().start()) {
            FakeMailjetAccount operator = other.account("operator");
            MailjetCaller master = MailjetCaller.with(other, operator.apiKey(), operator.secretKey());
            JsonNode one =
                    master.post("/v3/REST/apikey", "{'Name': 'Customer 1'}").json();
            JsonNode two =
                    master.post("/v3/REST/apikey", "{'Name': 'Customer 1'}").json();

            JsonNode listed =
                    master.get("/v3/REST/apikey?Name=Customer%201").json().path("Data");
            assertThat(listed.path(0)).isEqualTo(one.path("Data").path(0));
            assertThat(listed.path(1)).isEqualTo(two.path("Data").path(0));
            assertThat(listed.path(0).path("SecretKey").asText("")).hasSize(32);
            assertThat(listed.path(0).path("APIKey"))
                    .isNotEqualTo(listed.path(1).path("APIKey"));
            assertThat(operator.subAccounts()).hasSize(2).first().isSameAs(other.account("Customer 1"));
        }
    }

    @Test
    void a_new_key_works_after_a_while() {
        VirtualClock clock = VirtualClock.at("2026-11-22T09:00:00Z");
        try (FakeMailjet other = FakeMailjet.builder()
                .clock(clock)
                .newKeyLag(Duration.ofSeconds(5))
                .start()) {
            FakeMailjetAccount operator = other.account("operator");
            MailjetCaller.with(other, operator.apiKey(), operator.secretKey())
                    .post("/v3/REST/apikey", "{'Name': 'Customer 1'}");
            FakeMailjetAccount made = operator.subAccounts().get(0);
            MailjetCaller sub = MailjetCaller.with(other, made.apiKey(), made.secretKey());

            assertThat(made.isActive()).isTrue();
            assertThat(sub.get("/v3/REST/sender").status()).isEqualTo(401);
            clock.advance(Duration.ofSeconds(5));
            assertThat(sub.get("/v3/REST/sender").status()).isEqualTo(200);
        }
    }

    @Test
    void a_sender_made_through_the_api_is_inactive_until_it_is_confirmed() {
        Reply created = caller.post("/v3/REST/sender", "{'Email': '*@example.com', 'Name': 'Vendor'}");
        String mail = CALL.formatted("m")
                .replace("example.org", "example.com")
                .replace("{'Messages'", "{'AdvanceErrorHandling': true, 'Messages'");

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("Data").path(0).path("Status").asText()).isEqualTo("Inactive");
        assertThat(caller.send(mail).codes()).isEqualTo("send-0008");
        acme.allowSender("*@example.com");
        assertThat(caller.send(mail).status()).isEqualTo(200);
        assertThat(caller.get("/v3/REST/sender?Domain=example.com")
                        .json()
                        .path("Data")
                        .path(0)
                        .path("Status")
                        .asText())
                .isEqualTo("Active");
    }

    @Test
    void a_sender_is_changed_deleted_and_shown_as_deleted() {
        JsonNode created = caller.post("/v3/REST/sender", "{'Email': 'desk@example.org'}")
                .json()
                .path("Data")
                .path(0);
        String path = "/v3/REST/sender/" + created.path("ID").asText();

        assertThat(caller.put(path, "{'Name': 'Desk'}")
                        .json()
                        .path("Data")
                        .path(0)
                        .path("Name")
                        .asText())
                .isEqualTo("Desk");
        assertThat(caller.put(path, "{'Name': 'Desk'}").status()).isEqualTo(304);
        assertThat(caller.put(path, "{'Email': 'x@example.org'}").status()).isEqualTo(400);
        assertThat(caller.get("/v3/REST/sender/desk@example.org").status()).isEqualTo(200);
        assertThat(caller.delete(path).status()).isEqualTo(204);
        assertThat(caller.get("/v3/REST/sender?Email=desk@example.org")
                        .json()
                        .path("Total")
                        .asInt())
                .isZero();
        assertThat(caller.get("/v3/REST/sender?ShowDeleted=true&Email=desk@example.org")
                        .json()
                        .path("Data")
                        .path(0)
                        .path("Status")
                        .asText())
                .isEqualTo("Deleted");
    }

    @Test
    void a_sender_that_exists_or_is_no_address_is_refused() {
        assertThat(caller.post("/v3/REST/sender", "{'Email': 'NEWS@example.org'}")
                        .status())
                .isEqualTo(400);
        assertThat(caller.post("/v3/REST/sender", "{'Email': 'nobody'}").status())
                .isEqualTo(400);
        assertThat(caller.post("/v3/REST/sender", "{}").status()).isEqualTo(400);
    }

    private void sendAndIndex(String customId) {
        caller.send(CALL.formatted(customId));
        clock.advance(Duration.ofMinutes(2));
    }

    private JsonNode found(String query) {
        return caller.get("/v3/REST/message?" + query).json().path("Data");
    }

    private String page(String query) {
        JsonNode page = caller.get("/v3/REST/message" + query).json();
        return page.path("Count").asInt() + " of " + page.path("Total").asInt() + ", "
                + page.path("Data").size() + " shown";
    }
}
