package io.sendwell.smtp;

import static io.sendwell.smtp.SmtpTransportTest.refusal;
import static io.sendwell.smtp.SmtpTransportTest.to;
import static io.sendwell.smtp.Submissions.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.mime.RenderedMessage;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.transport.Refusal;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionReport;
import io.sendwell.transport.SubmissionResult;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which octets go out, and which never do. */
class ContentTest {

    private static final String HEADER = "From: news@example.org\r\nSubject: x\r\n\r\n";

    /** What SMTP smuggling is made of (CVE-2023-51764 to 51766), and other things no renderer makes. */
    private static final Map<String, RawMessage> HOSTILE = Map.of(
            "bare LF before the dot", RawMessage.of(HEADER + "a\n.\r\nMAIL FROM:<evil@example.com>\r\n"),
            "bare LF after the dot", RawMessage.of(HEADER + "a\r\n.\nMAIL FROM:<evil@example.com>\r\n"),
            "bare CR", RawMessage.of(HEADER + "a\r.\r\n"),
            "two CR", RawMessage.of(HEADER + "a\r\r\n.\r\r\n"),
            "NUL", RawMessage.of(HEADER + "a\0b\r\n"),
            "no CRLF at the end", RawMessage.of(HEADER + "a"),
            "CR at the end", RawMessage.of(HEADER + "a\r"),
            "a line of 999", RawMessage.of(HEADER + "a".repeat(999) + "\r\n"),
            "fewer octets than said", RawMessage.of(HEADER + "a\r\n").claiming(1000),
            "more octets than said", RawMessage.of(HEADER + "a\r\n").claiming(10));

    @ParameterizedTest
    @EnumSource
    void what_servers_could_read_in_two_ways_is_never_sent_to_its_end(Offer offer) {
        HOSTILE.forEach((what, hostile) -> {
            try (FakeSmtp smtp = offer.server().start();
                    SmtpTransport transport =
                            to(smtp).rendering(second(hostile)).build()) {
                List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(3));

                assertThat(reports.get(0).allAccepted()).as(what).isTrue();
                assertThat(reports.get(2).allAccepted()).as(what).isTrue();
                SubmissionResult result =
                        reports.get(1).results().values().iterator().next();
                assertThat(result).as(what).isInstanceOf(SubmissionResult.Rejected.class);
                assertThat(refusal(result).scope()).isEqualTo(RefusalScope.MESSAGE);
                assertThat(smtp.received()).as(what).hasSize(2);
                assertThat(smtp.violations()).as(what).isEmpty();
            }
        });
    }

    @Test
    void an_attachment_that_cannot_be_read_defers_its_message_alone() {
        RenderedMessage unreadable = new FailingMessage(new IOException("the file share is away"));
        RenderedMessage faulty = new FailingMessage(new UncheckedIOException(new IOException("the row is gone")));
        for (RenderedMessage message : List.of(unreadable, faulty)) {
            try (FakeSmtp smtp = FakeSmtp.start();
                    SmtpTransport transport =
                            to(smtp).rendering(second(message)).build()) {
                List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(3));

                SubmissionResult result =
                        reports.get(1).results().values().iterator().next();
                assertThat(result).isInstanceOf(SubmissionResult.Deferred.class);
                Refusal refusal = refusal(result);
                assertThat(refusal.scope()).isEqualTo(RefusalScope.MESSAGE);
                assertThat(refusal.text()).containsAnyOf("the file share is away", "the row is gone");
                assertThat(reports.get(2).allAccepted()).isTrue();
                assertThat(smtp.received()).hasSize(2);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void any_message_of_proper_lines_arrives_octet_for_octet(Offer offer) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<RawMessage> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add(RawMessage.of(HEADER + lines(random)));
        }
        try (FakeSmtp smtp = offer.server().start();
                SmtpTransport transport = to(smtp).inDoubtWindow(8)
                        .rendering((outgoing, options) -> sent.get(
                                Integer.parseInt(outgoing.messageId().token().substring(1)) - 1))
                        .build()) {
            List<SubmissionReport> reports = transport.submit(ACCOUNT, Submissions.many(50));

            assertThat(reports).allMatch(SubmissionReport::allAccepted);
            for (int i = 0; i < 50; i++) {
                assertThat(smtp.received().get(i).octets())
                        .as("message %d of seed %d", i, seed)
                        .isEqualTo(sent.get(i).octets());
            }
            assertThat(smtp.violations()).isEmpty();
        }
    }

    private static String lines(Random random) {
        StringBuilder lines = new StringBuilder();
        int count = 1 + random.nextInt(400);
        for (int i = 0; i < count; i++) {
            lines.append(".".repeat(random.nextInt(4)));
            lines.append("x".repeat(random.nextInt(1 + random.nextInt(900))));
            lines.append("\r\n");
        }
        return lines.toString();
    }

    /** The second of the messages is this one. */
    private static Rendering second(RenderedMessage message) {
        return (outgoing, options) ->
                outgoing.messageId().token().equals("m2") ? message : RawMessage.of(HEADER + "a\r\n");
    }

    /** Breaks off in the middle. */
    private record FailingMessage(Exception failure) implements RenderedMessage {
        @Override
        public long size() {
            return 1000;
        }

        @Override
        public boolean needsEightBitMime() {
            return false;
        }

        @Override
        public boolean needsSmtpUtf8() {
            return false;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(HEADER.getBytes(StandardCharsets.US_ASCII));
            if (failure instanceof IOException io) {
                throw io;
            }
            throw (RuntimeException) failure;
        }

        @Override
        public RenderedMessage under(byte[] fields) {
            return this;
        }
    }
}
