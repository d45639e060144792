package io.sendwell.testkit.mailjet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.sendwell.testkit.mailjet.MailjetCaller.Reply;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GlobalsAndBatchesTest {

    private static final String TO = "'To': [{'Email': 'grace@example.net'}]";
    private static final String GOOD = "'From': {'Email': 'news@example.org'}, 'TextPart': 'Hello', " + TO;
    private static final String STRANGER = "'From': {'Email': 'x@example.com'}, 'TextPart': 'Hello', " + TO;

    private final FakeMailjet mailjet = FakeMailjet.start();
    private final FakeMailjetAccount acme = mailjet.account("acme").allowSender("news@example.org");
    private final MailjetCaller caller = MailjetCaller.of(mailjet, acme);

    @AfterEach
    void close() {
        mailjet.close();
    }

    @Test
    void a_value_of_the_message_wins_over_the_global_one() {
        caller.send("""
                {'Globals': {'Subject': 'Global', 'TextPart': 'Global', 'TrackOpens': 'disabled'},
                 'Messages': [{'From': {'Email': 'news@example.org'}, %s, 'Subject': 'Own'}]}
                """.formatted(TO));

        AcceptedMessage accepted = acme.accepted().get(0);
        assertThat(accepted.subject()).isEqualTo("Own");
        assertThat(accepted.text()).isEqualTo("Global");
        assertThat(accepted.trackOpens()).isEqualTo("disabled");
    }

    @Test
    void objects_are_merged_key_by_key() {
        caller.send("""
                {'Globals': {'From': {'Email': 'other@example.org', 'Name': 'Global name'},
                             'Headers': {'X-A': 'global', 'X-B': 'global'}},
                 'Messages': [{'From': {'Email': 'news@example.org'}, 'TextPart': 'Hello', %s,
                               'Headers': {'X-B': 'own', 'X-C': 'own'}}]}
                """.formatted(TO));

        AcceptedMessage accepted = acme.accepted().get(0);
        assertThat(accepted.from()).contains(new PostedMailbox("Global name", "news@example.org"));
        assertThat(accepted.headers())
                .containsExactly(entry("X-A", "global"), entry("X-B", "own"), entry("X-C", "own"));
    }

    @Test
    void arrays_are_appended_globals_first() {
        caller.send("""
                {'Globals': {'Cc': [{'Email': 'global@example.net'}],
                             'Attachments': [{'ContentType': 'a/b', 'Filename': 'global', 'Base64Content': 'QQ=='}]},
                 'Messages': [{%s, 'Cc': [{'Email': 'own@example.net'}],
                             'Attachments': [{'ContentType': 'a/b', 'Filename': 'own', 'Base64Content': 'QUI='}]},
                              {%s}]}
                """.formatted(GOOD, GOOD));

        assertThat(acme.accepted().get(0).cc())
                .extracting(AcceptedRecipient::address)
                .containsExactly("global@example.net", "own@example.net");
        assertThat(acme.accepted().get(0).attachments())
                .extracting(AcceptedAttachment::fileName)
                .containsExactly("global", "own");
        assertThat(acme.accepted().get(1).attachments())
                .extracting(AcceptedAttachment::fileName)
                .containsExactly("global");
    }

    @Test
    void recipients_cannot_be_global() {
        Reply reply = caller.send("""
                {'Globals': {%s}, 'Messages': [{'From': {'Email': 'news@example.org'}, 'TextPart': 'Hello'}]}
                """.formatted(TO));

        assertThat(reply.codes()).isEqualTo("mj-0003");
    }

    @Test
    void a_mixed_batch_answers_400_in_request_order_and_sends_what_was_right() {
        Reply reply = caller.send("""
                {'AdvanceErrorHandling': true, 'Messages': [
                  {%s, 'CustomID': 'first'},
                  {'From': {'Email': 'news@example.org'}, %s, 'DeduplicateCampaign': true},
                  {%s},
                  {%s, 'CustomID': 'last'}]}
                """.formatted(GOOD, TO, STRANGER, GOOD));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("Messages"))
                .extracting(message -> message.path("Status").asText())
                .containsExactly("success", "error", "error", "success");
        assertThat(reply.codes()).isEqualTo("send-0003 send-0012 send-0008");
        assertThat(reply.message(3).path("CustomID").asText()).isEqualTo("last");
        assertThat(acme.accepted()).extracting(AcceptedMessage::customId).containsExactly("first", "last");
    }

    @Test
    void when_every_message_fails_for_its_sender_the_answer_is_403() {
        Reply reply =
                caller.send("{'AdvanceErrorHandling': true, 'Messages': [{" + STRANGER + "}, {" + STRANGER + "}]}");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.codes()).isEqualTo("send-0008 send-0008");
    }

    @Test
    void without_advanced_error_handling_an_unknown_sender_is_taken_and_then_blocked() {
        Reply reply = caller.send("{'Messages': [{" + STRANGER + "}]}");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(acme.accepted().get(0).skippedErrors()).containsExactly(MailjetError.SEND_0008);
        assertThat(acme.accepted().get(0).to().get(0).status()).isEqualTo("blocked");
    }

    @Test
    void sandbox_mode_answers_like_a_success_without_ids_and_sends_nothing() {
        Reply reply = caller.send("{'SandboxMode': true, 'Messages': [{" + GOOD + ", 'CustomID': 'dry'}]}");

        JsonNode receipt = reply.message(0).path("To").path(0);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.message(0).path("Status").asText()).isEqualTo("success");
        assertThat(receipt.path("MessageUUID").asText("absent")).isEmpty();
        assertThat(receipt.path("MessageID").asLong(-1)).isZero();
        assertThat(receipt.path("MessageHref").asText()).endsWith("/0");
        assertThat(acme.accepted()).isEmpty();
        assertThat(acme.sandboxed()).extracting(AcceptedMessage::customId).containsExactly("dry");
    }

    @Test
    void sandbox_mode_refuses_what_would_be_refused() {
        Reply reply =
                caller.send("{'SandboxMode': true, 'AdvanceErrorHandling': true, 'Messages': [{" + STRANGER + "}]}");

        assertThat(reply.codes()).isEqualTo("send-0008");
        assertThat(acme.sandboxed()).isEmpty();
    }

    @Test
    void a_second_copy_in_a_deduplicated_campaign_is_taken_and_blocked() {
        String copy = "{'Messages': [{" + GOOD + ", 'CustomCampaign': 'spring', 'DeduplicateCampaign': true}]}";
        caller.send(copy);
        Reply second = caller.send(copy);

        assertThat(second.status()).isEqualTo(200);
        assertThat(acme.accepted())
                .extracting(message -> message.to().get(0).status())
                .containsExactly("queued", "blocked");
    }

    @Test
    void a_recipient_or_a_message_can_be_refused_by_script() {
        acme.rejectRecipient("Bad@example.net", MailjetError.MJ_0013).rejectMessage("m-2", MailjetError.SEND_0010);
        Reply reply = caller.send("{'Messages': [{" + GOOD + "}, {" + GOOD
                + ", 'Cc': [{'Email': 'bad@example.net'}]}, {" + GOOD + ", 'CustomID': 'm-2'}]}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.codes()).isEqualTo("mj-0013 send-0010");
        assertThat(reply.message(1)
                        .path("Errors")
                        .path(0)
                        .path("ErrorRelatedTo")
                        .path(0)
                        .asText())
                .isEqualTo("Cc[0].Email");
        assertThat(acme.accepted()).hasSize(1);
    }

    @Test
    void a_template_that_brings_its_from_needs_none_in_the_message() {
        acme.addTemplate(FakeTemplate.withHtml(9).from("news@example.org"));
        acme.addTemplate(FakeTemplate.withHtml(10).from("x@example.com"));
        Reply reply = caller.send("{'AdvanceErrorHandling': true, 'Messages': [{" + TO + ", 'TemplateID': 9}, {" + TO
                + ", 'TemplateID': 10}]}");

        assertThat(reply.codes()).isEqualTo("send-0008");
        assertThat(acme.accepted()).hasSize(1);
        assertThat(acme.accepted().get(0).from()).isEmpty();
    }

    @Test
    void misspelled_properties_are_ignored_and_told() {
        caller.send("{'Messages': [{" + GOOD + ", 'HtmlPart': '<p>', 'TemplateErrorDelivery': true}]}");

        assertThat(acme.accepted().get(0).html()).isEmpty();
        assertThat(acme.accepted().get(0).unknownProperties()).containsExactly("HtmlPart", "TemplateErrorDelivery");
    }

    @Test
    void the_json_of_a_message_shows_its_ids_and_digests_but_no_octets_of_files() {
        caller.send("{'Messages': [{" + GOOD
                + ", 'InlinedAttachments': [{'ContentType': 'image/gif', 'Filename': 'dot.gif', 'ContentID': 'logo1',"
                + " 'Base64Content': 'R0lGODlhAQABAIAAAAAAAP'}]}]}");
        caller.send("{'Messages': [{" + GOOD
                + ", 'InlinedAttachments': [{'ContentType': 'image/gif', 'Filename': 'dot.gif', 'ContentID': 'logo1',"
                + " 'Base64Content': 'R0lGODlhAQABAIAAAAAA'}]}]}");

        AcceptedMessage accepted = acme.accepted().get(0);
        assertThat(acme.accepted())
                .as("the first one is cut within a group of four")
                .hasSize(1);
        assertThat(accepted.toJson())
                .contains("\"MessageID\" : " + accepted.to().get(0).messageId())
                .contains(accepted.attachments().get(0).sha256())
                .doesNotContain("R0lGOD");
        assertThat(accepted.rawJson()).startsWith("{\"From\"").doesNotContain("Base64Content");
        assertThat(accepted.attachments().get(0).contentId()).contains("logo1");
        assertThat(accepted.attachments().get(0).content())
                .hasValueSatisfying(
                        content -> assertThat(content).startsWith("GIF89a".getBytes(StandardCharsets.US_ASCII)));
    }
}
