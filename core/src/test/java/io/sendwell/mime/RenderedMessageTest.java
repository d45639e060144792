package io.sendwell.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.message.Attachment;
import io.sendwell.message.HeaderField;
import io.sendwell.message.Mail;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RenderedMessageTest {

    private static final MimeOptions SEVEN_BIT = MimeOptions.sevenBit();
    private static final long SEED = 997;

    @Test
    void the_same_mail_gives_the_same_octets_and_the_size_that_was_told() {
        List<Mail> mails = new ArrayList<>(MimeCorpus.chosen());
        mails.addAll(MimeCorpus.random(SEED, 200));
        MimeRenderer keeping = MimeRenderer.forBroadcast(30_000);
        for (Mail mail : mails) {
            OutgoingMail outgoing = MimeCorpus.outgoing(mail);
            RenderedMessage message = MimeRenderer.create().render(outgoing, SEVEN_BIT);
            byte[] first = MimeCorpus.octets(message);

            assertThat(first).as("seed %d", SEED).hasSize((int) message.size());
            assertThat(MimeRenderer.create().wireSize(outgoing, SEVEN_BIT)).isEqualTo(first.length);
            assertThat(MimeCorpus.octets(message)).isEqualTo(first);
            assertThat(MimeCorpus.octets(keeping.render(outgoing, SEVEN_BIT))).isEqualTo(first);
            assertThat(MimeCorpus.octets(keeping.render(outgoing, SEVEN_BIT))).isEqualTo(first);
        }
    }

    @Test
    void a_broadcast_reads_a_shared_attachment_once_and_a_larger_one_each_time() {
        AtomicInteger small = new AtomicInteger();
        AtomicInteger large = new AtomicInteger();
        Mail mail = MimeCorpus.mail()
                .text("x")
                .attach(counted(10_000, small))
                .attach(counted(100_000, large))
                .build();
        MimeRenderer renderer = MimeRenderer.forBroadcast(50_000);

        for (int i = 0; i < 5; i++) {
            MimeCorpus.octets(renderer.render(MimeCorpus.outgoing(mail), SEVEN_BIT));
        }

        assertThat(small).hasValue(1);
        assertThat(large).hasValue(5);
    }

    @Test
    void what_was_used_last_is_kept_when_room_runs_out() {
        AtomicInteger shared = new AtomicInteger();
        Attachment kept = counted(10_000, shared);
        MimeRenderer renderer = MimeRenderer.forBroadcast(50_000);

        for (int i = 0; i < 20; i++) {
            Mail mail = MimeCorpus.mail()
                    .text("x")
                    .attach(kept)
                    .attach(counted(10_000, new AtomicInteger()))
                    .build();
            MimeCorpus.octets(renderer.render(MimeCorpus.outgoing(mail), SEVEN_BIT));
        }

        assertThat(shared).hasValue(1);
    }

    @Test
    void an_attachment_of_200_megabytes_is_never_held() throws IOException {
        long size = 200_000_000;
        InputStream source = zeros(size);
        long[] written = {0};
        long[] mostHeld = {0};
        OutputStream target = new OutputStream() {
            @Override
            public void write(int octet) {
                written[0]++;
            }

            @Override
            public void write(byte[] octets, int start, int length) throws IOException {
                long read = size - source.available();
                mostHeld[0] = Math.max(mostHeld[0], Base64Lines.encodedSize(read) - written[0]);
                written[0] += length;
            }
        };
        Attachment huge = Attachment.of("huge.bin", "application/x-test", size, () -> source);
        RenderedMessage message = MimeRenderer.create()
                .render(
                        MimeCorpus.outgoing(
                                MimeCorpus.mail().text("x").attach(huge).build()),
                        SEVEN_BIT);

        message.writeTo(target);

        assertThat(written[0]).isEqualTo(message.size()).isGreaterThan(273_000_000);
        assertThat(mostHeld[0]).isLessThan(64 * 1024);
    }

    @Test
    void eight_bit_text_is_declared_on_each_level() {
        Mail mail = MimeCorpus.mail().text("Grüße").html("<p>Grüße</p>").build();

        RenderedMessage message = MimeRenderer.create().render(MimeCorpus.outgoing(mail), SEVEN_BIT.withEightBitMime());

        assertThat(message.needsEightBitMime()).isTrue();
        assertThat(new String(MimeCorpus.octets(message), StandardCharsets.UTF_8))
                .contains("<p>Grüße</p>")
                .containsPattern("multipart/alternative[^\\r]*\\r\\nContent-Transfer-Encoding: 8bit");
    }

    @Test
    void an_address_outside_ascii_goes_with_smtputf8_and_is_refused_without() {
        Mail mail =
                MimeCorpus.mail().to("Jørgen", "jørgen@example.net").text("x").build();
        MimeRenderer renderer = MimeRenderer.create();

        RenderedMessage message = renderer.render(MimeCorpus.outgoing(mail), SEVEN_BIT.withSmtpUtf8());

        assertThat(message.needsSmtpUtf8()).isTrue();
        assertThat(message.needsEightBitMime()).isTrue();
        assertThat(new String(MimeCorpus.octets(message), StandardCharsets.UTF_8))
                .contains("?= <jørgen@example.net>");
        assertThatThrownBy(() -> renderer.render(MimeCorpus.outgoing(mail), SEVEN_BIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ADDRESS_NEEDS_SMTPUTF8")
                .hasMessageNotContaining("jørgen@");
    }

    @Test
    void fields_are_put_on_top_the_last_one_first() {
        RenderedMessage message = MimeRenderer.create()
                .render(MimeCorpus.outgoing(MimeCorpus.mail().text("x").build()), SEVEN_BIT);

        RenderedMessage signed = message.under(ascii("A: 1\r\n")).under(ascii("B: 2\r\n 3\r\n"));

        assertThat(new String(MimeCorpus.octets(signed), StandardCharsets.US_ASCII))
                .startsWith("B: 2\r\n 3\r\nA: 1\r\nFrom: ");
        assertThat(signed.size()).isEqualTo(MimeCorpus.octets(signed).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A: 1", "A: 1\n", "A: 1\r\n\r\n", "\r\nA: 1\r\n", " A: 1\r\n", "A: \u00fc\r\n"})
    void what_is_no_whole_field_does_not_get_on_top(String fields) {
        RenderedMessage message = MimeRenderer.create()
                .render(MimeCorpus.outgoing(MimeCorpus.mail().text("x").build()), SEVEN_BIT);

        assertThatThrownBy(() -> message.under(fields.getBytes(StandardCharsets.ISO_8859_1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"From", "message-id", "Content-Type", "Subject"})
    void a_field_that_the_renderer_writes_is_not_added_again(String name) {
        OutgoingMail mail = MimeCorpus.outgoing(MimeCorpus.mail().text("x").build());

        assertThatThrownBy(() -> new OutgoingMail(
                        mail.mail(),
                        mail.from(),
                        mail.senderField(),
                        mail.replyTo(),
                        mail.messageId(),
                        mail.date(),
                        List.of(new HeaderField(name, "x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    private static Attachment counted(int size, AtomicInteger opened) {
        return Attachment.of("a.bin", "application/x-test", size, () -> {
            opened.incrementAndGet();
            return new ByteArrayInputStream(new byte[size]);
        });
    }

    private static InputStream zeros(long count) {
        return new InputStream() {
            private long left = count;

            @Override
            public int available() {
                return (int) left;
            }

            @Override
            public int read() {
                return left-- > 0 ? 0 : -1;
            }

            @Override
            public int read(byte[] target, int start, int length) {
                int read = (int) Math.min(length, left);
                left -= read;
                return read == 0 && length > 0 ? -1 : read;
            }
        };
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
