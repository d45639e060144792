package io.sendwell;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.check.Finding;
import io.sendwell.message.Mail;
import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.MimeRenderer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PreviewTest {

    private final Office office = new Office();

    @Test
    void a_preview_is_merged_complete_and_says_what_was_found() throws IOException {
        Mail mail = Office.mail()
                .subject("Hello {{first}}")
                .html("<p>Hello <b>{{first}}</b></p>")
                .merge("first", "Kim & Co")
                .build();

        MailPreview preview = office.account().preview(mail);

        assertThat(octets(preview))
                .contains("Subject: Hello Kim & Co\r\n")
                .contains("text/plain", "text/html", "<b>Kim &amp; Co</b>");
        assertThat(preview.report()).isEqualTo(office.account().check(mail));
        assertThat(preview.plan().chosen()).isPresent();
    }

    @Test
    void a_preview_is_the_mail_that_is_handed_over_but_for_its_id_and_date() throws IOException {
        Mail mail = Office.mail().build();

        String previewed = octets(office.account().preview(mail));
        office.account().send(mail);

        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        MimeRenderer.create()
                .render(
                        office.esp.submissions().get(0).outgoing(),
                        MimeOptions.sevenBit().withSmtpUtf8())
                .writeTo(sent);
        assertThat(withoutIds(previewed)).isEqualTo(withoutIds(sent.toString(StandardCharsets.UTF_8)));
    }

    @Test
    void what_would_not_leave_can_be_looked_at_and_nothing_leaves() throws IOException {
        Mail mail = Office.mail()
                .text("Hello {{first}}, see {{missing}}")
                .merge("first", "Kim")
                .build();

        MailPreview preview = office.account().preview(mail);

        assertThat(octets(preview)).contains("Hello Kim");
        assertThat(preview.report().stops()).extracting(Finding::code).contains("MERGE_VALUE_MISSING");
        assertThat(office.esp.submissions()).isEmpty();
    }

    private static String withoutIds(String octets) {
        return octets.replaceAll("Message-ID: .*", "")
                .replaceAll("Date: .*", "")
                .replaceAll("=_[^\"\r\n]*", "");
    }

    private static String octets(MailPreview preview) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        preview.message().writeTo(octets);
        return octets.toString(StandardCharsets.UTF_8);
    }
}
