package io.sendwell.smtp;

import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.OutgoingMail;
import io.sendwell.mime.RenderedMessage;

/** Renders a mail for one hop. */
interface Rendering {

    /**
     * The octets of the mail.
     *
     * @throws IllegalArgumentException when the mail needs more than the hop offers
     */
    RenderedMessage render(OutgoingMail outgoing, MimeOptions options);
}
