package io.sendwell.testkit.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.mailjet.MailjetCaller.Reply;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LargeBodiesTest {

    private static final String HEAD =
            "{\"Messages\": [{\"From\": {\"Email\": \"news@example.org\"}, \"TextPart\": \"H\","
                    + " \"To\": [{\"Email\": \"grace@example.net\"}], \"Attachments\": [{\"ContentType\": \"a/b\","
                    + " \"Filename\": \"f\", \"Base64Content\": \"";
    private static final String TAIL = "\"}]}]}";

    private final FakeMailjet mailjet = FakeMailjet.start();
    private final FakeMailjetAccount acme = mailjet.account("acme").allowSender("news@example.org");
    private final MailjetCaller caller = MailjetCaller.of(mailjet, acme);

    @AfterEach
    void close() {
        mailjet.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 65_535, 65_536, 65_537, 7_000_000})
    void a_file_is_known_by_size_and_digest_and_kept_when_it_is_small(int size) throws Exception {
        byte[] file = new byte[size];
        new Random(size).nextBytes(file);

        Reply reply = caller.sendRaw(
                BodyPublishers.ofString(HEAD + Base64.getEncoder().encodeToString(file) + TAIL));

        assertThat(reply.status()).isEqualTo(200);
        AcceptedAttachment kept = acme.accepted().get(0).attachments().get(0);
        assertThat(kept.size()).isEqualTo(size);
        assertThat(kept.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(file)));
        if (size <= 65_536) {
            assertThat(kept.content()).contains(file);
        } else {
            assertThat(kept.content()).isEmpty();
        }
    }

    @Test
    void base64_with_escaped_slashes_and_line_breaks_is_the_same_file() {
        caller.sendRaw(BodyPublishers.ofString(HEAD + "\\/\\/79\\r\\n\\/A==" + TAIL));

        assertThat(acme.accepted().get(0).attachments().get(0).content()).contains(new byte[] {-1, -2, -3, -4});
    }

    @Test
    void a_declared_body_over_fifteen_megabytes_is_refused_with_a_page_and_not_read() {
        Reply reply = caller.sendRaw(BodyPublishers.ofByteArray(new byte[15_000_001]));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(reply.body()).isEqualTo("<html><body><h1>413 Request Entity Too Large</h1></body></html>");
        assertThat(mailjet.requests().get(0).bodyBytes()).isZero();
    }

    @Test
    void a_chunked_body_over_fifteen_megabytes_is_refused_where_it_goes_over() {
        byte[] head = HEAD.getBytes(StandardCharsets.US_ASCII);
        Reply reply = caller.sendRaw(BodyPublishers.ofInputStream(
                () -> (InputStream) new SequenceInputStream(new ByteArrayInputStream(head), new Letters(20_000_000))));

        assertThat(reply.status()).isEqualTo(413);
        assertThat(mailjet.requests().get(0).bodyBytes()).isBetween(15_000_000L, 15_100_000L);
        assertThat(acme.accepted()).isEmpty();
    }

    @Test
    void a_body_of_the_full_size_is_taken() {
        int letters = 15_000_000 - HEAD.length() - TAIL.length();
        String content = "A".repeat(letters / 4 * 4);

        Reply reply = caller.sendRaw(BodyPublishers.ofString(HEAD + content + TAIL));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(acme.accepted().get(0).attachments().get(0).size()).isEqualTo(letters / 4 * 3L);
    }

    @Test
    void older_messages_and_requests_are_only_counted() {
        try (FakeMailjet small = FakeMailjet.builder().keepMessages(2).start()) {
            FakeMailjetAccount account = small.account("acme").allowSender("news@example.org");
            for (int i = 0; i < 3; i++) {
                MailjetCaller.of(small, account).sendRaw(BodyPublishers.ofString(HEAD + "QQ==" + TAIL));
            }

            assertThat(account.accepted()).hasSize(2);
            assertThat(account.acceptedCount()).isEqualTo(3);
            assertThat(small.requests()).extracting(RecordedRequest::number).containsExactly(2L, 3L);
            assertThat(small.requestCount()).isEqualTo(3);
        }
    }

    /** So many letters A, made while they are read. */
    private static final class Letters extends InputStream {
        private int left;

        Letters(int count) {
            this.left = count;
        }

        @Override
        public int read() {
            return left-- > 0 ? 'A' : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            int count = Math.min(left, length);
            Arrays.fill(buffer, offset, offset + count, (byte) 'A');
            left -= count;
            return count == 0 && length > 0 ? -1 : count;
        }
    }
}
