package io.sendwell.mime;

import io.sendwell.address.Mailbox;
import io.sendwell.message.Attachment;
import io.sendwell.message.HeaderField;
import io.sendwell.message.Mail;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes one message: header fields in a fixed order, then a body only as deep as its parts need, at most {@code mixed(
 * related( alternative( text, html ), inline... ), attachments... )} (RFC 2046 section 5.1, RFC 2387).
 *
 * <p>Boundaries are made of the Message-ID and begin with {@code =_}. Neither quoted-printable nor base64 can have that
 * at the start of a line behind two hyphens, and text that has it is not sent as it is; so none occurs in a part. Each
 * level has a letter of its own, so none begins with another.
 */
final class MessageWriter {

    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };
    // A header of the usual fields; with a file its Content-* fields and delimiter.
    private static final int USUAL_HEADER = 1_024;
    private static final int USUAL_FILE_HEADER = 320;

    private final OutgoingMail outgoing;
    private final Mail mail;
    private final boolean smtpUtf8;
    private final Optional<TextPart> text;
    private final Optional<TextPart> html;
    private final boolean eightBit;
    private final List<Attachment> inline;
    private final List<Attachment> attached;
    private final OctetBuffer out;
    private final HeaderWriter header;
    private final List<ComposedMessage.Place> places = new ArrayList<>();
    // Whether a line end that belongs to no part has just been written, such as the last one of base64.
    private boolean lineEnded;

    MessageWriter(OutgoingMail outgoing, MimeOptions options) {
        this.outgoing = outgoing;
        mail = outgoing.mail();
        smtpUtf8 = requireSmtpUtf8(options);
        text = mail.text().map(part -> TextPart.of(part, options));
        html = mail.html().map(part -> TextPart.of(part, options));
        eightBit = parts().anyMatch(part -> part.encoding() == TransferEncoding.EIGHT_BIT);
        inline = mail.attachments().stream().filter(Attachment::isInline).toList();
        attached = mail.attachments().stream().filter(file -> !file.isInline()).toList();
        out = new OctetBuffer(USUAL_HEADER
                + USUAL_FILE_HEADER * mail.attachments().size()
                + parts().mapToInt(TextPart::expectedSize).sum());
        header = new HeaderWriter(out);
    }

    private Stream<TextPart> parts() {
        return Stream.concat(text.stream(), html.stream());
    }

    RenderedMessage write(EncodedAttachments attachments) {
        writeHeader();
        writeMixed();
        if (!out.endsWithCrlf()) {
            out.crlf();
        }
        return new ComposedMessage(out.octets(), out.size(), places, attachments, eightBit, smtpUtf8);
    }

    private boolean requireSmtpUtf8(MimeOptions options) {
        List<Mailbox> outside = Stream.of(
                        Stream.of(outgoing.from()),
                        outgoing.senderField().stream(),
                        outgoing.replyTo().stream(),
                        mail.to().stream(),
                        mail.cc().stream())
                .flatMap(mailboxes -> mailboxes)
                .filter(mailbox -> mailbox.address().needsSmtpUtf8())
                .toList();
        if (!outside.isEmpty() && !options.smtpUtf8()) {
            throw new IllegalArgumentException("ADDRESS_NEEDS_SMTPUTF8: the local part of "
                    + outside.get(0).address().masked()
                    + " is outside ASCII, and the next hop does not offer SMTPUTF8 (RFC 6531 section 3). "
                    + "Use an ASCII address of the same person, or a route that offers it.");
        }
        return !outside.isEmpty();
    }

    private void writeHeader() {
        header.mailboxes("From", List.of(outgoing.from()));
        outgoing.senderField().ifPresent(mailbox -> header.mailboxes("Sender", List.of(mailbox)));
        outgoing.replyTo().ifPresent(mailbox -> header.mailboxes("Reply-To", List.of(mailbox)));
        header.mailboxes("To", mail.to());
        if (!mail.cc().isEmpty()) {
            header.mailboxes("Cc", mail.cc());
        }
        header.text("Subject", mail.subject());
        header.line("Date", date(outgoing.date()));
        header.line("Message-ID", outgoing.messageId().toString());
        for (HeaderField field : outgoing.addedFields()) {
            header.text(field.name(), field.body());
        }
        for (HeaderField field : mail.headerFields()) {
            header.text(field.name(), field.body());
        }
        header.line("MIME-Version", "1.0");
    }

    private void writeMixed() {
        if (attached.isEmpty()) {
            writeRelated();
            return;
        }
        String boundary = beginMultipart("mixed", "=_m", Optional.empty());
        delimiter(boundary);
        writeRelated();
        for (Attachment file : attached) {
            delimiter(boundary);
            writeFile(file);
        }
        endMultipart(boundary);
    }

    private void writeRelated() {
        if (inline.isEmpty()) {
            writeAlternative();
            return;
        }
        // RFC 2387 section 3.1: the type of the root, which is the first part.
        String root = text.isPresent() ? "multipart/alternative" : "text/html";
        String boundary = beginMultipart("related", "=_r", Optional.of(root));
        delimiter(boundary);
        writeAlternative();
        for (Attachment file : inline) {
            delimiter(boundary);
            writeFile(file);
        }
        endMultipart(boundary);
    }

    private void writeAlternative() {
        if (text.isEmpty() || html.isEmpty()) {
            text.ifPresent(part -> writeText("text/plain", part));
            html.ifPresent(part -> writeText("text/html", part));
            return;
        }
        String boundary = beginMultipart("alternative", "=_a", Optional.empty());
        delimiter(boundary);
        writeText("text/plain", text.get());
        delimiter(boundary);
        writeText("text/html", html.get());
        endMultipart(boundary);
    }

    private String beginMultipart(String subtype, String level, Optional<String> rootType) {
        String boundary = level + outgoing.messageId().token();
        header.begin("Content-Type");
        header.word("multipart/" + subtype);
        rootType.ifPresent(type -> header.parameter("type=\"" + type + "\""));
        header.parameter("boundary=\"" + boundary + "\"");
        header.end();
        if (eightBit) {
            // RFC 2045 section 6.4: what holds 8bit parts says so itself.
            header.line("Content-Transfer-Encoding", TransferEncoding.EIGHT_BIT.token());
        }
        return boundary;
    }

    // RFC 2046 section 5.1.1: the line end before a delimiter is part of it, not of the part that ends there.
    private void delimiter(String boundary) {
        if (!lineEnded) {
            out.crlf();
        }
        lineEnded = false;
        out.ascii("--");
        out.ascii(boundary);
        out.crlf();
    }

    private void endMultipart(String boundary) {
        delimiter(boundary + "--");
        lineEnded = true;
    }

    private void writeText(String type, TextPart part) {
        header.line("Content-Type", type + "; charset=utf-8");
        header.line("Content-Transfer-Encoding", part.encoding().token());
        out.crlf();
        int start = out.size();
        part.writeTo(out);
        lineEnded = part.encoding() == TransferEncoding.BASE64 && out.size() > start;
    }

    private void writeFile(Attachment file) {
        header.begin("Content-Type");
        header.word(typeOf(file));
        header.parameter(FileNameParameters.ofContentType(file.fileName()));
        header.end();
        header.line("Content-Transfer-Encoding", TransferEncoding.BASE64.token());
        header.begin("Content-Disposition");
        header.word(file.isInline() ? "inline" : "attachment");
        FileNameParameters.ofDisposition(file.fileName()).forEach(header::parameter);
        header.end();
        // Written as the HTML refers to it, with no domain added to an id that has none.
        file.contentId().ifPresent(id -> header.line("Content-ID", "<" + id + ">"));
        out.crlf();
        places.add(new ComposedMessage.Place(out.size(), file));
        lineEnded = file.size() > 0;
    }

    // RFC 2046 section 5.2.1 forbids base64 in message/rfc822 and its like. A file of octets that nobody has looked at
    // may not travel otherwise, so it goes as a file; its name still tells programs what it is.
    private static String typeOf(Attachment file) {
        return file.contentType().startsWith("message/") ? "application/octet-stream" : file.contentType();
    }

    /** RFC 5322 section 3.3, in UTC: where the sender is, is nobody's business. */
    private static String date(Instant instant) {
        OffsetDateTime date = instant.atOffset(ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(32)
                .append(DAYS[date.getDayOfWeek().getValue() - 1])
                .append(", ")
                .append(date.getDayOfMonth())
                .append(' ')
                .append(MONTHS[date.getMonthValue() - 1])
                .append(' ')
                .append(date.getYear())
                .append(' ');
        twoDigits(text, date.getHour()).append(':');
        twoDigits(text, date.getMinute()).append(':');
        return twoDigits(text, date.getSecond()).append(" +0000").toString();
    }

    private static StringBuilder twoDigits(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
