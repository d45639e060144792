package io.sendwell.mime;

/**
 * Renders mails to the octets that travel (RFC 5322, RFC 2045 to 2047, RFC 2231).
 *
 * <p>A pure function: the same mail and options give the same octets, whichever renderer, thread or day. Rendering reads
 * no attachment; that is done while the message is written. Threads may share a renderer.
 */
public final class MimeRenderer {

    /** How many octets of encoded attachments {@link #forBroadcast()} keeps, unless told otherwise: 4 MiB. */
    public static final long DEFAULT_KEPT_OCTETS = 4L * 1024 * 1024;

    private final EncodedAttachments attachments;

    private MimeRenderer(EncodedAttachments attachments) {
        this.attachments = attachments;
    }

    /** A renderer that keeps nothing between messages: attachments are read and encoded each time. */
    public static MimeRenderer create() {
        return new MimeRenderer(new EncodedAttachments(0));
    }

    /** A renderer for many mails with the same attachments; it keeps {@link #DEFAULT_KEPT_OCTETS}. */
    public static MimeRenderer forBroadcast() {
        return forBroadcast(DEFAULT_KEPT_OCTETS);
    }

    /**
     * A renderer for many mails with the same attachments: an {@link io.sendwell.message.Attachment} object that they
     * share is read and encoded once, as long as there is room for it. Let go of the renderer when the broadcast ends.
     *
     * @param keptOctets how many octets of encoded attachments to keep at most, those used last; an attachment that is
     *     larger alone is read and encoded each time
     */
    public static MimeRenderer forBroadcast(long keptOctets) {
        if (keptOctets < 0) {
            throw new IllegalArgumentException("How many octets to keep is zero or more; found " + keptOctets + ".");
        }
        return new MimeRenderer(new EncodedAttachments(keptOctets));
    }

    /**
     * The message as this hop can take it.
     *
     * @throws IllegalArgumentException when a mailbox in the header needs SMTPUTF8 and the hop does not offer it; when a
     *     field for programs such as {@code List-Unsubscribe} cannot be written
     */
    public RenderedMessage render(OutgoingMail outgoing, MimeOptions options) {
        return new MessageWriter(outgoing, options).write(attachments);
    }

    /** How many octets the message will have: {@link RenderedMessage#size()}, without reading attachments. */
    public long wireSize(OutgoingMail outgoing, MimeOptions options) {
        return render(outgoing, options).size();
    }
}
