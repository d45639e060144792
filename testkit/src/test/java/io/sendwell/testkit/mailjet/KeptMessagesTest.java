package io.sendwell.testkit.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptMessagesTest {

    private static final String CALL = "{'Messages': [{'From': {'Email': 'news@example.org'}, 'TextPart': 'Hello',"
            + " 'Subject': 'Statement', 'To': [{'Email': 'grace@example.net', 'Name': 'Grace'}], 'CustomID': '%s',"
            + " 'Attachments': [{'ContentType': 'text/plain', 'Filename': 'a.txt', 'Base64Content': 'SGVsbG8='}]}]}";

    @TempDir
    Path directory;

    @Test
    void a_server_remembers_what_an_earlier_one_accepted() {
        AcceptedMessage first = inOneLife("mail-1").get(0);
        List<AcceptedMessage> both = inOneLife("mail-2");

        assertThat(both).extracting(AcceptedMessage::customId).containsExactly("mail-1", "mail-2");
        AcceptedMessage kept = both.get(0);
        assertThat(kept.to()).isEqualTo(first.to());
        assertThat(kept.acceptedAt()).isEqualTo(first.acceptedAt());
        assertThat(kept.text()).isEqualTo("Hello");
        assertThat(kept.attachments()).isEmpty();
        assertThat(both.get(1).to().get(0).messageId())
                .isGreaterThan(first.to().get(0).messageId());
    }

    @Test
    void an_earlier_message_is_found_by_its_custom_id() {
        inOneLife("mail-1");
        try (FakeMailjet mailjet = FakeMailjet.builder().keepIn(directory).start()) {
            FakeMailjetAccount acme = mailjet.account("acme");
            assertThat(MailjetCaller.of(mailjet, acme)
                            .get("/v3/REST/message?CustomID=mail-1")
                            .json()
                            .path("Count")
                            .asInt())
                    .isOne();
        }
    }

    @Test
    void a_line_that_was_torn_was_not_answered_and_is_dropped() throws IOException {
        inOneLife("mail-1");
        Path file = directory.resolve("accepted-acme.jsonl");
        Files.writeString(file, "{\"Request\":7,\"Accep", StandardOpenOption.APPEND);

        assertThat(inOneLife("mail-2")).extracting(AcceptedMessage::customId).containsExactly("mail-1", "mail-2");
        assertThat(inOneLife("mail-3"))
                .extracting(AcceptedMessage::customId)
                .containsExactly("mail-1", "mail-2", "mail-3");
    }

    @Test
    void what_was_only_validated_is_not_kept() {
        try (FakeMailjet mailjet = FakeMailjet.builder().keepIn(directory).start()) {
            FakeMailjetAccount acme = mailjet.account("acme").allowSender("news@example.org");
            MailjetCaller.of(mailjet, acme)
                    .send(CALL.formatted("m").replace("{'Messages'", "{'SandboxMode': true, 'Messages'"));
            assertThat(acme.sandboxed()).hasSize(1);
        }
        assertThat(inOneLife("mail-1")).hasSize(1);
    }

    private List<AcceptedMessage> inOneLife(String customId) {
        try (FakeMailjet mailjet = FakeMailjet.builder().keepIn(directory).start()) {
            FakeMailjetAccount acme = mailjet.account("acme").allowSender("news@example.org");
            MailjetCaller.of(mailjet, acme).send(CALL.formatted(customId));
            return acme.accepted();
        }
    }
}
