package io.sendwell.smtp;

import io.sendwell.account.AccountId;
import io.sendwell.address.DomainName;
import io.sendwell.address.EmailAddress;
import io.sendwell.mime.MessageSigner;
import io.sendwell.mime.MimeOptions;
import io.sendwell.mime.RenderedMessage;
import io.sendwell.transport.Envelope;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.Submission;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Renders and signs a message for the server at hand, and finds what that server could not take before it is asked.
 *
 * @param signer puts signatures on top; empty when the server signs, or nobody
 */
record Preparation(Rendering rendering, Optional<MessageSigner> signer, Optional<DsnOptions> dsn, BodyEncoding body) {

    /**
     * Makes a message ready.
     *
     * @throws NotSendable when this server cannot take it
     */
    PreparedMessage prepare(AccountId account, Submission submission, Ehlo offer) throws NotSendable {
        Envelope envelope = submission.envelope();
        if (!offer.offers(Ehlo.SMTPUTF8)) {
            requireAscii(submission);
        }
        RenderedMessage content = signed(account, submission, rendered(submission, offer));
        requireRoom(content, offer.sizeLimit());
        EnvelopeCommands commands = new EnvelopeCommands(offer, dsn);
        return new PreparedMessage(
                content, commands.mail(envelope, content), envelope.forwardPaths(), commands.recipients(envelope));
    }

    private RenderedMessage rendered(Submission submission, Ehlo offer) throws NotSendable {
        MimeOptions options = MimeOptions.sevenBit();
        if (offer.offers(Ehlo.SMTPUTF8)) {
            options = options.withSmtpUtf8();
        }
        if (body == BodyEncoding.EIGHT_BIT_WHERE_OFFERED && offer.offers(Ehlo.EIGHT_BIT_MIME)) {
            options = options.withEightBitMime();
        }
        try {
            return rendering.render(submission.outgoing(), options);
        } catch (IllegalArgumentException e) {
            throw new NotSendable(Refusals.notSendable(
                    RefusalScope.MESSAGE, "", "5.6.0", "The message cannot be written: " + e.getMessage()));
        }
    }

    private RenderedMessage signed(AccountId account, Submission submission, RenderedMessage content)
            throws NotSendable {
        if (signer.isEmpty()) {
            return content;
        }
        DomainName authorDomain = submission.outgoing().from().address().domain();
        try {
            byte[] fields = signer.get().sign(account, authorDomain, content);
            return fields.length == 0 ? content : content.under(fields);
        } catch (IOException e) {
            throw new NotSendable(Refusals.notReady(e));
        }
    }

    /** RFC 1870 section 6.1: a message larger than the server announced need not be offered to it. */
    private static void requireRoom(RenderedMessage content, OptionalLong limit) throws NotSendable {
        if (limit.isPresent() && content.size() > limit.getAsLong()) {
            throw new NotSendable(Refusals.notSendable(
                    RefusalScope.MESSAGE,
                    "552",
                    "5.3.4",
                    "The message has " + content.size() + " octets and the server takes " + limit.getAsLong()
                            + " (SIZE, RFC 1870); it was not sent. Send less, or link to the file."));
        }
    }

    /** RFC 6531 section 3.2. Nothing narrows such an address to ASCII: it would become someone else's. */
    private static void requireAscii(Submission submission) throws NotSendable {
        Envelope envelope = submission.envelope();
        Optional<EmailAddress> international = Stream.of(
                        envelope.reversePath().address().stream(), envelope.forwardPaths().stream())
                .flatMap(addresses -> addresses)
                .filter(EmailAddress::needsSmtpUtf8)
                .findFirst();
        if (international.isPresent()) {
            throw new NotSendable(Refusals.notSendable(
                    RefusalScope.MESSAGE,
                    "ADDRESS_NEEDS_SMTPUTF8",
                    "5.6.7",
                    "The local part of " + international.get().masked()
                            + " is outside ASCII, and the server does not offer"
                            + " SMTPUTF8 (RFC 6531); it was not sent. Send it on a route that has it."));
        }
    }
}
