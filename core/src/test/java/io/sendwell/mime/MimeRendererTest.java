package io.sendwell.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sendwell.address.DomainName;
import io.sendwell.address.Mailbox;
import io.sendwell.message.Attachment;
import io.sendwell.message.HeaderField;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MimeRendererTest {

    private static final MessageId ID = new MessageId("c7-1", DomainName.parse("example.com"));
    private static final Instant DATE = Instant.parse("2026-03-01T08:05:09Z");
    private static final Attachment NOTE = Attachment.of("note.pdf", "NOTE".getBytes(StandardCharsets.UTF_8));
    private static final Attachment LOGO = Attachment.of("logo.png", "LOGO".getBytes(StandardCharsets.UTF_8));

    private final MimeRenderer renderer = MimeRenderer.create();

    @Test
    void a_text_alone_is_one_part() {
        assertThat(lines(mail().text("Hello Grace\n"))).isEqualTo("""
                From: Erik Maltby <erik@example.com>
                To: grace@example.net
                Subject: Minutes
                Date: Sun, 1 Mar 2026 08:05:09 +0000
                Message-ID: <c7-1@example.com>
                MIME-Version: 1.0
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 7bit

                Hello Grace
                """);
    }

    @Test
    void the_parts_stand_in_alternative_within_related_within_mixed() {
        Mail mail = mail().text("Hello")
                .html("<p>Hello <img src=\"cid:logo\"></p>")
                .attach(NOTE)
                .inline("logo", LOGO)
                .build();

        assertThat(body(mail)).isEqualTo("""
                Content-Type: multipart/mixed; boundary="=_mc7-1"

                --=_mc7-1
                Content-Type: multipart/related; type="multipart/alternative";
                 boundary="=_rc7-1"

                --=_rc7-1
                Content-Type: multipart/alternative; boundary="=_ac7-1"

                --=_ac7-1
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 7bit

                Hello
                --=_ac7-1
                Content-Type: text/html; charset=utf-8
                Content-Transfer-Encoding: 7bit

                <p>Hello <img src="cid:logo"></p>
                --=_ac7-1--
                --=_rc7-1
                Content-Type: image/png; name="logo.png"
                Content-Transfer-Encoding: base64
                Content-Disposition: inline; filename="logo.png"
                Content-ID: <logo>

                TE9HTw==
                --=_rc7-1--
                --=_mc7-1
                Content-Type: application/pdf; name="note.pdf"
                Content-Transfer-Encoding: base64
                Content-Disposition: attachment; filename="note.pdf"

                Tk9URQ==
                --=_mc7-1--
                """);
    }

    @Test
    void html_alone_with_a_picture_is_related_of_html() {
        assertThat(body(mail().html("<img src=\"cid:logo\">")
                        .inline("logo", LOGO)
                        .build()))
                .startsWith("""
                Content-Type: multipart/related; type="text/html"; boundary="=_rc7-1"

                --=_rc7-1
                Content-Type: text/html; charset=utf-8
                """);
    }

    @Test
    void fields_come_in_a_fixed_order_and_bcc_in_none() {
        Mail mail = mail().cc("Ada", "ada@example.org")
                .bcc("hidden@example.org")
                .header("X-Ticket", "8812")
                .text("x")
                .build();
        OutgoingMail outgoing = new OutgoingMail(
                mail,
                Mailbox.of("Erik via Example", "mail@example.com"),
                Optional.of(Mailbox.of("post@example.com")),
                Optional.of(Mailbox.of("erik@example.org")),
                ID,
                DATE,
                List.of(new HeaderField("Auto-Submitted", "auto-generated")));

        String rendered = text(renderer.render(outgoing, MimeOptions.sevenBit()));

        assertThat(rendered.lines()
                        .takeWhile(line -> !line.isEmpty())
                        .map(line -> line.substring(0, line.indexOf(':'))))
                .containsExactly(
                        "From",
                        "Sender",
                        "Reply-To",
                        "To",
                        "Cc",
                        "Subject",
                        "Date",
                        "Message-ID",
                        "Auto-Submitted",
                        "X-Ticket",
                        "MIME-Version",
                        "Content-Type",
                        "Content-Transfer-Encoding");
        assertThat(rendered).doesNotContain("hidden");
    }

    @Test
    void the_size_is_known_before_writing() throws IOException {
        RenderedMessage message = renderer.render(
                outgoing(mail().text("Grüße")
                        .attach(Attachment.of("a.bin", new byte[100_000]))
                        .build()),
                MimeOptions.sevenBit());

        assertThat(message.size()).isEqualTo(octets(message).length);
    }

    @Test
    void an_attachment_that_has_shrunk_or_grown_ends_the_writing() {
        assertThatThrownBy(() -> octets(renderer.render(outgoing(announced(20, 12)), MimeOptions.sevenBit())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("report.csv has only 12 bytes, fewer than the 20 that were announced");
        assertThatThrownBy(() -> octets(renderer.render(outgoing(announced(20, 21)), MimeOptions.sevenBit())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("report.csv has more bytes than the 20 that were announced");
    }

    private static Mail announced(int size, int real) {
        return mail().text("x")
                .attach(Attachment.of("report.csv", "text/csv", size, () -> new ByteArrayInputStream(new byte[real])))
                .build();
    }

    private static MailBuilder mail() {
        return Mail.compose()
                .from("Erik Maltby", "erik@example.com")
                .to("grace@example.net")
                .subject("Minutes");
    }

    private static OutgoingMail outgoing(Mail mail) {
        return new OutgoingMail(mail, mail.from(), Optional.empty(), mail.replyTo(), ID, DATE, List.of());
    }

    private String lines(MailBuilder mail) {
        return text(renderer.render(outgoing(mail.build()), MimeOptions.sevenBit()));
    }

    private String body(Mail mail) {
        String all = text(renderer.render(outgoing(mail), MimeOptions.sevenBit()));
        return all.substring(all.indexOf("Content-Type"));
    }

    private static String text(RenderedMessage message) {
        try {
            return new String(octets(message), StandardCharsets.US_ASCII).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] octets(RenderedMessage message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        return out.toByteArray();
    }
}
