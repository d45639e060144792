package io.sendwell;

import io.sendwell.message.Attachment;
import io.sendwell.message.CampaignName;
import io.sendwell.message.HeaderField;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MessageClass;
import io.sendwell.message.UnsubscribeLink;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;

/** A whole mail as octets, but for its merge data and the octets of its attachments, which stand elsewhere. */
final class FrozenMail {

    /** Gives the octets of an attachment that was read back: those of all attachments follow the mail in their order. */
    @FunctionalInterface
    interface AttachmentSource {
        /** The octets that begin after so many octets of other attachments. */
        Attachment.Source at(long offset, long size);
    }

    private FrozenMail() {}

    static void write(FrozenOutput out, Mail mail) throws IOException {
        out.mailbox(mail.from());
        out.each(mail.to(), out::mailbox);
        out.each(mail.cc(), out::mailbox);
        out.each(mail.bcc(), out::mailbox);
        out.optional(mail.replyTo(), out::mailbox);
        out.text(mail.subject());
        out.optional(mail.text(), out::text);
        out.optional(mail.html(), out::text);
        out.each(mail.headerFields(), field -> {
            out.text(field.name());
            out.text(field.body());
        });
        out.optional(mail.about(), out::text);
        out.optional(mail.campaign(), campaign -> out.text(campaign.value()));
        out.text(mail.messageClass().name());
        out.optional(mail.purpose(), purpose -> out.text(purpose.value()));
        out.each(mail.providersWithOptions().stream().sorted().toList(), provider -> {
            out.text(provider);
            out.each(mail.providerOptions(provider).keySet().stream().sorted().toList(), name -> {
                out.text(name);
                out.text(mail.providerOptions(provider).getOrDefault(name, ""));
            });
        });
        out.each(mail.attachments(), attachment -> {
            out.text(attachment.fileName());
            out.text(attachment.contentType());
            out.number(attachment.size());
            out.optional(attachment.contentId(), out::text);
        });
    }

    static void writeUnsubscribe(FrozenOutput out, Optional<UnsubscribeLink> unsubscribe) throws IOException {
        out.optional(unsubscribe, link -> {
            out.text(link.url().toString());
            out.optional(link.mail(), mail -> out.text(mail.toString()));
        });
    }

    /**
     * Reads a link that was written.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Optional<UnsubscribeLink> readUnsubscribe(FrozenInput in) throws IOException {
        return in.optional(() -> new UnsubscribeLink(URI.create(in.text()), in.optional(() -> URI.create(in.text()))));
    }

    /**
     * Reads a mail that was written.
     *
     * @throws IllegalArgumentException when it is no mail; nothing that was written is refused
     */
    static MailBuilder read(FrozenInput in, AttachmentSource attachments) throws IOException {
        MailBuilder mail = Mail.compose().from(in.mailbox());
        in.list(in::mailbox).forEach(mail::to);
        in.list(in::mailbox).forEach(mail::cc);
        in.list(in::mailbox).forEach(mail::bcc);
        in.optional(in::mailbox).ifPresent(mail::replyTo);
        mail.subject(in.text());
        in.optional(in::text).ifPresent(mail::text);
        in.optional(in::text).ifPresent(mail::html);
        in.list(() -> new HeaderField(in.text(), in.text())).forEach(field -> mail.header(field.name(), field.body()));
        in.optional(in::text).ifPresent(mail::about);
        in.optional(() -> CampaignName.of(in.text())).ifPresent(mail::campaign);
        mail.messageClass(MessageClass.valueOf(in.text()));
        in.optional(in::text).ifPresent(mail::purpose);
        readProviderOptions(in, mail);
        readAttachments(in, attachments, mail);
        return mail;
    }

    private static void readProviderOptions(FrozenInput in, MailBuilder mail) throws IOException {
        in.list(() -> {
            String provider = in.text();
            return in.list(() -> mail.providerOption(provider, in.text(), in.text()));
        });
    }

    private static void readAttachments(FrozenInput in, AttachmentSource sources, MailBuilder mail) throws IOException {
        long[] offset = {0};
        in.list(() -> {
            String fileName = in.text();
            String contentType = in.text();
            long size = in.longNumber();
            Attachment attachment = Attachment.of(fileName, contentType, size, sources.at(offset[0], size));
            if (size > Long.MAX_VALUE - offset[0]) {
                throw new IOException("Its attachments claim to have more than " + Long.MAX_VALUE + " octets.");
            }
            offset[0] += size;
            return mail.attach(in.optional(in::text).map(attachment::inline).orElse(attachment));
        });
    }
}
