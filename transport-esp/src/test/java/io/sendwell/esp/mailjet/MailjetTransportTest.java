package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.Secret;
import io.sendwell.address.Mailbox;
import io.sendwell.message.Attachment;
import io.sendwell.testkit.mailjet.AcceptedMessage;
import io.sendwell.testkit.mailjet.FakeMailjet;
import io.sendwell.testkit.mailjet.FakeMailjetAccount;
import io.sendwell.transport.Submission;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MailjetTransportTest {

    private final FakeMailjet mailjet = FakeMailjet.start();
    private final FakeMailjetAccount account = mailjet.account("acme").allowSender("*@example.org");
    private MailjetTransport transport;

    @BeforeEach
    void openTransport() {
        transport = builder().build();
    }

    @AfterEach
    void close() {
        transport.close();
        mailjet.close();
    }

    private MailjetTransportBuilder builder() {
        return MailjetTransport.builder()
                .baseUrl(mailjet.baseUrl())
                .credentials(MailjetCredentials.of(account.apiKey(), Secret.of(account.secretKey())));
    }

    @Test
    void a_mail_arrives_with_all_that_was_said_in_it() {
        Submission submission = Submissions.of(
                "mail-1",
                Submissions.statement("grace@example.net")
                        .to("Jørgen Rode", "rode@example.net")
                        .cc("desk@example.com")
                        .bcc("archive@example.com")
                        .replyTo("Help", "help@example.org")
                        .header("X-Ticket", "4711")
                        .about("person/8812")
                        .purpose("statement")
                        .attach(Attachment.of("figures.csv", "a;b\n1;2\n".getBytes(StandardCharsets.UTF_8)))
                        .inline("logo", Attachment.of("logo.png", new byte[] {1, 2, 3, 4}))
                        .providerOption("mailjet", "TrackClicks", "disabled")
                        .build());

        List<SubmissionReport> reports = transport.submit(Submissions.ACCOUNT, List.of(submission));

        assertThat(reports).singleElement().matches(SubmissionReport::allAccepted);
        AcceptedMessage message = account.accepted().get(0);
        assertThat(message.unknownProperties()).isEmpty();
        assertThat(message.customId()).isEqualTo("mail-1");
        assertThat(message.from().orElseThrow().address()).isEqualTo("news@example.org");
        assertThat(message.from().orElseThrow().displayName()).isEqualTo("Example News");
        assertThat(message.sender()).isEmpty();
        assertThat(message.replyTo().orElseThrow().address()).isEqualTo("help@example.org");
        assertThat(message.to()).extracting(to -> to.mailbox().displayName()).containsExactly("Grace", "Jørgen Rode");
        assertThat(message.cc()).extracting(cc -> cc.address()).containsExactly("desk@example.com");
        assertThat(message.bcc()).extracting(bcc -> bcc.address()).containsExactly("archive@example.com");
        assertThat(message.subject()).isEqualTo("Your October statement");
        assertThat(message.text()).isEqualTo("Dear Grace");
        assertThat(message.html()).isEqualTo("<p>Dear Grace</p>");
        assertThat(message.headers()).containsExactly(java.util.Map.entry("X-Ticket", "4711"));
        assertThat(message.campaign()).isEqualTo("Emails 2026 11");
        assertThat(message.trackClicks()).isEqualTo("disabled");
        assertThat(message.eventPayload())
                .isEqualTo("{\"account\":\"acme\",\"about\":\"person/8812\",\"purpose\":\"statement\"}");
        assertThat(message.attachments()).hasSize(2);
        assertThat(message.attachments().get(0).content().orElseThrow())
                .asString()
                .isEqualTo("a;b\n1;2\n");
        assertThat(message.attachments().get(1).contentId()).contains("logo");
    }

    @Test
    void every_recipient_has_the_id_of_its_own_copy() {
        Submission submission = Submissions.of(
                "mail-1",
                Submissions.statement("Grace@Example.net")
                        .bcc("archive@example.com")
                        .build());

        SubmissionReport report =
                transport.submit(Submissions.ACCOUNT, List.of(submission)).get(0);

        AcceptedMessage message = account.accepted().get(0);
        assertThat(report.results().values())
                .extracting(result -> ((SubmissionResult.Accepted) result).providerId())
                .containsExactly(
                        Long.toString(message.to().get(0).messageId()),
                        Long.toString(message.bcc().get(0).messageId()));
        assertThat(report.results().values())
                .extracting(result -> ((SubmissionResult.Accepted) result).reply())
                .first()
                .isEqualTo("success, MessageUUID " + message.to().get(0).messageUuid());
    }

    @Test
    void the_sender_field_goes_out_only_where_the_identity_says_so() {
        account.permitOnBehalfOf().allowSender("outbound@example.com");
        try (MailjetTransport onBehalfOf = builder().permitOnBehalfOf().build()) {
            Submission submission = Submissions.of(
                    "mail-1",
                    Submissions.statement("grace@example.net")
                            .from("maria@customer.example")
                            .build(),
                    Optional.of(Mailbox.of("Example CRM", "outbound@example.com")),
                    List.of());

            assertThat(onBehalfOf
                            .submit(Submissions.ACCOUNT, List.of(submission))
                            .get(0)
                            .allAccepted())
                    .isTrue();
        }
        assertThat(account.accepted().get(0).sender().orElseThrow().address()).isEqualTo("outbound@example.com");
    }

    @Test
    void sandbox_mode_accepts_without_an_id_and_says_so() {
        try (MailjetTransport sandbox = builder().sandboxMode().build()) {
            assertThat(Submissions.onlyOf(sandbox.submit(Submissions.ACCOUNT, Submissions.count(2))))
                    .containsOnly(new SubmissionResult.Accepted("", "sandbox"));
        }
        assertThat(account.accepted()).isEmpty();
        assertThat(account.sandboxed()).hasSize(2);
    }
}
