package io.sendwell.testkit.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.mailjet.MailjetCaller.Reply;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is just allowed, beside {@link SendErrorsTest}, which holds what is just too much. */
class SendLimitsTest {

    private static final FakeMailjet MAILJET = FakeMailjet.start();
    private static final String GOOD =
            "'From': {'Email': 'news@example.org'}, 'TextPart': 'Hello'," + " 'To': [{'Email': 'grace@example.net'}]";

    private static final FakeMailjetAccount ACME = MAILJET.account("acme")
            .allowSender("news@example.org")
            .allowSender("out@mail.vendor.example")
            .permitOnBehalfOf()
            .addMonitoringCategory("invitations");
    private static final MailjetCaller CALLER = MailjetCaller.of(MAILJET, ACME);

    @AfterAll
    static void close() {
        MAILJET.close();
    }

    @Test
    void a_message_with_every_documented_property_is_accepted() {
        Reply reply = send("""
                'From': {'Email': 'maria@customer.example', 'Name': 'Maria Keller'},
                'Sender': {'Email': 'out@mail.vendor.example', 'Name': 'CRM'},
                'To': [{'Email': 'ada@example.net', 'Name': 'Ada'}, {'Email': 'ben@example.net'}],
                'Cc': [{'Email': 'desk@example.org'}], 'Bcc': [{'Email': 'archive@example.com'}],
                'ReplyTo': {'Email': 'maria@customer.example'},
                'Subject': 'Invitation', 'TextPart': 'Hello {{var:first}}', 'HTMLPart': '<p>Hello</p>',
                'TemplateLanguage': true, 'TemplateErrorReporting': {'Email': 'ops@example.com'},
                'TemplateErrorDeliver': false, 'Variables': {'first': 'Ada', 'nested': {'Base64Content': '%'}},
                'Attachments': [{'ContentType': 'text/plain', 'Filename': 'a.txt', 'Base64Content': 'QQ=='}],
                'InlinedAttachments': [{'ContentType': 'image/gif', 'Filename': 'd.gif', 'Base64Content': 'QQ=='}],
                'Headers': {'X-Tenant': 't-4711'}, 'CustomID': 'mail-1', 'EventPayload': '{}', 'Priority': 2,
                'CustomCampaign': 'spring-2031_ä 1', 'DeduplicateCampaign': true, 'URLTags': 'utm_source=crm',
                'TrackOpens': 'enabled', 'TrackClicks': 'account_default', 'MonitoringCategory': 'invitations'
                """);

        assertThat(reply.body()).startsWith("{\"Messages\":[{\"Status\":\"success\"");
        AcceptedMessage accepted = last();
        assertThat(accepted.unknownProperties()).isEmpty();
        assertThat(accepted.recipients()).hasSize(4);
        assertThat(accepted.attachments().get(1).contentId())
                .as("without ContentID the file name is the cid")
                .contains("d.gif");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'Priority': 0", "'Priority': 3", "'TrackClicks': 'disabled'", "'Subject': null", "'Cc': []"})
    void a_value_within_its_limits_is_accepted(String property) {
        assertThat(send(GOOD + ", " + property).status()).isEqualTo(200);
    }

    @Test
    void the_longest_texts_are_accepted_counted_in_characters_and_not_in_units() {
        assertThat(send(GOOD + ", 'Subject': '" + "👋".repeat(255) + "'").status())
                .isEqualTo(200);
        assertThat(send(GOOD + ", 'URLTags': '" + "u".repeat(256) + "'").status())
                .isEqualTo(200);
        assertThat(send(GOOD + ", 'CustomCampaign': '" + "c".repeat(255) + "'").status())
                .isEqualTo(200);
    }

    @Test
    void fifty_elements_are_accepted() {
        String file = "{'ContentType': 'a/b', 'Filename': 'f', 'Base64Content': 'QQ=='}";
        String members = String.join(
                ",", IntStream.range(0, 50).mapToObj(i -> "'X-" + i + "': 'v'").toList());

        assertThat(send(GOOD + ", 'Attachments': [" + String.join(",", Collections.nCopies(50, file)) + "]")
                        .status())
                .isEqualTo(200);
        assertThat(send(GOOD + ", 'Headers': {" + members + "}, 'Variables': {" + members + "}")
                        .status())
                .isEqualTo(200);
        assertThat(CALLER.send("{'Messages': [" + String.join(",", Collections.nCopies(50, "{" + GOOD + "}")) + "]}")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From",
                "Sender",
                "Subject",
                "To",
                "Cc",
                "Bcc",
                "Return-Path",
                "Delivered-To",
                "DKIM-Signature",
                "DomainKey-Status",
                "Received-SPF",
                "Authentication-Results",
                "Received",
                "User-Agent",
                "X-Mailer",
                "X-Feedback-Id",
                "List-Id",
                "Date",
                "X-CSA-Complaints",
                "Message-Id",
                "X-MJ-CustomID",
                "X-MJ-EventPayload",
                "X-MJ-Vars",
                "X-MJ-TemplateErrorDeliver",
                "X-MJ-TemplateErrorReporting",
                "X-MJ-TemplateLanguage",
                "X-MJ-TemplateID",
                "X-MJ-WorkflowID",
                "X-MJ-MID",
                "X-MJ-ErrorMessage",
                "X-MJ-StatisticsContactsListID",
                "X-Mailjet-Prio",
                "X-Mailjet-Debug",
                "X-Mailjet-TrackOpen",
                "X-Mailjet-TrackClick",
                "X-Mailjet-Segmentation",
                "X-Mailjet-Campaign"
            })
    void a_header_that_the_service_sets_itself_is_refused(String name) {
        assertThat(send(GOOD + ", 'Headers': {'" + name + "': 'x'}").codes()).isEqualTo("send-0011");
    }

    @ParameterizedTest
    @ValueSource(strings = {"List-Unsubscribe", "List-Unsubscribe-Post", "Reply-To", "In-Reply-To", "X-Tenant"})
    void any_other_header_is_taken(String name) {
        assertThat(send(GOOD + ", 'Headers': {'" + name + "': 'x'}").status()).isEqualTo(200);
        assertThat(last().headers()).containsEntry(name, "x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@example.net",
                "o'hara+tag@example.net",
                "\\\"a b\\\"@example.net",
                "x@xn--bcher-kva.example",
                "x@bücher.example",
                "1@1.example"
            })
    void a_well_formed_address_is_taken(String address) {
        assertThat(sendTo(address).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@example.net",
                "a@",
                "a",
                "a@b",
                "a@b@example.net",
                ".a@example.net",
                "a..b@example.net",
                "a@-example.net",
                "a@example..net",
                "a@example.net.",
                "a@example.net\\r\\nBcc: x@example.net",
                " a@example.net",
                "a b@example.net",
                "<a@example.net>",
                "ü@example.net",
                "a@exam\\u0000ple.net",
                "a\\u2028@example.net"
            })
    void a_malformed_address_is_refused(String address) {
        assertThat(sendTo(address).codes()).isEqualTo("mj-0013");
    }

    @Test
    void a_local_part_of_64_octets_is_taken_and_one_of_65_is_not() {
        assertThat(sendTo("l".repeat(64) + "@example.net").status()).isEqualTo(200);
        assertThat(sendTo("l".repeat(65) + "@example.net").codes()).isEqualTo("mj-0013");
    }

    private Reply send(String message) {
        return CALLER.send("{'Messages': [{" + message + "}], 'AdvanceErrorHandling': true}");
    }

    /** Written with real quotes, since an address may hold a single one. */
    private Reply sendTo(String address) {
        return CALLER.sendRaw(BodyPublishers.ofString(
                ("{'Messages': [{" + GOOD + "}]}").replace('\'', '"').replace("grace@example.net", address)));
    }

    private AcceptedMessage last() {
        return ACME.accepted().get(ACME.accepted().size() - 1);
    }
}
