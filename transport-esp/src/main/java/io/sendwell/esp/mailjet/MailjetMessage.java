package io.sendwell.esp.mailjet;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.message.Attachment;
import io.sendwell.message.HeaderField;
import io.sendwell.message.Mail;
import io.sendwell.mime.OutgoingMail;
import io.sendwell.transport.Submission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One submission in Mailjet's terms: a message object of the Send API v3.1.
 *
 * <p>Mailjet has no envelope. It delivers to whoever stands in To, Cc and Bcc, so only those of the mail's recipients
 * are named who are in the envelope too: anybody else would get a copy that nobody asked for.
 *
 * @param submission what was handed over
 * @param attached files outside the HTML
 * @param inlined files that the HTML shows
 * @param headers extra header fields by name, in the order in which they were added
 * @param textSize an upper bound of the octets of its JSON without files
 */
record MailjetMessage(
        Submission submission,
        List<Mailbox> to,
        List<Mailbox> cc,
        List<Mailbox> bcc,
        Map<String, String> headers,
        List<Attachment> attached,
        List<Attachment> inlined,
        MailjetOptions options,
        String campaign,
        String eventPayload,
        long textSize) {

    // Braces, property names and the short values: at most 560 octets with every property present.
    private static final long MESSAGE_FRAME = 600;
    private static final long MAILBOX_FRAME = 32;
    private static final long HEADER_FRAME = 2;
    private static final long FILE_FRAME = 96;

    static MailjetMessage of(AccountId account, Submission submission) {
        OutgoingMail outgoing = submission.outgoing();
        Mail mail = outgoing.mail();
        Set<String> inEnvelope = submission.envelope().forwardPaths().stream()
                .map(EmailAddress::normalForm)
                .collect(Collectors.toSet());
        MailjetMessage unmeasured = new MailjetMessage(
                submission,
                those(mail.to(), inEnvelope),
                those(mail.cc(), inEnvelope),
                those(mail.bcc(), inEnvelope),
                headers(outgoing),
                mail.attachments().stream().filter(file -> !file.isInline()).toList(),
                mail.attachments().stream().filter(Attachment::isInline).toList(),
                MailjetOptions.carriedBy(mail.providerOptions(MailjetOptions.PROVIDER)),
                MailjetCampaign.wireName(submission.campaign()),
                MailjetEventPayload.of(account, mail),
                0);
        return unmeasured.measured();
    }

    private static List<Mailbox> those(List<Mailbox> mailboxes, Set<String> inEnvelope) {
        return mailboxes.stream()
                .filter(mailbox -> inEnvelope.contains(mailbox.address().normalForm()))
                .toList();
    }

    private static Map<String, String> headers(OutgoingMail outgoing) {
        Map<String, String> headers = new LinkedHashMap<>();
        fields(outgoing)
                .filter(field -> !MailjetHeaders.isForbidden(field.name()))
                .forEach(field -> headers.put(field.name(), field.body()));
        return headers;
    }

    private static Stream<HeaderField> fields(OutgoingMail outgoing) {
        return Stream.concat(outgoing.addedFields().stream(), outgoing.mail().headerFields().stream());
    }

    String id() {
        return submission.id();
    }

    OutgoingMail outgoing() {
        return submission.outgoing();
    }

    /** To, Cc and Bcc together, each entry counted: Mailjet does not say whether it counts a repeated address once. */
    int recipientCount() {
        return to.size() + cc.size() + bcc.size();
    }

    Optional<String> textPart() {
        return outgoing().mail().text().filter(part -> !part.isEmpty());
    }

    Optional<String> htmlPart() {
        return outgoing().mail().html().filter(part -> !part.isEmpty());
    }

    /** An upper bound of the octets of its files in the JSON, encoded. */
    long fileSize() {
        return sizeOf(attached) + sizeOf(inlined);
    }

    /** An upper bound of the octets of these files in the JSON, encoded. */
    static long sizeOf(List<Attachment> files) {
        long size = 0;
        for (Attachment file : files) {
            size += FILE_FRAME
                    + JsonText.length(file.fileName())
                    + JsonText.length(file.contentType())
                    + JsonText.length(file.contentId().orElse(""))
                    + MailjetLimits.base64Length(file.size());
        }
        return size;
    }

    private MailjetMessage measured() {
        long size = MESSAGE_FRAME + JsonText.length(id()) + JsonText.length(campaign) + JsonText.length(eventPayload);
        size += JsonText.length(outgoing().mail().subject());
        size += textPart().map(JsonText::length).orElse(0L);
        size += htmlPart().map(JsonText::length).orElse(0L);
        size += sizeOf(outgoing().from());
        size += outgoing().senderField().map(MailjetMessage::sizeOf).orElse(0L);
        size += outgoing().replyTo().map(MailjetMessage::sizeOf).orElse(0L);
        for (List<Mailbox> field : List.of(to, cc, bcc)) {
            size += field.stream().mapToLong(MailjetMessage::sizeOf).sum();
        }
        for (Map.Entry<String, String> header : headers.entrySet()) {
            size += HEADER_FRAME + JsonText.length(header.getKey()) + JsonText.length(header.getValue());
        }
        size += options.value(MailjetOptions.URL_TAGS).map(JsonText::length).orElse(0L);
        size += options.value(MailjetOptions.MONITORING_CATEGORY)
                .map(JsonText::length)
                .orElse(0L);
        return new MailjetMessage(
                submission, to, cc, bcc, headers, attached, inlined, options, campaign, eventPayload, size);
    }

    private static long sizeOf(Mailbox mailbox) {
        return MAILBOX_FRAME
                + JsonText.length(mailbox.displayName())
                + JsonText.length(mailbox.address().toString());
    }
}
