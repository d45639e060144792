package io.sendwell.examples.crm.screens;

import io.sendwell.address.Mailbox;
import io.sendwell.examples.crm.web.Html;
import io.sendwell.examples.crm.web.Link;
import io.sendwell.examples.crm.web.Reply;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import java.util.List;
import java.util.stream.Collectors;

/** A mail to look at. Its HTML is somebody's text, so it comes in a frame of its own in which nothing runs and nothing is fetched. */
final class MailView {

    private static final String SEALED =
            "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

    private MailView() {}

    /**
     * The mail.
     *
     * @param frame answers {@link #frame}
     */
    static Html of(Mail mail, Link frame) {
        return Html.of(
                """
                <dl class="mail">
                  <dt>From</dt><dd>{}</dd><dt>To</dt><dd>{}</dd><dt>Subject</dt><dd>{}</dd>{}
                </dl>
                {}{}
                """,
                mail.from(),
                mailboxes(mail.to()),
                mail.subject(),
                attachments(mail.attachments()),
                mail.html()
                        .map(html -> Html.of(
                                "<iframe sandbox title=\"The mail as it is shown\" src=\"{}\"></iframe>", frame)),
                mail.text()
                        .map(text ->
                                Html.of("<details><summary>As plain text</summary><pre>{}</pre></details>", text)));
    }

    /** The HTML of a mail, for its frame. */
    static Reply frame(Mail mail) {
        return Reply.text(200, "text/html; charset=utf-8", mail.html().orElse(""))
                .with("Content-Security-Policy", SEALED);
    }

    private static String mailboxes(List<Mailbox> mailboxes) {
        return mailboxes.stream().map(Mailbox::toString).collect(Collectors.joining(", "));
    }

    private static Html attachments(List<Attachment> attachments) {
        return attachments.isEmpty()
                ? Html.NONE
                : Html.of(
                        "<dt>Attached</dt><dd><ul>{}</ul></dd>",
                        Html.each(
                                attachments,
                                file -> Html.of(
                                        "<li>{} ({} bytes)</li>", file.fileName(), String.format("%,d", file.size()))));
    }
}
