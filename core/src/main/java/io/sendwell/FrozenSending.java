package io.sendwell;

import io.sendwell.merge.MailTemplate;
import io.sendwell.merge.MergedMail;
import io.sendwell.merge.TemplateEngine;
import io.sendwell.message.Attachment;
import io.sendwell.message.Mail;
import io.sendwell.message.MailBuilder;
import io.sendwell.message.MergeData;
import io.sendwell.message.UnsubscribeLink;
import io.sendwell.outbox.Octets;
import io.sendwell.outbox.OutboxEntry;
import io.sendwell.outbox.OutboxException;
import io.sendwell.outbox.OutboxIntake;
import io.sendwell.outbox.SendingId;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * What the mails of a sending have in common, as it was stored when the sending was made: the mail, or the template of a
 * broadcast, and its attachments. With an entry it gives the entry's mail, the same one each time: a pure function of what
 * is stored, whatever became of files, lists and people since.
 *
 * <p>Attachments are read from the outbox while a mail is written, and shared by all mails of the sending. Threads may
 * share it.
 */
final class FrozenSending {

    // "Sendwell content".
    private static final int MARK = 0x53_57_43_31;
    private static final int VERSION = 3;
    private static final int WITHOUT_TRACE = 2;
    private static final int WITHOUT_LINK = 1;

    // All texts and addresses, in front of the attachments: more than any receiver takes.
    private static final int MAX_MAIL = 128 * 1024 * 1024;

    /** How an entry's mail comes out of the sending's. */
    enum Merging {
        /** The sending's mail is merged, and is the entry's. */
        DONE,
        /** By Sendwell's own templates, from the entry's values. */
        BY_VALUES,
        /** Another engine merged it; the entry holds the texts. */
        BY_TEXTS
    }

    private final Optional<TraceParent> trace;
    private final Merging merging;
    private final Mail mail;
    private final Optional<MailTemplate> template;

    private FrozenSending(Optional<TraceParent> trace, Merging merging, Mail mail, Optional<MailTemplate> template) {
        this.trace = trace;
        this.merging = merging;
        this.mail = mail;
        this.template = template;
    }

    /**
     * Stores a mail as the content of an open sending.
     *
     * @param trace within which the sending was asked for
     * @param digests the SHA-256 of each attachment in hexadecimal digits, as it was when the sending was asked for
     * @throws IOException when an attachment cannot be read or is another one meanwhile, or the sending is not open any more
     * @throws IllegalArgumentException when a text or a list is too long
     * @throws OutboxException when the store is out of reach; storing it again is harmless
     */
    static void store(
            OutboxIntake outbox,
            SendingId sending,
            Optional<TraceParent> trace,
            Merging merging,
            Mail mail,
            List<String> digests)
            throws IOException {
        try (ContentPieces pieces = new ContentPieces(outbox, sending)) {
            FrozenOutput out = new FrozenOutput(pieces);
            out.number(MARK);
            out.octet(VERSION);
            FrozenTrace.write(out, trace);
            out.text(merging.name());
            FrozenMail.writeUnsubscribe(out, mail.unsubscribe());
            FrozenMail.write(out, mail);
            out.requireAtMost(MAX_MAIL, "A mail without its attachments");
            for (int i = 0; i < digests.size(); i++) {
                Attachment attachment = mail.attachments().get(i);
                if (!copied(attachment, pieces).equals(digests.get(i))) {
                    throw new IOException("The attachment " + attachment.fileName() + " changed while it was stored.");
                }
            }
        }
    }

    /**
     * The SHA-256 of an attachment, in hexadecimal digits.
     *
     * @throws IOException when it cannot be read, or has another size than it said
     */
    static String digest(Attachment attachment) throws IOException {
        return copied(attachment, OutputStream.nullOutputStream());
    }

    private static String copied(Attachment attachment, OutputStream to) throws IOException {
        MessageDigest digest = ContentHash.sha256();
        byte[] buffer = new byte[16_384];
        long size = 0;
        try (InputStream octets = attachment.open()) {
            for (int read = octets.read(buffer); read >= 0; read = octets.read(buffer)) {
                size += read;
                if (size > attachment.size()) {
                    break;
                }
                digest.update(buffer, 0, read);
                to.write(buffer, 0, read);
            }
        }
        if (size != attachment.size()) {
            throw new IOException("The attachment " + attachment.fileName() + " has "
                    + (size > attachment.size()
                            ? "more than " + attachment.size()
                            : size + " instead of " + attachment.size())
                    + " octets.");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /**
     * Reads what {@link #store} stored.
     *
     * @throws DamagedSendingException when it is not what was stored
     * @throws OutboxException when the store is out of reach
     */
    static FrozenSending read(OutboxIntake outbox, SendingId sending) {
        StoredContent content = new StoredContent(outbox, sending, 0, Long.MAX_VALUE);
        try {
            FrozenInput in = new FrozenInput(content, MAX_MAIL);
            if (in.number() != MARK) {
                throw new IOException("It is no frozen mail.");
            }
            int version = in.octet();
            if (version < WITHOUT_LINK || version > VERSION) {
                throw new IOException("It is written in version " + version + "; this release of Sendwell reads "
                        + WITHOUT_LINK + " to " + VERSION + ".");
            }
            Optional<TraceParent> trace = version <= WITHOUT_TRACE ? Optional.empty() : FrozenTrace.read(in);
            Merging merging = Merging.valueOf(in.text());
            Optional<UnsubscribeLink> unsubscribe =
                    version == WITHOUT_LINK ? Optional.empty() : FrozenMail.readUnsubscribe(in);
            // Where the attachments begin is known when the mail was read; they are opened later.
            long[] begin = {0};
            MailBuilder builder = FrozenMail.read(
                    in, (offset, size) -> () -> new StoredContent(outbox, sending, begin[0] + offset, size));
            begin[0] = content.position();
            unsubscribe.ifPresent(builder::unsubscribe);
            if (merging != Merging.DONE) {
                builder.merge(MergeData.none());
            }
            Mail mail = builder.build();
            return new FrozenSending(
                    trace,
                    merging,
                    mail,
                    merging == Merging.BY_VALUES
                            ? Optional.of(MailTemplate.of(mail, TemplateEngine.sendwell()))
                            : Optional.empty());
        } catch (IOException e) {
            if (e.getCause() instanceof OutboxException away) {
                throw away;
            }
            throw damaged(sending, e);
        } catch (IllegalArgumentException e) {
            throw damaged(sending, e);
        }
    }

    private static DamagedSendingException damaged(SendingId sending, Exception e) {
        return new DamagedSendingException(
                "The content of the sending " + sending + " is damaged, so nothing of it is sent: " + e.getMessage(),
                e);
    }

    /** Within which trace it was asked for. */
    Optional<TraceParent> trace() {
        return trace;
    }

    /** Whether each entry has a mail of its own, and the sending's is the template of them. */
    boolean isBroadcast() {
        return merging != Merging.DONE;
    }

    /** The mail, or the template of a broadcast, whose To is no real mailbox. */
    Mail mail() {
        return mail;
    }

    /** The mail of an entry; see {@link #mail(Octets)}. */
    Thawed mail(OutboxEntry entry) {
        return mail(entry.data());
    }

    /** The mail of an entry with this data, merged and with its text part, ready to be examined. */
    Thawed mail(Octets data) {
        FrozenEntry entry;
        try {
            entry = FrozenEntry.decoded(data);
        } catch (IOException e) {
            return new Thawed.Stopped("ENTRY_DAMAGED", "The outbox gave back what was not stored: " + e.getMessage());
        }
        if (entry.body() instanceof FrozenEntry.Body.Stopped stopped) {
            return new Thawed.Stopped(stopped.code(), stopped.text());
        }
        try {
            Mail thawed = Preparation.completed(merged(entry), new ArrayList<>());
            if (ContentHash.of(thawed).equals(entry.hash())) {
                return new Thawed.Intact(thawed);
            }
            return changed("The mail would say something else than when it was scheduled and examined.");
        } catch (IllegalArgumentException e) {
            return changed("The mail can no longer be written as it was scheduled: " + e.getMessage());
        }
    }

    private static Thawed changed(String why) {
        return new Thawed.Stopped("CONTENT_CHANGED", why);
    }

    private Mail merged(FrozenEntry entry) {
        if (entry.body() instanceof FrozenEntry.Body.AsItIs) {
            return mail;
        }
        MailBuilder builder = mail.toBuilder();
        entry.recipient().ifPresent(builder::onlyTo);
        entry.about().ifPresent(builder::about);
        entry.unsubscribe().ifPresent(builder::unsubscribe);
        Mail own = builder.build();
        if (entry.body() instanceof FrozenEntry.Body.Texts texts) {
            return own.merged(texts.subject(), texts.text(), texts.html());
        }
        MergeData values = entry.body() instanceof FrozenEntry.Body.Values merge ? merge.values() : MergeData.none();
        return template.map(compiled -> compiled.merge(own, Unsubscribing.values(own, values)))
                .map(MergedMail::mail)
                .orElse(own);
    }
}
