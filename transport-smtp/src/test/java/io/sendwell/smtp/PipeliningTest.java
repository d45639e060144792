package io.sendwell.smtp;

import static io.sendwell.smtp.SmtpTransportTest.to;
import static io.sendwell.smtp.Submissions.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.identity.ReversePath;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.SmtpStep;
import io.sendwell.testkit.smtp.Stall;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionResult.Accepted;
import io.sendwell.transport.SubmissionResult.Uncertain;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many round trips a message costs, and how many messages a lost connection leaves in doubt. */
@Timeout(60)
class PipeliningTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 32})
    void a_lost_connection_leaves_no_more_messages_in_doubt_than_the_window_says(int window) {
        for (Offer offer : Offer.values()) {
            try (FakeSmtp smtp = offer.server().start();
                    SmtpTransport transport = to(smtp).inDoubtWindow(window)
                            .finalReplyTimeout(Duration.ofMillis(300))
                            .build()) {
                Stall stall = smtp.script().at(SmtpStep.END_OF_CONTENT).after(3).stall();

                List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(50));

                long accepted = count(reports, Accepted.class);
                long uncertain = count(reports, Uncertain.class);
                assertThat(accepted).isEqualTo(3);
                int expected = offer == Offer.EVERYTHING ? window : 1;
                assertThat(uncertain)
                        .as("%s with a window of %d", offer, window)
                        .isEqualTo(expected);
                stall.release();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"EVERYTHING, 1", "EVERYTHING, 8", "DATA_PIPELINED, 1", "BDAT_STEP_BY_STEP, 4", "DATA_STEP_BY_STEP, 1"})
    void a_refusal_in_the_window_costs_its_own_message_alone(Offer offer, int window) {
        try (FakeSmtp smtp = offer.server().start();
                SmtpTransport transport = to(smtp).inDoubtWindow(window).build()) {
            smtp.script().rejects("reader5@example.net", "550 5.1.1 User unknown");
            smtp.script().at(SmtpStep.END_OF_CONTENT).after(10).once().answer("554 5.7.1 Spam");

            List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(30));

            assertThat(count(reports, Accepted.class)).isEqualTo(28);
            assertThat(reports.get(4).allAccepted()).isFalse();
            assertThat(smtp.receivedCount()).isEqualTo(28);
            assertThat(smtp.received()).extracting(mail -> mail.forwardPaths()).doesNotHaveDuplicates();
            assertThat(smtp.violations()).isEmpty();
        }
    }

    @Test
    void with_data_the_end_of_a_message_and_the_next_envelope_go_out_together() throws IOException {
        try (LineServer peer = new LineServer(talk -> {
                    greet(talk, "PIPELINING");
                    talk.readUntil("DATA");
                    talk.say("250 OK", "250 OK", "354 Go on");
                    talk.readUntil(".");
                    talk.readUntil("DATA");
                    talk.say("250 OK", "250 OK", "250 OK", "354 Go on");
                    talk.readUntil(".");
                    talk.say("250 OK");
                });
                SmtpTransport transport = SmtpTransport.builder(peer.server()).build()) {
            assertThat(transport.submit(ACCOUNT, Submissions.many(2))).allMatch(SubmissionReport::allAccepted);
            peer.awaitEnd();
        }
    }

    @Test
    void with_bdat_the_same_holds() throws IOException {
        try (LineServer peer = new LineServer(talk -> {
                    greet(talk, "CHUNKING");
                    talk.readUntil("RCPT");
                    talk.say("250 OK", "250 OK");
                    talk.readUntil("BDAT");
                    talk.readUntil("RCPT");
                    talk.say("250 OK", "250 OK", "250 OK");
                    talk.readUntil("BDAT");
                    talk.readUntil("Goodbye.");
                    talk.say("250 OK");
                });
                SmtpTransport transport = SmtpTransport.builder(peer.server()).build()) {
            assertThat(transport.submit(ACCOUNT, Submissions.many(2))).allMatch(SubmissionReport::allAccepted);
            peer.awaitEnd();
        }
    }

    @Test
    void with_a_wider_window_messages_follow_one_another_without_any_reply() throws IOException {
        try (LineServer peer = new LineServer(talk -> {
                    greet(talk, "CHUNKING");
                    talk.readUntil("RCPT");
                    talk.say("250 OK", "250 OK");
                    for (int message = 1; message <= 4; message++) {
                        talk.readUntil("Goodbye.");
                    }
                    talk.say("250 OK");
                    for (int message = 2; message <= 4; message++) {
                        talk.say("250 OK", "250 OK", "250 OK");
                    }
                });
                SmtpTransport transport =
                        SmtpTransport.builder(peer.server()).inDoubtWindow(4).build()) {
            assertThat(transport.submit(ACCOUNT, Submissions.many(4))).allMatch(SubmissionReport::allAccepted);
            peer.awaitEnd();
        }
    }

    private static void greet(LineServer.Talk talk, String extension) throws IOException {
        talk.say("220 mx.example.net ESMTP");
        talk.readUntil("EHLO");
        talk.say("250-mx.example.net", "250-PIPELINING", "250 " + extension);
    }

    @Test
    void large_content_waits_until_the_server_has_taken_its_envelope() {
        RawMessage large = RawMessage.of("Subject: x\r\n\r\n" + "0123456789abcdef\r\n".repeat(10_000));
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).inDoubtWindow(8)
                        .rendering((mail, options) -> large)
                        .build()) {
            smtp.script().at(SmtpStep.RCPT).answer("550 5.1.1 User unknown");

            transport.submit(ACCOUNT, Submissions.many(1));

            assertThat(smtp.sessions().get(0).lines()).noneMatch(line -> line.startsWith("C: BDAT"));
        }
    }

    @Test
    void more_recipients_than_replies_that_may_wait_do_not_lock_up() {
        String[] recipients = IntStream.range(0, 5000)
                .mapToObj(n -> "reader" + n + "@example.net")
                .toArray(String[]::new);
        try (FakeSmtp smtp = FakeSmtp.start();
                SmtpTransport transport = to(smtp).inDoubtWindow(32).build()) {
            List<SubmissionReport> reports = transport.submit(
                    ACCOUNT,
                    List.of(Submissions.of(
                            1, Submissions.statement("list@example.org"), ReversePath.none(), recipients)));

            assertThat(reports.get(0).accepted()).hasSize(5000);
        }
    }

    @Test
    void a_window_holds_one_message_at_least() {
        assertThatThrownBy(() -> SmtpTransport.builder(SmtpServer.startTls("smtp.example.org"))
                        .inDoubtWindow(0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static long count(List<SubmissionReport> reports, Class<? extends SubmissionResult> kind) {
        return reports.stream()
                .flatMap(report -> report.results().values().stream())
                .filter(kind::isInstance)
                .count();
    }
}
