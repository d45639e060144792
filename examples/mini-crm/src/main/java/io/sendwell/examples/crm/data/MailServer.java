package io.sendwell.examples.crm.data;

import io.sendwell.smtp.SmtpServer;
import java.time.Instant;

/**
 * A customer's own SMTP server, as the customer describes it. Its password is elsewhere.
 *
 * @param user who logs in; empty where nobody has to
 * @param since when it was described like this
 */
public record MailServer(String host, int port, Encryption encryption, String user, Instant since) {

    /** How what is sent is kept from others on the way. */
    public enum Encryption {
        STARTTLS,
        TLS,
        NONE
    }

    public MailServer {
        if (encryption == Encryption.NONE && !user.isEmpty()) {
            throw new IllegalArgumentException("Without encryption everyone on the way can read the password. Choose"
                    + " STARTTLS or TLS, or leave user and password empty.");
        }
    }

    /** The same server at another place. */
    public MailServer at(String otherHost, int otherPort) {
        return new MailServer(otherHost, otherPort, encryption, user, since);
    }

    /**
     * As the transport takes it; the login is the caller's to add.
     *
     * @throws IllegalArgumentException when there is no such host or port
     */
    public SmtpServer toSmtp() {
        return switch (encryption) {
            case STARTTLS -> SmtpServer.startTls(host).withPort(port);
            case TLS -> SmtpServer.implicitTls(host).withPort(port);
            case NONE -> SmtpServer.plainTextWithoutEncryption(host, port);
        };
    }
}
