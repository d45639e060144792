package io.sendwell.testkit.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of a mail, and that it is what was sent. */
class ReceivedContentTest {
    private static final Duration MAX = Duration.ofSeconds(60);

    @Test
    void content_is_the_same_however_the_network_cuts_it() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            String content = anyContent(random);
            byte[] wire = (stuffed(content) + ".\r\n").getBytes(StandardCharsets.US_ASCII);

            assertThat(readInPieces(wire, 1 + random.nextInt(7)))
                    .as("round %d of seed %d", round, seed)
                    .isEqualTo(content);
        }
    }

    @Test
    void a_mail_within_the_cap_is_whole_and_a_larger_one_is_head_size_and_hash() throws Exception {
        byte[] small = mail(1_000);
        byte[] large = mail(1_001);
        try (FakeSmtp smtp = FakeSmtp.builder().keepsContentUpTo(small.length).start();
                RawClient client = RawClient.greet(smtp)) {
            send(client, small);
            send(client, large);

            ReceivedContent whole = smtp.awaitReceived(2, MAX).get(0).content();
            assertThat(whole.octets()).isEqualTo(small);
            assertThat(whole.isWhole()).isTrue();
            assertThat(whole.sha256()).isEqualTo(sha256(small));

            ReceivedMail cut = smtp.received().get(1);
            assertThat(cut.content().isWhole()).isFalse();
            assertThat(cut.content().size()).isEqualTo(large.length);
            assertThat(cut.content().sha256()).isEqualTo(sha256(large));
            assertThat(cut.header("Subject")).contains("Large");
            assertThatIllegalStateException()
                    .isThrownBy(cut::octets)
                    .withMessageContaining("keepsContentUpTo")
                    .withMessageContaining(large.length + " octets");
        }
    }

    @Test
    void fifty_mails_of_seven_megabytes_leave_only_their_heads_in_memory() throws Exception {
        int size = 7_000_000;
        try (FakeSmtp smtp = FakeSmtp.builder().hashesContentOnly().start();
                RawClient client = RawClient.greet(smtp)) {
            byte[] mail = mail(size);
            for (int i = 0; i < 50; i++) {
                send(client, mail);
            }

            List<ReceivedMail> received = smtp.awaitReceived(50, MAX);
            assertThat(received).allSatisfy(one -> {
                assertThat(one.content().size()).isEqualTo(mail.length);
                assertThat(one.content().headerSection()).isEqualTo("Subject: Large\r\n");
                assertThat(one.content().isWhole()).isFalse();
            });
            assertThat(received.get(49).content().sha256()).isEqualTo(sha256(mail));
        }
    }

    @Test
    void a_counting_server_keeps_the_size_alone() throws Exception {
        byte[] mail = mail(100);
        try (FakeSmtp smtp = FakeSmtp.builder().countsContentOnly().start();
                RawClient client = RawClient.greet(smtp)) {
            send(client, mail);

            ReceivedMail counted = smtp.awaitReceived(1, MAX).get(0);
            assertThat(counted.content().size()).isEqualTo(mail.length);
            assertThat(counted.header("Subject")).isEmpty();
            assertThatIllegalStateException().isThrownBy(() -> counted.content().sha256());
            assertThatIllegalStateException().isThrownBy(counted::octets);
        }
    }

    @Test
    void large_mails_can_be_spooled_and_written_as_eml(@TempDir Path directory) throws Exception {
        byte[] mail = mail(100_000);
        Path spool = directory.resolve("spool");
        try (FakeSmtp smtp = FakeSmtp.builder()
                        .hashesContentOnly()
                        .spoolsContentTo(spool)
                        .start();
                RawClient client = RawClient.greet(smtp)) {
            send(client, mail);

            ReceivedMail received = smtp.awaitReceived(1, MAX).get(0);
            assertThat(received.octets()).isEqualTo(mail);
            assertThat(received.content().spoolFile().orElseThrow()).hasParentRaw(spool);
            assertThat(smtp.writeEml(directory.resolve("out")).get(0)).hasBinaryContent(mail);
        }
    }

    @Test
    void a_spooled_mail_that_was_not_accepted_leaves_no_file(@TempDir Path spool) throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().spoolsContentTo(spool).start()) {
            smtp.script().at(SmtpStep.END_OF_CONTENT).once().answer("554 5.7.1 No");
            try (RawClient client = RawClient.greet(smtp)) {
                client.sendMail();
                client.ask("MAIL FROM:<author@example.org>");
                client.ask("RCPT TO:<reader@example.net>");
                client.send("BDAT 3\r\na\r\n").reply();
                assertThat(files(spool)).hasSize(1);
            }
            smtp.awaitSessionsEnded(MAX);

            assertThat(files(spool)).isEmpty();
        }
    }

    @Test
    void of_very_many_mails_the_last_ones_are_remembered() throws Exception {
        try (FakeSmtp smtp = FakeSmtp.builder().remembersAtMost(2).start();
                RawClient client = RawClient.greet(smtp)) {
            client.sendMail();
            client.sendMail();
            client.sendMail();

            assertThat(smtp.awaitReceived(3, MAX))
                    .extracting(ReceivedMail::order)
                    .containsExactly(2, 3);
            assertThat(smtp.receivedCount()).isEqualTo(3);
        }
    }

    @Test
    void header_fields_are_unfolded_and_found_in_any_case() throws Exception {
        String head = "received: one\r\nX-Long: a\r\n b\r\n\tc\r\nReceived : two\r\nX-Empty:\r\n";
        try (FakeSmtp smtp = FakeSmtp.start();
                RawClient client = RawClient.greet(smtp)) {
            client.beginData()
                    .send(head + "\r\nX-Body: no\r\n\r\nX-Body: no\r\n.\r\n")
                    .reply();

            ReceivedMail mail = smtp.awaitReceived(1, MAX).get(0);
            assertThat(mail.headers("Received")).containsExactly("one", "two");
            assertThat(mail.header("x-long")).contains("a b\tc");
            assertThat(mail.header("X-Empty")).contains("");
            assertThat(mail.header("X-Body")).isEmpty();
            assertThat(mail.header("Long")).isEmpty();
        }
    }

    private static void send(RawClient client, byte[] mail) throws IOException {
        client.beginData();
        OutputStream out = client.socket().getOutputStream();
        out.write(mail);
        out.write(".\r\n".getBytes(StandardCharsets.US_ASCII));
        out.flush();
        assertThat(client.reply()).startsWith("250");
    }

    private static byte[] mail(int bodySize) {
        String line = "x".repeat(98) + "\r\n";
        String body = line.repeat(bodySize / 100) + "x".repeat(bodySize % 100) + "\r\n";
        return ("Subject: Large\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII);
    }

    private static String sha256(byte[] octets) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    }

    private static List<Path> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    /** Lines made mostly of what makes the reader think: dots, CR, LF. */
    private static String anyContent(Random random) {
        StringBuilder content = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            content.append(List.of(".", "..", "\r", "\n", "\r\n", "\r\n.\r", "a", "\r\n.")
                    .get(random.nextInt(8)));
        }
        return content.append("\r\n").toString();
    }

    /** RFC 5321 section 4.5.2, said with a regular expression instead of a state machine. */
    private static String stuffed(String content) {
        return content.replaceAll("(?<=\r\n|\\A)\\.", "..");
    }

    private static String readInPieces(byte[] wire, int pieceSize) throws IOException {
        InputStream pieces = new ByteArrayInputStream(wire) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                return super.read(target, offset, Math.min(length, pieceSize));
            }
        };
        OctetReader reader = new OctetReader(pieces, () -> {}, Integer.MAX_VALUE);
        try (ContentSink sink = new ContentSink(ContentStorage.DEFAULT, new ContentCheck(), Long.MAX_VALUE, () -> {})) {
            new DataReader(reader, sink).readToFinalDot();
            return new String(sink.finish().octets(), StandardCharsets.US_ASCII);
        }
    }
}
