package io.sendwell.testkit.mailjet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import io.sendwell.testkit.VirtualClock;
import io.sendwell.testkit.mailjet.MailjetCaller.Reply;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeMailjetTest {

    private static final String STATEMENT = """
            {'Messages': [{
              'From': {'Email': 'news@example.org', 'Name': 'Example News'},
              'To': [{'Email': 'grace@example.net', 'Name': 'Grace'}],
              'Cc': [{'Email': 'ada@example.net'}, {'Email': 'GRACE@example.net'}],
              'Bcc': [{'Email': 'archive@example.com'}, {'Email': 'ada@example.net'}],
              'ReplyTo': {'Email': 'desk@example.org'},
              'Subject': 'Your October statement',
              'TextPart': 'Hello Grace', 'HTMLPart': '<p>Hello Grace</p>',
              'Headers': {'X-Tenant': 't-4711'},
              'CustomID': 'mail-000001', 'CustomCampaign': 'Emails 2026 11', 'EventPayload': 'p-1',
              'TrackOpens': 'enabled'
            }], 'AdvanceErrorHandling': true}
            """;

    private final VirtualClock clock = VirtualClock.at("2026-11-21T09:00:00Z");
    private final FakeMailjet mailjet = FakeMailjet.builder().clock(clock).start();
    private final FakeMailjetAccount acme = mailjet.account("acme").allowSender("*@example.org");

    @AfterEach
    void close() {
        mailjet.close();
    }

    @Test
    void a_message_in_order_is_accepted_and_remembered() {
        Reply reply = MailjetCaller.of(mailjet, acme).send(STATEMENT);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.message(0).path("Status").asText()).isEqualTo("success");
        assertThat(reply.message(0).path("CustomID").asText()).isEqualTo("mail-000001");
        AcceptedMessage accepted = acme.accepted().get(0);
        assertThat(accepted.from()).contains(new PostedMailbox("Example News", "news@example.org"));
        assertThat(accepted.sender()).isEmpty();
        assertThat(accepted.replyTo()).contains(new PostedMailbox("", "desk@example.org"));
        assertThat(accepted.subject()).isEqualTo("Your October statement");
        assertThat(accepted.text()).isEqualTo("Hello Grace");
        assertThat(accepted.html()).isEqualTo("<p>Hello Grace</p>");
        assertThat(accepted.headers()).containsExactly(entry("X-Tenant", "t-4711"));
        assertThat(accepted.campaign()).isEqualTo("Emails 2026 11");
        assertThat(accepted.eventPayload()).isEqualTo("p-1");
        assertThat(accepted.trackOpens()).isEqualTo("enabled");
        assertThat(accepted.trackClicks()).isEqualTo("account_default");
        assertThat(accepted.acceptedAt()).isEqualTo("2026-11-21T09:00:00Z");
        assertThat(accepted.unknownProperties()).isEmpty();
    }

    @Test
    void a_recipient_repeated_over_to_cc_and_bcc_counts_once() {
        MailjetCaller.of(mailjet, acme).send(STATEMENT);

        assertThat(acme.accepted().get(0).recipients())
                .extracting(AcceptedRecipient::address)
                .containsExactly("grace@example.net", "ada@example.net", "archive@example.com");
    }

    @Test
    void each_recipient_has_an_id_that_no_double_can_hold_and_a_uuid_of_version_4() {
        JsonNode answer = MailjetCaller.of(mailjet, acme).send(STATEMENT).message(0);

        for (String list : new String[] {"To", "Cc", "Bcc"}) {
            JsonNode receipt = answer.path(list).path(0);
            assertThat(receipt.path("MessageID").isIntegralNumber()).isTrue();
            assertThat(receipt.path("MessageID").asLong()).isGreaterThan(1L << 53);
            assertThat(UUID.fromString(receipt.path("MessageUUID").asText()).version())
                    .isEqualTo(4);
            assertThat(receipt.path("MessageHref").asText())
                    .isEqualTo(mailjet.baseUrl() + "/v3/REST/message/"
                            + receipt.path("MessageID").asText());
        }
        assertThat(acme.accepted().get(0).recipients())
                .extracting(AcceptedRecipient::messageId)
                .doesNotHaveDuplicates();
    }

    @Test
    void the_same_seed_gives_the_same_keys_and_ids() {
        Reply first = MailjetCaller.of(mailjet, acme).send(STATEMENT);
        try (FakeMailjet second = FakeMailjet.builder().clock(clock).start()) {
            second.account("other");
            FakeMailjetAccount same = second.account("acme").allowSender("*@example.org");
            Reply repeated = MailjetCaller.of(second, same).send(STATEMENT);

            assertThat(same.apiKey()).isEqualTo(acme.apiKey());
            assertThat(repeated.message(0).path("To").path(0).path("MessageUUID"))
                    .isEqualTo(first.message(0).path("To").path(0).path("MessageUUID"));
        }
    }

    @Test
    void accounts_do_not_see_each_others_messages() {
        FakeMailjetAccount other = mailjet.account("other").allowSender("news@example.org");
        MailjetCaller.of(mailjet, other).send(STATEMENT);

        assertThat(acme.accepted()).isEmpty();
        assertThat(other.accepted()).hasSize(1);
    }

    @Test
    void a_request_is_recorded_without_its_secret() {
        MailjetCaller.of(mailjet, acme).send(STATEMENT);

        RecordedRequest request = mailjet.requests().get(0);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v3.1/send");
        assertThat(request.account()).isEqualTo("acme");
        assertThat(request.header("User-Agent")).isEqualTo("caller/1.0");
        assertThat(request.bodyBytes()).isEqualTo(STATEMENT.length());
        assertThat(request.status()).isEqualTo(200);
        assertThat(request.header("Authorization")).isEqualTo("Basic " + acme.apiKey() + ":***");
    }

    @Test
    void calls_at_the_same_time_lose_nothing_and_share_no_id() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            MailjetCaller caller = MailjetCaller.of(mailjet, acme);
            threads.invokeAll(Collections.nCopies(100, () -> caller.send(STATEMENT)));
        } finally {
            threads.shutdown();
        }

        assertThat(acme.accepted()).hasSize(100);
        assertThat(mailjet.requests())
                .extracting(RecordedRequest::number)
                .doesNotHaveDuplicates()
                .hasSize(100);
        assertThat(acme.accepted())
                .flatExtracting(AcceptedMessage::recipients)
                .extracting(AcceptedRecipient::messageId)
                .doesNotHaveDuplicates()
                .hasSize(300);
    }

    @Test
    void neither_the_server_nor_its_accounts_show_a_secret() {
        MailjetCaller.of(mailjet, acme).send(STATEMENT);

        assertThat(acme + " " + mailjet + " " + mailjet.requests()).doesNotContain(acme.secretKey());
    }

    @Test
    void threads_of_the_server_are_daemons_with_a_name() {
        MailjetCaller.of(mailjet, acme).send(STATEMENT);

        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().startsWith("sendwell-fake-mailjet-"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }
}
