package io.sendwell.testkit.mailjet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mailjet.client.ClientOptions;
import com.mailjet.client.MailjetClient;
import com.mailjet.client.MailjetRequest;
import com.mailjet.client.MailjetResponse;
import com.mailjet.client.errors.MailjetClientCommunicationException;
import com.mailjet.client.errors.MailjetClientRequestException;
import com.mailjet.client.errors.MailjetException;
import com.mailjet.client.errors.MailjetRateLimitException;
import com.mailjet.client.errors.MailjetServerException;
import com.mailjet.client.errors.MailjetUnauthorizedException;
import com.mailjet.client.resource.Message;
import com.mailjet.client.transactional.Attachment;
import com.mailjet.client.transactional.SendContact;
import com.mailjet.client.transactional.SendEmailsRequest;
import com.mailjet.client.transactional.TrackOpens;
import com.mailjet.client.transactional.TransactionalEmail;
import com.mailjet.client.transactional.TransactionalEmail.TransactionalEmailBuilder;
import com.mailjet.client.transactional.response.EmailResult;
import com.mailjet.client.transactional.response.MessageResult;
import com.mailjet.client.transactional.response.SentMessageStatus;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The fake is right when the client that Mailjet itself publishes cannot tell it from the service. */
class MailjetJavaSdkTest {

    private final FakeMailjet mailjet = FakeMailjet.start();
    private final FakeMailjetAccount acme = mailjet.account("acme").allowSender("*@example.org");
    private final MailjetClient client = client(acme.secretKey());

    @AfterEach
    void close() {
        mailjet.close();
    }

    @Test
    void a_typed_mail_with_files_arrives_as_it_was_built() throws Exception {
        byte[] report = new byte[200_000];
        new Random(1).nextBytes(report);
        TransactionalEmail mail = statement("mail-1")
                .from(new SendContact("news@example.org", "Éxample Ñews"))
                .cc(new SendContact("ada@example.net"))
                .replyTo(new SendContact("desk@example.org"))
                .htmlPart("<p>Hello <b>Grace</b> &#x1F44B; 👋</p>")
                .header("X-Tenant", "t-4711")
                .customCampaign("Emails 2026 11")
                .eventPayload("{\"tenant\":4711}")
                .trackOpens(TrackOpens.ENABLED)
                .attachment(
                        Attachment.fromInputStream(new ByteArrayInputStream(report), "report.pdf", "application/pdf"))
                .inlinedAttachment(Attachment.builder()
                        .filename("dot.gif")
                        .contentType("image/gif")
                        .contentID("logo1")
                        .base64Content("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
                        .build())
                .build();

        MessageResult result = send(mail)[0];

        assertThat(result.getStatus()).isEqualTo(SentMessageStatus.SUCCESS);
        assertThat(result.getCustomID()).isEqualTo("mail-1");
        AcceptedMessage accepted = acme.accepted().get(0);
        assertThat(result.getTo())
                .extracting(EmailResult::getMessageID)
                .containsExactly(accepted.to().get(0).messageId());
        assertThat(result.getCc()).extracting(EmailResult::getEmail).containsExactly("ada@example.net");
        assertThat(accepted.from()).contains(new PostedMailbox("Éxample Ñews", "news@example.org"));
        assertThat(accepted.html()).contains("👋");
        assertThat(accepted.headers()).containsEntry("X-Tenant", "t-4711");
        assertThat(accepted.attachments()).extracting(AcceptedAttachment::size).containsExactly(200_000L, 42L);
        assertThat(accepted.unknownProperties()).isEmpty();
        assertThat(mailjet.requests().get(0).header("User-Agent")).startsWith("mailjet-apiv3-java/");
    }

    @Test
    void a_batch_is_answered_in_its_order() throws Exception {
        MessageResult[] results = send(
                statement("a").build(), statement("b").build(), statement("c").build());

        assertThat(results).extracting(MessageResult::getCustomID).containsExactly("a", "b", "c");
        assertThat(acme.accepted()).extracting(AcceptedMessage::customId).containsExactly("a", "b", "c");
    }

    @Test
    void a_partial_failure_shows_each_message_its_own_fate() throws Exception {
        MessageResult[] results = send(
                statement("a").build(),
                statement("b").from(new SendContact("x@example.com")).build(),
                statement("c").build());

        assertThat(results)
                .extracting(MessageResult::getStatus)
                .containsExactly(SentMessageStatus.SUCCESS, SentMessageStatus.ERROR, SentMessageStatus.SUCCESS);
        assertThat(results[1].getErrors()[0].getErrorCode()).isEqualTo("send-0008");
        assertThat(results[1].getErrors()[0].getStatusCode()).isEqualTo(403);
        assertThat(results[1].getErrors()[0].getErrorRelatedTo()).containsExactly("From");
    }

    @Test
    void a_batch_refused_for_its_sender_is_an_exception_with_the_errors_in_it() {
        TransactionalEmail stranger =
                statement("a").from(new SendContact("x@example.com")).build();

        assertThatThrownBy(() -> send(stranger))
                .isInstanceOf(MailjetClientRequestException.class)
                .hasMessageContaining("send-0008");
    }

    @Test
    void sandbox_mode_gives_results_without_ids() throws Exception {
        MessageResult result = SendEmailsRequest.builder()
                .message(statement("dry").build())
                .sandboxMode(true)
                .build()
                .sendWith(client)
                .getMessages()[0];

        assertThat(result.getStatus()).isEqualTo(SentMessageStatus.SUCCESS);
        assertThat(result.getTo().get(0).getMessageID()).isZero();
        assertThat(result.getTo().get(0).getMessageUUID()).isEmpty();
        assertThat(acme.accepted()).isEmpty();
    }

    @Test
    void sending_on_behalf_of_needs_the_permission() throws Exception {
        TransactionalEmail mail = statement("a")
                .from(new SendContact("maria@example.com"))
                .sender(new SendContact("out@example.org"))
                .build();

        assertThatThrownBy(() -> send(mail)).hasMessageContaining("send-0006");
        acme.permitOnBehalfOf();
        assertThat(send(mail)[0].getStatus()).isEqualTo(SentMessageStatus.SUCCESS);
    }

    @Test
    void each_kind_of_refusal_is_the_exception_that_the_client_has_for_it() {
        TransactionalEmail mail = statement("a").build();

        assertThatThrownBy(
                        () -> SendEmailsRequest.builder().message(mail).build().sendWith(client("wrong")))
                .isInstanceOf(MailjetUnauthorizedException.class);
        mailjet.next(Fault.tooManyRequests());
        assertThatThrownBy(() -> send(mail)).isInstanceOf(MailjetRateLimitException.class);
        mailjet.next(Fault.serverErrorWithIdentifier());
        assertThatThrownBy(() -> send(mail)).isInstanceOf(MailjetServerException.class);
        mailjet.next(Fault.payloadTooLarge());
        assertThatThrownBy(() -> send(mail)).isInstanceOf(MailjetClientRequestException.class);
        mailjet.next(Fault.truncatedAnswer());
        assertThatThrownBy(() -> send(mail)).isInstanceOf(MailjetClientCommunicationException.class);
    }

    @Test
    void a_lost_answer_is_cleared_up_by_the_custom_id() throws Exception {
        mailjet.next(Fault.resetAfterAccepting());
        assertThatThrownBy(() -> send(statement("lost").build()))
                .isInstanceOf(MailjetClientCommunicationException.class);

        MailjetResponse found = client.get(
                new MailjetRequest(Message.resource).filter("CustomID", "lost").filter("ShowCustomID", "true"));

        assertThat(found.getStatus()).isEqualTo(200);
        assertThat(found.getTotal()).isEqualTo(1);
        assertThat(found.getData().getJSONObject(0).getString("CustomID")).isEqualTo("lost");
        assertThat(found.getData().getJSONObject(0).getLong("ID"))
                .isEqualTo(acme.accepted().get(0).to().get(0).messageId());
    }

    private MessageResult[] send(TransactionalEmail... mails) throws MailjetException {
        return SendEmailsRequest.builder()
                .messages(List.of(mails))
                .advanceErrorHandling(true)
                .build()
                .sendWith(client)
                .getMessages();
    }

    private static TransactionalEmailBuilder statement(String customId) {
        return TransactionalEmail.builder()
                .from(new SendContact("news@example.org"))
                .to(new SendContact("grace@example.net", "Grace"))
                .subject("Your October statement")
                .textPart("Hello Grace")
                .customID(customId);
    }

    private MailjetClient client(String secretKey) {
        return new MailjetClient(ClientOptions.builder()
                .baseUrl(mailjet.baseUrl().toString())
                .apiKey(acme.apiKey())
                .apiSecretKey(secretKey)
                .build());
    }
}
