package io.sendwell;

import io.sendwell.message.AttachmentHost;
import java.time.Duration;
import java.util.Locale;

/**
 * When a mail has links in place of its attachments, and where they lead. Given to {@link SendwellBuilder#attachmentLinks}; without it
 * a mail carries what is attached to it, or does not leave.
 *
 * <p>The links stand where the mail says {@code {{attachments}}}, else at the end of its text and its HTML. What the HTML shows inside
 * stays in the mail.
 *
 * @param host keeps the files
 * @param when for which mails
 * @param language of the words around the links, in mail whose HTML names none by {@code <html lang="…">}: English, French, German or
 *     Spanish; English in place of any other
 * @param lifetime how long the files are to be there after the mail leaves
 */
public record AttachmentLinks(AttachmentHost host, When when, Locale language, Duration lifetime) {

    // People come back from a holiday; the figure is our own.
    private static final Duration USUAL_LIFETIME = Duration.ofDays(30);

    /** For which mails. */
    public enum When {
        /**
         * Where the mail could not leave with what is attached: no way out takes so much, the one that does would send it under a
         * worse identity, or it is more than receivers take.
         */
        TO_LEAVE_AT_ALL,
        /** There, and where it is more than {@link io.sendwell.policy.SendingPolicy#espAttachmentLimit()}: such mail stays with the ESP. */
        OVER_ESP_LIMIT
    }

    /** @throws IllegalArgumentException when the lifetime is not positive */
    public AttachmentLinks {
        if (lifetime.isNegative() || lifetime.isZero()) {
            throw new IllegalArgumentException(
                    "Files are there for a while after their mail left; found " + lifetime + ".");
        }
    }

    /** Only where the mail could not leave otherwise. */
    public static AttachmentLinks toLeaveAtAll(AttachmentHost host) {
        return new AttachmentLinks(host, When.TO_LEAVE_AT_ALL, Locale.ENGLISH, USUAL_LIFETIME);
    }

    /** For all that is more than the ESP is given. */
    public static AttachmentLinks overEspLimit(AttachmentHost host) {
        return new AttachmentLinks(host, When.OVER_ESP_LIMIT, Locale.ENGLISH, USUAL_LIFETIME);
    }

    /** The same with words in another language. */
    public AttachmentLinks in(Locale value) {
        return new AttachmentLinks(host, when, value, lifetime);
    }

    /** The same with files that are there for so long; 30 days without it. */
    public AttachmentLinks lifetime(Duration value) {
        return new AttachmentLinks(host, when, language, value);
    }
}
