package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.message.Attachment;
import io.sendwell.transport.Submission;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailjetBatcherTest {

    private static final MailjetBatcher BATCHER = new MailjetBatcher(MailjetLimits.BODY - MailjetLimits.BODY_HEADROOM);

    private static List<List<String>> batches(List<Submission> submissions) {
        return BATCHER
                .batches(submissions.stream()
                        .map(submission -> MailjetMessage.of(Submissions.ACCOUNT, submission))
                        .toList())
                .stream()
                .map(batch -> batch.stream().map(MailjetMessage::id).toList())
                .toList();
    }

    private static List<Integer> sizes(List<Submission> submissions) {
        return batches(submissions).stream().map(List::size).toList();
    }

    @Test
    void a_call_has_fifty_messages_at_most_and_keeps_their_order() {
        List<List<String>> batches = batches(Submissions.count(120));

        assertThat(batches).extracting(List::size).containsExactly(50, 50, 20);
        assertThat(batches.stream().flatMap(List::stream)).containsExactlyElementsOf(ScriptedServer.idsUpTo(120));
    }

    @Test
    void nothing_makes_no_call() {
        assertThat(batches(List.of())).isEmpty();
    }

    @Test
    void the_recipients_of_all_messages_of_a_call_are_fifty_at_most() {
        assertThat(sizes(Submissions.count(
                        30, mail -> mail.cc("desk@example.com").bcc("archive@example.com"))))
                .containsExactly(16, 14);
    }

    @Test
    void fifty_recipients_fill_a_call() {
        Submission many = Submissions.number(0, mail -> {
            IntStream.range(0, 49).forEach(number -> mail.bcc("copy" + number + "@example.com"));
            return mail;
        });

        assertThat(sizes(List.of(many, many, Submissions.number(1)))).containsExactly(1, 1, 1);
    }

    @Test
    void two_mails_of_seven_megabytes_never_share_a_call() {
        assertThat(sizes(Submissions.count(3, mail -> mail.attach(Submissions.zeros("own.bin", 7_000_000)))))
                .containsExactly(1, 1, 1);
    }

    @Test
    void a_file_that_all_share_counts_once() {
        Attachment shared = Submissions.zeros("shared.bin", 7_000_000);

        assertThat(sizes(Submissions.count(50, mail -> mail.attach(shared)))).containsExactly(50);
    }

    @Test
    void a_message_without_the_shared_file_begins_a_call_of_its_own() {
        Attachment shared = Submissions.zeros("shared.bin", 7_000_000);
        List<Submission> submissions = List.of(
                Submissions.number(0, mail -> mail.attach(shared)),
                Submissions.number(1, mail -> mail.attach(shared)),
                Submissions.number(2));

        assertThat(sizes(submissions)).containsExactly(2, 1);
    }

    @Test
    void the_largest_attachment_that_is_stated_fits() {
        try (MailjetTransport transport =
                MailjetTransport.builder().credentials(Submissions.KEY).build()) {
            long largest = transport.capabilities(Submissions.ACCOUNT).maxAttachmentSize();
            Submission fits = Submissions.number(0, mail -> mail.attach(Submissions.zeros("a.bin", largest)));
            Submission tooLarge = Submissions.number(0, mail -> mail.attach(Submissions.zeros("a.bin", 11_250_000)));

            assertThat(largest).isGreaterThan(7_000_000);
            assertThat(transport.check(Submissions.ACCOUNT, fits)).isEmpty();
            assertThat(transport.check(Submissions.ACCOUNT, tooLarge))
                    .extracting(finding -> finding.code())
                    .containsExactly("MAILJET_MESSAGE_TOO_LARGE");
        }
    }
}
