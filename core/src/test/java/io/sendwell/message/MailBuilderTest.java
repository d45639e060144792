package io.sendwell.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailBuilderTest {

    @TempDir
    Path directory;

    @Test
    void one_exception_lists_every_problem() {
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> Mail.compose()
                        .from("erik@@acme.example")
                        .to("not an address")
                        .subject("two\r\nlines")
                        .attach(directory.resolve("missing.pdf"))
                        .header("Date", "now")
                        .campaign("")
                        .build())
                .satisfies(e -> assertThat(e.problems())
                        .hasSize(6)
                        .anyMatch(problem -> problem.startsWith("From: "))
                        .anyMatch(problem -> problem.startsWith("To: "))
                        .anyMatch(problem -> problem.startsWith("Subject: "))
                        .anyMatch(problem -> problem.contains("missing.pdf"))
                        .anyMatch(problem -> problem.contains("Date"))
                        .anyMatch(problem -> problem.startsWith("campaign: ")));
    }

    @Test
    void a_mail_needs_an_author_a_recipient_and_content() {
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> Mail.compose().build())
                .satisfies(e -> assertThat(e.problems()).hasSize(3));
    }

    /** Every text that could carry a line break, or hide one, into a header. */
    static Stream<Arguments> attacks() {
        return Stream.of(
                        "\r\nBcc: all@victim.example",
                        "\nBcc: x",
                        "\rBcc: x",
                        "a\0b",
                        "a\u2028b",
                        "a\u2029b",
                        "a\u0085b")
                .flatMap(attack -> Stream.<Consumer<MailBuilder>>of(
                                mail -> mail.from("Erik" + attack, "erik@acme.example"),
                                mail -> mail.to("Jo" + attack, "jo@customer.example"),
                                mail -> mail.to("jo@customer.example" + attack),
                                mail -> mail.cc("jo" + attack + "@customer.example"),
                                mail -> mail.bcc(attack + "jo@customer.example"),
                                mail -> mail.replyTo("Jo" + attack, "jo@customer.example"),
                                mail -> mail.subject("Hi" + attack),
                                mail -> mail.header("X-Ticket", "12" + attack),
                                mail -> mail.header("X-Ticket" + attack, "12"),
                                mail -> mail.about("person/1" + attack),
                                mail -> mail.campaign("Spring" + attack))
                        .map(step -> Arguments.of(
                                attack.replace("\r", "<CR>")
                                        .replace("\n", "<LF>")
                                        .replace("\0", "<NUL>"),
                                step)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void a_line_break_in_a_header_is_refused_and_never_stripped(String attack, Consumer<MailBuilder> step) {
        MailBuilder builder = complete();
        step.accept(builder);
        assertThatExceptionOfType(InvalidMessageException.class).isThrownBy(builder::build);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From",
                "sender",
                "Reply-To",
                "To",
                "Cc",
                "BCC",
                "Subject",
                "Return-Path",
                "Date",
                "Message-ID",
                "Received",
                "DKIM-Signature",
                "ARC-Seal",
                "Authentication-Results",
                "List-Unsubscribe",
                "List-Id",
                "Auto-Submitted",
                "Content-Type",
                "MIME-Version",
                "Resent-From",
                "X-MJ-CustomID",
                "X-Mailjet-Campaign",
                "Feedback-ID"
            })
    void header_fields_that_sendwell_or_a_server_writes_cannot_be_set(String name) {
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> complete().header(name, "x").build())
                .withMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X Ticket", "X-Ticket:", "X-Tïcket", "X-\t"})
    void a_header_name_is_printable_ascii_without_colon(String name) {
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> complete().header(name, "x").build());
    }

    @Test
    void a_hundred_recipients_fit_in_one_mail_and_one_more_does_not() {
        MailBuilder builder = complete();
        IntStream.range(1, 100).forEach(i -> builder.cc("person" + i + "@customer.example"));
        assertThat(builder.build().recipients()).hasSize(100);
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> builder.bcc("one-more@customer.example").build())
                .withMessageContaining("Broadcast");
    }

    @Test
    void ten_thousand_recipients_in_one_field_are_refused_in_a_short_sentence() {
        String field = "a@customer.example, ".repeat(10_000);
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> complete().to(field).build())
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1_000));
    }

    @Test
    void a_recipient_counts_once_however_it_is_written() {
        Mail mail = complete()
                .cc("JO@Customer.Example")
                .bcc("jo@customer.example")
                .bcc("kim@customer.example")
                .build();
        assertThat(mail.recipients())
                .extracting(Object::toString)
                .containsExactly("jo@customer.example", "kim@customer.example");
    }

    @Test
    void two_inline_files_cannot_share_a_content_id() {
        Attachment image = Attachment.of("logo.png", new byte[] {1});
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> complete()
                        .html("<img src=\"cid:logo\">")
                        .inline("logo", image)
                        .inline("logo", image)
                        .build())
                .withMessageContaining("\"logo\"");
    }

    @Test
    void inline_files_need_html_that_shows_them() {
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> complete()
                        .inline("logo", Attachment.of("logo.png", new byte[] {1}))
                        .build())
                .withMessageContaining("HTML");
    }

    @Test
    void a_file_is_attached_with_its_size_and_read_later() throws IOException {
        Path file = Files.writeString(directory.resolve("minutes.pdf"), "12345");
        Attachment attachment = complete().attach(file).build().attachments().get(0);
        assertThat(attachment.size()).isEqualTo(5);
        assertThat(attachment.contentType()).isEqualTo("application/pdf");
        Files.writeString(file, "54321");
        assertThat(new String(attachment.open().readAllBytes(), StandardCharsets.US_ASCII))
                .isEqualTo("54321");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"../../etc/passwd", "a\\b.txt", "a\"b.txt", "", ".", "a\r\nb", "\u202Etxt.exe", "x\u0000.txt"})
    void a_file_name_is_a_base_name_without_tricks(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Attachment.of(name, new byte[0]));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text", "text/", "/plain", "text/plain; charset=utf-8", "text/pl ain", "multipart/mixed", "a/b/c"
            })
    void a_media_type_has_two_tokens_and_no_parameters(String type) {
        assertThatIllegalArgumentException().isThrownBy(() -> Attachment.of("a.txt", type, new byte[0]));
    }

    @Test
    void a_builder_made_from_a_mail_makes_the_same_mail() {
        Mail mail = complete()
                .cc("kim@customer.example")
                .html("<p>Hi</p>")
                .header("X-Ticket", "12")
                .about("person/1")
                .campaign("Spring")
                .purpose("invoice")
                .messageClass(MessageClass.SYSTEM)
                .merge("first", "Jo")
                .providerOption("mailjet", "TrackClicks", "disabled")
                .build();
        assertThat(mail.toBuilder().build()).usingRecursiveComparison().isEqualTo(mail);
    }

    @Test
    void keeping_some_recipients_hides_that_there_were_others() {
        Mail mail = complete().cc("kim@customer.example").build();
        assertThat(mail.keepRecipients(address -> address.localPart().equals("jo"))
                        .orElseThrow()
                        .cc())
                .isEmpty();
        assertThat(mail.keepRecipients(address -> address.localPart().equals("kim")))
                .isEmpty();
    }

    @Test
    void a_mail_does_not_show_who_is_in_it() {
        assertThat(complete().build().toString()).doesNotContain("erik@", "jo@", "Hello");
    }

    @Test
    void a_nul_in_a_part_is_refused() {
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> complete().html("<p>\0</p>").build())
                .withMessageContaining("NUL");
    }

    @Test
    void half_a_character_in_a_part_is_refused() {
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> complete().text("cut \uD83D").build())
                .withMessageContaining("surrogate");
    }

    @Test
    void a_header_field_is_set_once() {
        assertThatExceptionOfType(InvalidMessageException.class)
                .isThrownBy(() -> complete()
                        .header("In-Reply-To", "<1@acme.example>")
                        .header("in-reply-to", "<2@acme.example>")
                        .build())
                .withMessageContaining("twice");
    }

    @Test
    void sizes_of_attachments_never_overflow() {
        Attachment endless =
                Attachment.of("a.bin", "application/octet-stream", Long.MAX_VALUE, InputStream::nullInputStream);
        assertThat(complete().attach(endless).attach(endless).build().attachmentSize())
                .isEqualTo(Long.MAX_VALUE);
    }

    private static MailBuilder complete() {
        return Mail.compose()
                .from("Erik Maltby", "erik@acme.example")
                .to("jo@customer.example")
                .subject("Hello")
                .text("Hi");
    }
}
