package io.sendwell.mime;

import io.sendwell.address.Mailbox;
import io.sendwell.message.HeaderField;
import io.sendwell.message.Mail;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One copy of a mail as it leaves: the author's content under the identity that was decided for it.
 *
 * @param mail the merged content and its recipients; its own From is replaced by {@code from}
 * @param from who stands in From: the author, or the operator's mailbox for the author
 * @param senderField who posts for the author (RFC 5322 section 3.6.2); never equal to From
 * @param replyTo where replies go when not to From
 * @param messageId names this copy
 * @param date becomes the Date field, to the second: when the mail is released, and the same on every attempt after one that may
 *     have left
 * @param addedFields header fields that Sendwell adds, such as {@code Auto-Submitted}, before the application's own
 */
public record OutgoingMail(
        Mail mail,
        Mailbox from,
        Optional<Mailbox> senderField,
        Optional<Mailbox> replyTo,
        MessageId messageId,
        Instant date,
        List<HeaderField> addedFields) {

    private static final Set<String> WRITTEN_BY_RENDERER =
            Set.of("from", "sender", "reply-to", "to", "cc", "bcc", "subject", "date", "message-id", "mime-version");

    /**
     * @throws IllegalArgumentException when the mail still has merge data, the Sender field names the author, or an added
     *     field is one that the renderer writes or is added twice
     */
    public OutgoingMail {
        if (mail.mergeData().isPresent()) {
            throw new IllegalArgumentException("A mail is merged before it leaves; this one still has merge data.");
        }
        String author = from.address().normalForm();
        if (senderField
                .filter(sender -> sender.address().normalForm().equals(author))
                .isPresent()) {
            throw new IllegalArgumentException(
                    "The Sender field names someone other than From, or is left out (RFC 5322 section 3.6.2).");
        }
        addedFields = List.copyOf(addedFields);
        Set<String> names = new HashSet<>(WRITTEN_BY_RENDERER);
        for (HeaderField field : addedFields) {
            String name = field.name().toLowerCase(Locale.ROOT);
            if (!names.add(name) || name.startsWith("content-")) {
                throw new IllegalArgumentException("The header field " + field.name()
                        + " would stand twice in the message, which Gmail refuses (550 5.7.1); RFC 5322 section 3.6.");
            }
        }
    }
}
