package io.sendwell.smtp;

import io.sendwell.address.EmailAddress;
import io.sendwell.mime.RenderedMessage;
import io.sendwell.transport.Envelope;
import java.util.List;
import java.util.Optional;

/** Writes MAIL and RCPT with the parameters of the extensions that the server offers, and of no others. */
final class EnvelopeCommands {

    private final Ehlo offer;
    private final Optional<DsnOptions> dsn;

    EnvelopeCommands(Ehlo offer, Optional<DsnOptions> dsn) {
        this.offer = offer;
        this.dsn = dsn.filter(options -> offer.offers(Ehlo.DSN));
    }

    /** The reverse-path is the envelope's and never taken from the header. */
    String mail(Envelope envelope, RenderedMessage content) {
        boolean utf8 = needsSmtpUtf8(envelope, content);
        StringBuilder line = new StringBuilder("MAIL FROM:").append(envelope.reversePath());
        if (offer.offers(Ehlo.SIZE)) {
            line.append(" SIZE=").append(content.size());
        }
        if (offer.offers(Ehlo.EIGHT_BIT_MIME) && (content.needsEightBitMime() || utf8)) {
            line.append(" BODY=8BITMIME");
        }
        if (utf8) {
            line.append(" SMTPUTF8");
        }
        if (reportsWanted(envelope)) {
            dsn.ifPresent(options -> line.append(" RET=").append(options.returned()));
            dsn.filter(options -> !envelope.id().isEmpty())
                    .ifPresent(options -> line.append(" ENVID=").append(Xtext.of(envelope.id())));
        }
        return line.toString();
    }

    List<String> recipients(Envelope envelope) {
        return envelope.forwardPaths().stream()
                .map(path -> "RCPT TO:<" + path + ">" + recipientParameters(envelope, path))
                .toList();
    }

    static boolean needsSmtpUtf8(Envelope envelope, RenderedMessage content) {
        return content.needsSmtpUtf8()
                || envelope.reversePath()
                        .address()
                        .filter(EmailAddress::needsSmtpUtf8)
                        .isPresent()
                || envelope.forwardPaths().stream().anyMatch(EmailAddress::needsSmtpUtf8);
    }

    private String recipientParameters(Envelope envelope, EmailAddress path) {
        return dsn.filter(options -> reportsWanted(envelope))
                .map(options -> " " + options.notifyParameter() + " ORCPT=" + Xtext.originalRecipient(path))
                .orElse("");
    }

    /** Nobody gets a report about a message with a null reverse-path. */
    private static boolean reportsWanted(Envelope envelope) {
        return envelope.reversePath().address().isPresent();
    }
}
