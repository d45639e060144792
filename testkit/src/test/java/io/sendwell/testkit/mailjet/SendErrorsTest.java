package io.sendwell.testkit.mailjet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import io.sendwell.testkit.mailjet.MailjetCaller.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every documented error code, raised over the wire: body, code, HTTP status and what the error is related to. */
class SendErrorsTest {

    private static final FakeMailjet MAILJET =
            FakeMailjet.builder().maxAttachmentBytes(1_000).start();
    private static final FakeMailjetAccount ACME = MAILJET.account("acme")
            .allowSender("*@example.org")
            .addTemplate(FakeTemplate.withHtml(7))
            .addTemplate(FakeTemplate.withTextOnly(8))
            .addTemplate(FakeTemplate.withHtml(9).from("news@example.org"))
            .addMonitoringCategory("invitations");
    private static final MailjetCaller CALLER = MailjetCaller.of(MAILJET, ACME);

    private static final String FROM = "'From': {'Email': 'news@example.org'}";
    private static final String TO = "'To': [{'Email': 'grace@example.net'}]";
    private static final String GOOD = FROM + ", " + TO + ", 'TextPart': 'Hello'";

    @BeforeAll
    static void suspend() {
        MAILJET.account("suspended").suspend();
    }

    @AfterAll
    static void close() {
        MAILJET.close();
    }

    /** Message, expected code, expected relation. Each message is otherwise in order. */
    static List<Arguments> faultyMessages() {
        return List.of(
                // send-...
                arguments(FROM + "," + TO, "send-0003", "HTMLPart TextPart TemplateID"),
                arguments(FROM + "," + TO + ", 'TextPart': ''", "send-0003", "HTMLPart TextPart TemplateID"),
                arguments(FROM + "," + TO + ", 'HTMLPart': '<p>', 'TemplateID': 7", "send-0004", "HTMLPart TemplateID"),
                arguments(GOOD + ", 'Sender': {'Email': 'out@example.org'}", "send-0006", "SenderID"),
                arguments("'From': {'Email': 'x@example.com'}, 'TextPart': 'Hello'," + TO, "send-0008", "From"),
                arguments("'From': {'Email': 'x@sub.example.org'}, 'TextPart': 'Hello'," + TO, "send-0008", "From"),
                arguments(FROM + "," + TO + ", 'TemplateID': 99", "send-0010", "TemplateID"),
                arguments(GOOD + ", 'Headers': {'X-Mailer': 'x'}", "send-0011", "Headers[\"X-Mailer\"]"),
                arguments(
                        GOOD + ", 'Headers': {'x-MAILJET-campaign': 'x'}",
                        "send-0011",
                        "Headers[\"x-MAILJET-campaign\"]"),
                arguments(GOOD + ", 'DeduplicateCampaign': true", "send-0012", "CustomCampaign DeduplicateCampaign"),
                arguments(GOOD + ", 'MonitoringCategory': 'nobody-knows'", "send-0013", "MonitoringCategory"),
                arguments(
                        GOOD + ", 'TemplateErrorReporting': {'Email': 'ops@example.org'}",
                        "send-0016",
                        "TemplateLanguage"),
                arguments(GOOD + ", 'TemplateErrorDeliver': true", "send-0016", "TemplateLanguage"),
                // mj-0003: missing or null
                arguments(FROM + ", 'TextPart': 'Hello'", "mj-0003", "To"),
                arguments(FROM + ", 'To': null, 'TextPart': 'Hello'", "mj-0003", "To"),
                arguments(TO + ", 'TextPart': 'Hello'", "mj-0003", "From"),
                arguments(TO + ", 'TemplateID': 7", "mj-0003", "From"),
                arguments(FROM + ", 'To': [{'Name': 'Grace'}], 'TextPart': 'Hello'", "mj-0003", "To[0].Email"),
                arguments(
                        GOOD + ", 'Attachments': [{'ContentType': 'a/b', 'Base64Content': 'QQ=='}]",
                        "mj-0003",
                        "Attachments[0].Filename"),
                arguments(
                        GOOD + ", 'InlinedAttachments': [{'ContentType': 'a/b', 'Filename': 'f'}]",
                        "mj-0003",
                        "InlinedAttachments[0].Base64Content"),
                // mj-0004: type
                arguments(GOOD + ", 'Subject': 5", "mj-0004", "Subject"),
                arguments(GOOD + ", 'CustomID': 5", "mj-0004", "CustomID"),
                arguments(GOOD + ", 'TemplateLanguage': 'true'", "mj-0004", "TemplateLanguage"),
                arguments(FROM + "," + TO + ", 'TemplateID': 'welcome'", "mj-0004", "TemplateID"),
                arguments(GOOD + ", 'ReplyTo': [{'Email': 'desk@example.org'}]", "mj-0004", "ReplyTo"),
                arguments(GOOD + ", 'Cc': {'Email': 'desk@example.org'}", "mj-0004", "Cc"),
                arguments(GOOD + ", 'Cc': ['desk@example.org']", "mj-0004", "Cc[0]"),
                arguments(GOOD + ", 'ReplyTo': {'Email': 'desk@example.org', 'Name': 1}", "mj-0004", "ReplyTo.Name"),
                arguments(GOOD + ", 'Headers': {'X-Count': 1}", "mj-0004", "Headers[\"X-Count\"]"),
                arguments(GOOD + ", 'Variables': 'a'", "mj-0004", "Variables"),
                arguments(GOOD + ", 'Attachments': 'a'", "mj-0004", "Attachments"),
                arguments(GOOD + ", 'Attachments': ['a']", "mj-0004", "Attachments[0]"),
                arguments(GOOD + "," + file("'QQ=='").replace("'f.bin'", "1"), "mj-0004", "Attachments[0].Filename"),
                arguments(GOOD + "," + file("1"), "mj-0004", "Attachments[0].Base64Content"),
                arguments(GOOD + "," + file("'no base64!'"), "mj-0004", "Attachments[0].Base64Content"),
                arguments(GOOD + "," + file("'QUJD='"), "mj-0004", "Attachments[0].Base64Content"),
                arguments(GOOD + "," + file("'QQ'"), "mj-0004", "Attachments[0].Base64Content"),
                // mj-0005: not allowed
                arguments(GOOD + ", 'Priority': 4", "mj-0005", "Priority"),
                arguments(GOOD + ", 'Priority': -1", "mj-0005", "Priority"),
                arguments(GOOD + ", 'TrackOpens': 'yes'", "mj-0005", "TrackOpens"),
                arguments(GOOD + ", 'TrackClicks': ''", "mj-0005", "TrackClicks"),
                arguments(GOOD + ", 'CustomCampaign': 'spring/2031'", "mj-0005", "CustomCampaign"),
                arguments(
                        GOOD + "," + file("'QQ=='").replace("application/octet-stream", "text/csv; charset=utf-8"),
                        "mj-0005",
                        "Attachments[0].ContentType"),
                // mj-0006: too long
                arguments(GOOD + ", 'Subject': '" + "s".repeat(256) + "'", "mj-0006", "Subject"),
                arguments(GOOD + ", 'URLTags': '" + "u".repeat(257) + "'", "mj-0006", "URLTags"),
                arguments(GOOD + ", 'CustomCampaign': '" + "c".repeat(256) + "'", "mj-0006", "CustomCampaign"),
                // mj-0007, mj-0008: too few and too many elements
                arguments(FROM + ", 'To': [], 'TextPart': 'Hello'", "mj-0007", "To"),
                arguments(
                        GOOD + ", 'Attachments': [" + repeat(fileObject("'QQ=='"), 51) + "]", "mj-0008", "Attachments"),
                arguments(
                        GOOD + ", 'InlinedAttachments': [" + repeat(fileObject("'QQ=='"), 51) + "]",
                        "mj-0008",
                        "InlinedAttachments"),
                arguments(GOOD + ", 'Headers': {" + members(51) + "}", "mj-0008", "Headers"),
                arguments(GOOD + ", 'Variables': {" + members(51) + "}", "mj-0008", "Variables"),
                // mj-0011: files of more than the limit, which is 1,000 octets here
                arguments(GOOD + "," + file("'" + "QUJD".repeat(334) + "'"), "mj-0011", "Attachments"),
                // mj-0012: empty
                arguments(GOOD + ", 'ReplyTo': {'Email': ''}", "mj-0012", "ReplyTo.Email"),
                arguments(GOOD + "," + file("''"), "mj-0012", "Attachments[0].Base64Content"),
                arguments(GOOD + "," + file("'QQ=='").replace("f.bin", ""), "mj-0012", "Attachments[0].Filename"),
                arguments(
                        GOOD + "," + file("'QQ=='").replace("application/octet-stream", ""),
                        "mj-0012",
                        "Attachments[0].ContentType"),
                // mj-0013: address
                arguments(
                        FROM
                                + ", 'To': [{'Email': 'ok@example.net'}, {'Email': 'nobody.example.net'}], 'TextPart': 'Hello'",
                        "mj-0013",
                        "To[1].Email"),
                arguments(GOOD + ", 'Bcc': [{'Email': 'a b@example.net'}]", "mj-0013", "Bcc[0].Email"));
    }

    @ParameterizedTest(name = "{1} at {2}")
    @MethodSource("faultyMessages")
    void a_faulty_message_is_refused_with_its_code(String message, String code, String relatedTo) {
        Reply reply = CALLER.send(call(message));

        MailjetError error = MailjetError.of(code);
        assertThat(reply.codes()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(error.httpStatus());
        assertThat(reply.message(0).path("Status").asText()).isEqualTo("error");
        JsonNode entry = reply.message(0).path("Errors").path(0);
        assertThat(entry.path("StatusCode").asInt()).isEqualTo(error.httpStatus());
        assertThat(entry.path("ErrorIdentifier").asText()).hasSize(36);
        assertThat(words(entry.path("ErrorRelatedTo"))).isEqualTo(relatedTo);
        assertThat(reply.message(0).has("To")).isFalse();
    }

    static List<Arguments> faultyCalls() {
        return List.of(
                arguments("{'Messages': [", "mj-0002", ""),
                arguments("", "mj-0002", ""),
                arguments("{} {}", "mj-0002", ""),
                arguments("{'Messages': [{" + GOOD + "," + file("'QUJD"), "mj-0002", ""),
                arguments("[]", "mj-0004", ""),
                arguments("{}", "mj-0003", "Messages"),
                arguments("{'Messages': null}", "mj-0003", "Messages"),
                arguments("{'Messages': {}}", "mj-0004", "Messages"),
                arguments("{'Messages': []}", "mj-0007", "Messages"),
                arguments("{'Messages': [" + repeat("{" + GOOD + "}", 51) + "]}", "mj-0008", "Messages"),
                arguments("{'Globals': [], 'Messages': [{" + GOOD + "}]}", "mj-0004", "Globals"),
                arguments("{'SandboxMode': 'true', 'Messages': [{" + GOOD + "}]}", "mj-0004", "SandboxMode"),
                arguments(
                        "{'AdvanceErrorHandling': 1, 'Messages': [{" + GOOD + "}]}", "mj-0004", "AdvanceErrorHandling"),
                arguments(
                        call(FROM + ", 'TextPart': 'Hello', 'To': [" + recipients(0, 51) + "]"),
                        "send-0015",
                        "To Bcc Cc"),
                arguments(
                        call(FROM + ", 'TextPart': 'Hello', 'To': [" + recipients(0, 20) + "], 'Cc': ["
                                + recipients(20, 20) + "], 'Bcc': [" + recipients(40, 11) + "]"),
                        "send-0015",
                        "To Bcc Cc"),
                arguments(
                        "{'Globals': {'Bcc': [{'Email': 'archive@example.com'}]}, 'Messages': ["
                                + repeat("{" + GOOD + "}", 26) + "]}",
                        "send-0015",
                        "To Bcc Cc"));
    }

    @ParameterizedTest(name = "{1} for {0}")
    @MethodSource("faultyCalls")
    void a_faulty_call_is_refused_as_a_whole(String body, String code, String relatedTo) {
        int before = ACME.accepted().size();

        Reply reply = CALLER.send(body);

        assertThat(reply.json().path("ErrorCode").asText()).isEqualTo(code);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().path("StatusCode").asInt()).isEqualTo(400);
        assertThat(words(reply.json().path("ErrorRelatedTo"))).isEqualTo(relatedTo);
        assertThat(reply.json().has("Messages")).isFalse();
        assertThat(ACME.accepted()).hasSize(before);
    }

    @Test
    void fifty_recipients_over_two_messages_are_just_accepted() {
        Reply reply = CALLER.send("{'Messages': [{" + FROM + ", 'TextPart': 'Hello', 'To': [" + recipients(0, 25)
                + "]}, {" + FROM + ", 'TextPart': 'Hello', 'To': [" + recipients(25, 25) + "]}]}");

        assertThat(reply.status()).isEqualTo(200);
    }

    @Test
    void a_sender_without_validation_is_refused_even_with_the_permission() {
        FakeMailjetAccount permitted = MAILJET.account("permitted").permitOnBehalfOf();
        Reply reply =
                MailjetCaller.of(MAILJET, permitted).send(call(GOOD + ", 'Sender': {'Email': 'out@example.com'}"));

        assertThat(reply.codes()).isEqualTo("send-0007");
        assertThat(reply.status()).isEqualTo(403);
    }

    @Test
    void with_sender_and_permission_the_from_need_not_be_validated() {
        FakeMailjetAccount vendor = MAILJET.account("vendor").permitOnBehalfOf().allowSender("*@mail.vendor.example");
        Reply reply = MailjetCaller.of(MAILJET, vendor)
                .send(call(GOOD + ", 'Sender': {'Email': 'out@mail.vendor.example', 'Name': 'CRM'}"));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(vendor.accepted().get(0).sender()).contains(new PostedMailbox("CRM", "out@mail.vendor.example"));
    }

    @Test
    void a_suspended_key_gets_mj_0001() {
        Reply reply = MailjetCaller.of(MAILJET, MAILJET.account("suspended")).send(call(GOOD));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.codes()).isEqualTo("mj-0001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer abc", "Basic %%%", "Basic bm9jb2xvbg=="})
    void a_call_without_credentials_gets_mj_0015(String authorization) {
        Reply reply = MailjetCaller.withAuthorization(MAILJET, authorization).send(call(GOOD));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.codes()).isEqualTo("mj-0015");
    }

    @Test
    void a_wrong_secret_gets_401_without_a_code() {
        Reply reply = MailjetCaller.with(MAILJET, ACME.apiKey(), "wrong").send(call(GOOD));

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.json().has("ErrorCode")).isFalse();
        assertThat(reply.json().path("StatusCode").asInt()).isEqualTo(401);
    }

    @Test
    void every_documented_code_is_raised_by_a_row_or_a_test_here() {
        Set<MailjetError> raised = EnumSet.of(MailjetError.SEND_0007, MailjetError.MJ_0001, MailjetError.MJ_0015);
        Stream.concat(faultyMessages().stream(), faultyCalls().stream())
                .forEach(row -> raised.add(MailjetError.of((String) row.get()[1])));

        assertThat(raised).containsExactlyInAnyOrder(MailjetError.values());
    }

    private static String call(String message) {
        return "{'Messages': [{" + message + "}], 'AdvanceErrorHandling': true}";
    }

    private static String file(String content) {
        return "'Attachments': [" + fileObject(content) + "]";
    }

    private static String fileObject(String content) {
        return "{'ContentType': 'application/octet-stream', 'Filename': 'f.bin', 'Base64Content': " + content + "}";
    }

    private static String repeat(String element, int times) {
        return String.join(",", Collections.nCopies(times, element));
    }

    private static String members(int count) {
        return String.join(
                ",",
                IntStream.range(0, count).mapToObj(i -> "'X-" + i + "': 'v'").toList());
    }

    private static String recipients(int first, int count) {
        return String.join(
                ",",
                IntStream.range(first, first + count)
                        .mapToObj(i -> "{'Email': 'r" + i + "@example.net'}")
                        .toList());
    }

    private static String words(JsonNode array) {
        List<String> words = new ArrayList<>();
        array.forEach(word -> words.add(word.asText()));
        return String.join(" ", words);
    }
}
