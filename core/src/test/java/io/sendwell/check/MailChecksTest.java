package io.sendwell.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MessageClass;
import io.sendwell.policy.SendingPolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailChecksTest {

    @Test
    void a_plain_mail_has_nothing_to_say_against_it() {
        assertThat(codes(mail -> mail)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{first}}", "{{ first | there }}", "[[var:name]]", "*|FNAME|*", "%recipient_name%"})
    void a_placeholder_that_nobody_replaced_stops_the_mail(String placeholder) {
        assertThat(codes(mail -> mail.subject("Hi " + placeholder))).containsExactly("UNMERGED_PLACEHOLDER");
        assertThat(codes(mail -> mail.text("Hi " + placeholder))).containsExactly("UNMERGED_PLACEHOLDER");
        assertThat(codes(mail -> mail.html("<p title=\"" + placeholder + "\">Hi</p>")))
                .containsExactly("UNMERGED_PLACEHOLDER");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "50% of all, 20% of some",
                "<a href=\"https://a.example/%E2%82%AC%20x%\">",
                "f(x) { { y } }",
                "a[b[0]]",
                "[[]]"
            })
    void text_that_only_looks_like_a_placeholder_passes(String text) {
        assertThat(codes(mail -> mail.html(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                " \tjava\nscript:alert(1)",
                "&#106;avascript:alert(1)",
                "data:text/html,<script>",
                "vbscript:x",
                "java&#x09;script:alert(1)"
            })
    void a_link_that_runs_a_script_stops_the_mail(String link) {
        assertThat(codes(mail -> mail.html("<a href=\"" + link + "\">x</a>"))).containsExactly("LINK_UNSAFE");
    }

    @Test
    void a_link_or_an_author_whose_domain_mixes_scripts_stops_the_mail() {
        assertThat(codes(mail -> mail.html("<a href=\"https://www.pаypal.example/login\">x</a>")))
                .containsExactly("DOMAIN_CONFUSABLE");
        assertThat(codes(mail -> mail.from("erik@pаypal.example"))).containsExactly("DOMAIN_CONFUSABLE");
        assertThat(codes(mail -> mail.replyTo("erik@pаypal.example")))
                .containsExactly("REPLY_TO_ELSEWHERE", "DOMAIN_CONFUSABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"setup.exe", "SETUP.EXE", "invoice.pdf.js", "setup.exe. .", "report.docm", "disk.iso"})
    void a_program_is_not_attached(String fileName) {
        assertThat(codes(mail -> mail.attach(Attachment.of(fileName, new byte[] {1}))))
                .containsExactly("ATTACHMENT_TYPE_BLOCKED");
    }

    @Test
    void a_program_inside_an_archive_is_found_however_it_is_packed() throws IOException {
        byte[] zip = zip("docs/readme.txt", bytes("x"), "docs/setup.exe", bytes("x"));
        assertThat(codes(mail -> mail.attach(Attachment.of("a.zip", zip)))).containsExactly("ATTACHMENT_TYPE_BLOCKED");
        byte[] nested = zip("inner.zip", zip);
        assertThat(codes(mail -> mail.attach(Attachment.of("a.zip", nested))))
                .containsExactly("ATTACHMENT_TYPE_BLOCKED");
        byte[] tgz = gzip(tar("notes.txt", bytes("hello"), "run.bat", bytes("x")));
        assertThat(codes(mail -> mail.attach(Attachment.of("a.tgz", tgz)))).containsExactly("ATTACHMENT_TYPE_BLOCKED");
        byte[] zipInTar = gzip(tar("inner.zip", zip));
        assertThat(codes(mail -> mail.attach(Attachment.of("a.tar.gz", zipInTar))))
                .containsExactly("ATTACHMENT_TYPE_BLOCKED");
    }

    @Test
    void an_encrypted_archive_is_not_hidden_inside_another() throws IOException {
        byte[] encrypted = zip("secret.txt", bytes("x"));
        encrypted[6] |= 1;
        byte[] outer = zip("readme.txt", bytes("y"), "inner.zip", encrypted);
        assertThat(codes(mail -> mail.attach(Attachment.of("a.zip", outer))))
                .containsExactly("ATTACHMENT_TYPE_BLOCKED");
        assertThat(examine(mail -> mail.attach(Attachment.of("a.zip", outer)))
                        .get(0)
                        .stopsSending())
                .isTrue();
        assertThat(examine(mail -> mail.attach(Attachment.of("a.zip", encrypted))))
                .extracting(Finding::status)
                .containsExactly(FindingStatus.NOT_CHECKED);
    }

    @Test
    void an_archive_of_documents_passes() throws IOException {
        byte[] tar = tar("a.txt", bytes("x".repeat(700)), "inner.zip", zip("b.pdf", bytes("y")), "c.txt", bytes("z"));
        assertThat(codes(mail -> mail.attach(Attachment.of("a.tar", tar)))).isEmpty();
    }

    @Test
    void an_archive_that_unpacks_for_ever_is_left_unread_and_said_so() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
            zip.setLevel(Deflater.BEST_SPEED);
            zip.putNextEntry(new ZipEntry("zeros.txt"));
            byte[] zeros = new byte[1024 * 1024];
            for (int i = 0; i < 300; i++) {
                zip.write(zeros);
            }
        }
        List<Finding> findings = examine(mail -> mail.attach(Attachment.of("a.zip", bomb.toByteArray())));
        assertThat(findings).singleElement().satisfies(finding -> {
            assertThat(finding.status()).isEqualTo(FindingStatus.NOT_CHECKED);
            assertThat(finding.seen()).contains("unpacks to more than");
        });
    }

    @Test
    void an_archive_that_is_none_is_said_to_be_unread() {
        assertThat(examine(mail -> mail.attach(Attachment.of("a.tgz", bytes("not gzip")))))
                .extracting(Finding::status)
                .containsExactly(FindingStatus.NOT_CHECKED);
    }

    @Test
    void html_that_gmail_would_clip_is_said_so() {
        assertThat(codes(mail -> mail.html("<p>" + "ж".repeat(53_000)).text("ж".repeat(53_000))))
                .containsExactly("HTML_CLIPPED");
        assertThat(codes(mail -> mail.html("<p>" + "ж".repeat(48_000)).text("ж".repeat(48_000))))
                .containsExactly("HTML_LONG");
    }

    @Test
    void a_subject_that_is_missing_too_long_or_a_pretended_answer_is_said_so() {
        assertThat(codes(mail -> mail.subject(" "))).containsExactly("SUBJECT_EMPTY");
        assertThat(codes(mail -> mail.subject("x".repeat(256)))).containsExactly("SUBJECT_LONG");
        assertThat(codes(mail -> mail.subject("RE: your order"))).containsExactly("SUBJECT_PRETENDS_REPLY");
        assertThat(codes(mail -> mail.subject("Re: your order").header("In-Reply-To", "<1@customer.example>")))
                .isEmpty();
    }

    @Test
    void a_mail_of_class_mass_goes_to_one_person() {
        assertThat(codes(mail -> mail.messageClass(MessageClass.MASS).bcc("kim@customer.example")))
                .containsExactly("MASS_TO_SEVERAL", "UNSUBSCRIBE_MISSING");
        assertThat(codes(mail -> mail.messageClass(MessageClass.MASS))).containsExactly("UNSUBSCRIBE_MISSING");
        String link = "https://acme.example/bye?p=7";
        assertThat(codes(mail -> mail.messageClass(MessageClass.MASS)
                        .text("Bye: " + link)
                        .unsubscribe(URI.create(link))))
                .isEmpty();
    }

    private static List<String> codes(UnaryOperator<MailBuilder> change) {
        return examine(change).stream().map(Finding::code).toList();
    }

    private static List<Finding> examine(UnaryOperator<MailBuilder> change) {
        Mail mail = change.apply(Mail.compose()
                        .from("erik@acme.example")
                        .to("jo@customer.example")
                        .subject("Hello")
                        .text("Hi"))
                .build();
        return MailChecks.all().stream()
                .flatMap(check -> check.examine(mail, AccountId.of("acme"), SendingPolicy.defaults()).stream())
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] zip(Object... namesAndContents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                zip.putNextEntry(new ZipEntry((String) namesAndContents[i]));
                zip.write((byte[]) namesAndContents[i + 1]);
            }
        }
        return out.toByteArray();
    }

    private static byte[] tar(Object... namesAndContents) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < namesAndContents.length; i += 2) {
            byte[] name = bytes((String) namesAndContents[i]);
            byte[] content = (byte[]) namesAndContents[i + 1];
            byte[] header = new byte[512];
            System.arraycopy(name, 0, header, 0, name.length);
            byte[] size = bytes(String.format("%011o", content.length));
            System.arraycopy(size, 0, header, 124, size.length);
            out.write(header);
            out.write(content);
            out.write(new byte[(512 - content.length % 512) % 512]);
        }
        out.write(new byte[1024]);
        return out.toByteArray();
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
        }
        return out.toByteArray();
    }
}
