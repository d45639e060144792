package io.sendwell.testkit.inbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReceivedContent;
import io.sendwell.testkit.smtp.ReceivedMail;
import io.sendwell.testkit.smtp.ReceivedRecipient;
import io.sendwell.testkit.smtp.Transcript;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A mail as it came over SMTP. */
record SmtpMail(String id, FakeSmtp server, ReceivedMail mail) implements InboxMail {

    /** A larger one is shown by its header section, and downloaded whole: the page is not to hold it in memory several times. */
    private static final long LARGEST_READ = 32L * 1024 * 1024;

    private static final int MOST_DIALOGUE = 300;

    @Override
    public Line line() {
        List<MailField> fields = HeaderText.fields(mail.content().headerSection());
        MailContent header = new MailContent(fields, Optional.empty(), Optional.empty(), List.of());
        boolean refused = !mail.refusedRecipients().isEmpty();
        return new Line(
                "smtp",
                "",
                header.field("From"),
                header.field("To").isEmpty() ? String.join(", ", mail.forwardPaths()) : header.field("To"),
                header.field("Subject"),
                mail.receivedAt(),
                mail.content().size(),
                header.field("Content-Type").toLowerCase(java.util.Locale.ROOT).startsWith("multipart/mixed") ? 1 : 0,
                refused ? "accepted, not for all" : "accepted",
                refused ? Tone.WAITING : Tone.GOOD);
    }

    @Override
    public MailContent content() {
        ReceivedContent content = mail.content();
        return content.isWhole() && content.size() <= LARGEST_READ
                ? MimeEntity.read(content.octets()).content()
                : new MailContent(
                        HeaderText.fields(content.headerSection()), Optional.empty(), Optional.empty(), List.of());
    }

    @Override
    public Source source() {
        ReceivedContent content = mail.content();
        if (!content.isWhole()) {
            byte[] header = content.headerSection().getBytes(StandardCharsets.UTF_8);
            return new Source(id + "-header.txt", "text/plain", header.length, out -> out.write(header));
        }
        Optional<Path> file = content.spoolFile();
        return new Source(id + ".eml", "message/rfc822", content.size(), out -> {
            if (file.isPresent()) {
                Files.copy(file.get(), out);
            } else {
                out.write(content.octets());
            }
        });
    }

    @Override
    public void tell(ObjectNode json) {
        if (!mail.content().isWhole()) {
            json.put(
                    "note",
                    "The server kept the header section alone: the mail has "
                            + mail.content().size()
                            + " octets. FakeSmtp.builder().keepsContentUpTo(octets) keeps more, spoolsContentTo(directory) all.");
        } else if (mail.content().size() > LARGEST_READ) {
            json.put("note", "This mail is too large to be shown. Its source can be downloaded.");
        }
        Optional<Transcript> session = server.sessions().stream()
                .filter(transcript -> transcript.session() == mail.session())
                .findFirst();
        json.put("reversePath", "<" + mail.reversePath() + ">");
        json.put("client", session.map(Transcript::clientName).orElse(""));
        json.put("tls", mail.tlsProtocol().orElse(""));
        json.put("user", mail.authenticatedUser().orElse(""));
        ArrayNode recipients = json.putArray("recipients");
        mail.recipients().forEach(recipient -> tell(recipients.addObject(), recipient, Tone.GOOD));
        mail.refusedRecipients().forEach(recipient -> tell(recipients.addObject(), recipient, Tone.BAD));
        ArrayNode timeline = json.putArray("timeline");
        timeline.addObject()
                .put("at", mail.receivedAt().toString())
                .put("what", "received")
                .put("detail", "by " + mail.contentCommand() + " in session " + mail.session())
                .put("tone", Tone.GOOD.word());
        ArrayNode dialogue = json.putArray("dialogue");
        List<String> lines = session.map(Transcript::lines).orElse(List.of());
        lines.stream().limit(MOST_DIALOGUE).forEach(dialogue::add);
        if (lines.size() > MOST_DIALOGUE) {
            dialogue.add("* and " + (lines.size() - MOST_DIALOGUE) + " more lines");
        }
    }

    private static void tell(ObjectNode json, ReceivedRecipient recipient, Tone tone) {
        json.put("address", recipient.forwardPath())
                .put("state", recipient.reply())
                .put("tone", tone.word());
    }
}
