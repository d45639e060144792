package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.check.Finding;
import io.sendwell.identity.ReversePath;
import io.sendwell.message.Attachment;
import io.sendwell.message.HeaderField;
import io.sendwell.message.MailBuilder;
import io.sendwell.route.Capability;
import io.sendwell.transport.Envelope;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionResult.Accepted;
import io.sendwell.transport.SubmissionResult.Rejected;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MailjetChecksTest {

    private final MailjetTransport transport =
            MailjetTransport.builder().credentials(Submissions.KEY).build();

    @AfterEach
    void close() {
        transport.close();
    }

    private List<Finding> findings(UnaryOperator<MailBuilder> change) {
        return transport.check(Submissions.ACCOUNT, Submissions.number(0, change));
    }

    private void assertStops(List<Finding> findings, String code) {
        assertThat(findings)
                .filteredOn(Finding::stopsSending)
                .extracting(Finding::code)
                .containsExactly(code);
    }

    private static Submission with(HeaderField added) {
        return Submissions.of(
                "mail-0", Submissions.statement("person0@example.net").build(), Optional.empty(), List.of(added));
    }

    @Test
    void a_usual_mail_has_no_finding() {
        assertThat(findings(mail -> mail.header("X-Ticket", "1").attach(Attachment.of("a.txt", new byte[] {1}))))
                .isEmpty();
    }

    static List<String> forbiddenHeaders() {
        return List.of(
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
                "X-CSA-Complaints",
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
                "X-Mailjet-Campaign");
    }

    @ParameterizedTest
    @MethodSource("forbiddenHeaders")
    void a_header_field_that_mailjet_reserves_stops_the_mail(String name) {
        List<Finding> findings = transport.check(Submissions.ACCOUNT, with(new HeaderField(name, "x")));

        assertStops(findings, "MAILJET_HEADER_FORBIDDEN");
        assertThat(findings.get(0).explain()).contains(name).contains("Mailjet");
    }

    @Test
    void a_list_id_that_was_added_is_left_out_and_said() {
        Submission submission = with(new HeaderField("List-Id", "<news.example.org>"));
        List<Finding> findings = transport.check(Submissions.ACCOUNT, submission);

        assertThat(findings).extracting(Finding::code).containsExactly("MAILJET_FIELD_LEFT_OUT");
        assertThat(findings.get(0).stopsSending()).isFalse();
        assertThat(MailjetMessage.of(Submissions.ACCOUNT, submission).headers()).isEmpty();
    }

    @Test
    void a_list_unsubscribe_that_was_added_is_sent() {
        Submission submission = with(new HeaderField("List-Unsubscribe", "<https://example.org/u>"));

        assertThat(transport.check(Submissions.ACCOUNT, submission)).isEmpty();
        assertThat(MailjetMessage.of(Submissions.ACCOUNT, submission).headers()).containsKey("List-Unsubscribe");
    }

    @ParameterizedTest
    @CsvSource({
        "TrackOpens, yes, MAILJET_OPTION_VALUE",
        "TrackClicks, ENABLED, MAILJET_OPTION_VALUE",
        "Priority, 4, MAILJET_OPTION_VALUE",
        "Priority, -1, MAILJET_OPTION_VALUE",
        "Priority, high, MAILJET_OPTION_VALUE",
        "DeduplicateCampaign, 1, MAILJET_OPTION_VALUE",
        "URLTags, '', MAILJET_OPTION_VALUE",
        "MonitoringCategory, '', MAILJET_OPTION_VALUE",
        "TemplateID, 12, MAILJET_OPTION_UNKNOWN",
        "CustomCampaign, x, MAILJET_OPTION_UNKNOWN",
        "trackopens, enabled, MAILJET_OPTION_UNKNOWN"
    })
    void an_option_that_mailjet_would_not_take_stops_the_mail(String name, String value, String code) {
        assertStops(findings(mail -> mail.providerOption("mailjet", name, value)), code);
    }

    @Test
    void options_made_with_the_typed_helper_pass() {
        assertThat(findings(mail -> MailjetOptions.none()
                        .trackOpens(MailjetTracking.ENABLED)
                        .trackClicks(MailjetTracking.ACCOUNT_DEFAULT)
                        .priority(MailjetPriority.AHEAD_OF_ALL)
                        .urlTags("x".repeat(256))
                        .deduplicateCampaign()
                        .monitoringCategory("invitations")
                        .applyTo(mail)))
                .isEmpty();
    }

    @Test
    void a_subject_is_counted_in_characters() {
        assertThat(findings(mail -> mail.subject("😀".repeat(255)))).isEmpty();
        assertStops(findings(mail -> mail.subject("x".repeat(256))), "MAILJET_SUBJECT_TOO_LONG");
    }

    @Test
    void more_recipients_than_a_call_takes_stop_the_mail() {
        assertStops(
                findings(mail -> {
                    IntStream.range(0, 50).forEach(number -> mail.bcc("copy" + number + "@example.com"));
                    return mail;
                }),
                "MAILJET_TOO_MANY_RECIPIENTS");
    }

    @Test
    void an_address_that_needs_smtputf8_stops_the_mail() {
        assertStops(findings(mail -> mail.cc("jørgen@example.com")), "MAILJET_ADDRESS_NOT_ASCII");
    }

    @Test
    void an_empty_file_stops_the_mail() {
        assertStops(findings(mail -> mail.attach(Attachment.of("empty.txt", new byte[0]))), "MAILJET_EMPTY_FILE");
    }

    @Test
    void more_files_than_a_message_takes_stop_the_mail() {
        assertStops(
                findings(mail -> {
                    IntStream.range(0, 51)
                            .forEach(number -> mail.attach(Attachment.of(number + ".txt", new byte[] {1})));
                    return mail;
                }),
                "MAILJET_TOO_MANY_FILES");
    }

    @Test
    void a_sender_field_needs_a_key_that_is_permitted_one() {
        Submission submission = Submissions.of(
                "mail-0",
                Submissions.statement("person0@example.net").build(),
                Optional.of(Mailbox.of("outbound@example.com")),
                List.of());

        assertStops(transport.check(Submissions.ACCOUNT, submission), "MAILJET_SENDER_FIELD_NOT_PERMITTED");
        assertThat(transport.capabilities(Submissions.ACCOUNT).can(Capability.SENDER_FIELD))
                .isFalse();
        try (MailjetTransport permitted = MailjetTransport.builder()
                .credentials(Submissions.KEY)
                .permitOnBehalfOf(Submissions.ACCOUNT::equals)
                .build()) {
            assertThat(permitted.check(Submissions.ACCOUNT, submission)).isEmpty();
            assertThat(permitted.capabilities(Submissions.ACCOUNT).can(Capability.SENDER_FIELD))
                    .isTrue();
            assertThat(permitted.capabilities(AccountId.of("another")).can(Capability.SENDER_FIELD))
                    .isFalse();
        }
    }

    @Test
    void only_those_in_the_envelope_are_written_to() {
        Submission all =
                Submissions.number(0, mail -> mail.cc("desk@example.com").bcc("archive@example.com"));
        Submission again = new Submission(
                all.outgoing(),
                new Envelope(ReversePath.none(), List.of(EmailAddress.parse("PERSON0@example.net"))),
                all.campaign());
        MailjetMessage message = MailjetMessage.of(Submissions.ACCOUNT, again);

        assertThat(message.to()).hasSize(1);
        assertThat(message.cc()).isEmpty();
        assertThat(message.bcc()).isEmpty();
    }

    @Test
    void a_recipient_of_the_envelope_alone_stops_the_mail() {
        Submission mail = Submissions.number(0);
        Submission redirected = new Submission(
                mail.outgoing(),
                new Envelope(
                        ReversePath.none(),
                        List.of(EmailAddress.parse("person0@example.net"), EmailAddress.parse("else@example.com"))),
                mail.campaign());

        assertStops(transport.check(Submissions.ACCOUNT, redirected), "MAILJET_ENVELOPE_ONLY_RECIPIENT");
    }

    @Test
    void what_would_be_stopped_is_rejected_without_a_call_and_the_rest_goes() {
        try (ScriptedServer server = new ScriptedServer(ScriptedServer::success);
                MailjetTransport open = server.transport()) {
            Submission stopped = Submissions.number(1, mail -> mail.subject("x".repeat(256)));
            List<?> results = Submissions.onlyOf(
                    open.submit(Submissions.ACCOUNT, List.of(Submissions.number(0), stopped, Submissions.number(2))));

            assertThat(results.get(0)).isInstanceOf(Accepted.class);
            assertThat(((Rejected) results.get(1)).refusal().code()).isEqualTo("MAILJET_SUBJECT_TOO_LONG");
            assertThat(((Rejected) results.get(1)).refusal().scope()).isEqualTo(RefusalScope.MESSAGE);
            assertThat(results.get(2)).isInstanceOf(Accepted.class);
            assertThat(server.callsById()).containsExactly(List.of("mail-0", "mail-2"));
        }
    }
}
