package io.sendwell.smtp.report;

import io.sendwell.account.Secret;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a mailbox is, how the connection is encrypted and who logs in (IMAP4rev1, RFC 3501).
 *
 * <pre>{@code
 * ImapServer server = ImapServer.implicitTls("imap.vendor.example", "bounces", Secret.of(password));
 * }</pre>
 *
 * <p>Encrypted connections use TLS 1.2 or later, and the certificate must be trusted and name the host; there is no way to switch
 * that off. Immutable; each method that changes something returns a new value. Threads may share it.
 */
public final class ImapServer {

    /** The port for IMAP over implicit TLS (RFC 8314 section 3.2). */
    public static final int IMPLICIT_TLS_PORT = 993;

    /** The port for IMAP with STARTTLS (RFC 3501 section 2.1). */
    public static final int STARTTLS_PORT = 143;

    private static final int MAX_PORT = 65_535;

    /** How the connection is encrypted. */
    enum Encryption {
        IMPLICIT_TLS,
        STARTTLS,
        NONE
    }

    private final String host;
    private final int port;
    private final Encryption encryption;
    private final String user;
    private final String mechanisms;
    private final Supplier<Secret> secret;
    private final @Nullable SSLContext sslContext;

    private ImapServer(
            String host,
            int port,
            Encryption encryption,
            String user,
            String mechanisms,
            Supplier<Secret> secret,
            @Nullable SSLContext sslContext) {
        if (host.isBlank() || port < 1 || port > MAX_PORT || user.isBlank()) {
            throw new IllegalArgumentException(
                    "A mailbox is on a host, at a port from 1 to " + MAX_PORT + ", and belongs to a user.");
        }
        this.host = host;
        this.port = port;
        this.encryption = encryption;
        this.user = user;
        this.mechanisms = mechanisms;
        this.secret = secret;
        this.sslContext = sslContext;
    }

    /** A server on port 993 that speaks TLS from the first octet. */
    public static ImapServer implicitTls(String host, String user, Secret password) {
        return withPassword(host, IMPLICIT_TLS_PORT, Encryption.IMPLICIT_TLS, user, password);
    }

    /** A server on port 143 that must offer STARTTLS: when it does not, nobody logs in (RFC 8314 section 4). */
    public static ImapServer startTls(String host, String user, Secret password) {
        return withPassword(host, STARTTLS_PORT, Encryption.STARTTLS, user, password);
    }

    /**
     * A server that is spoken to in plain text: everyone on the way can read the password and the mail. For a server on the same
     * machine and for tests.
     */
    public static ImapServer plainTextWithoutEncryption(String host, int port, String user, Secret password) {
        return withPassword(host, port, Encryption.NONE, user, password);
    }

    /** The same server on another port. */
    public ImapServer withPort(int otherPort) {
        return new ImapServer(host, otherPort, encryption, user, mechanisms, secret, sslContext);
    }

    /**
     * The same server, where an OAuth 2 access token takes the password's place, by AUTHENTICATE XOAUTH2.
     *
     * @param accessToken asked for each new connection, so that it can hand out a token that has not run out
     */
    public ImapServer accessToken(Supplier<Secret> accessToken) {
        return new ImapServer(host, port, encryption, user, "XOAUTH2", accessToken, sslContext);
    }

    /** Trusts what this context trusts, instead of what the JDK does. The host name is still checked. */
    public ImapServer sslContext(SSLContext context) {
        return new ImapServer(host, port, encryption, user, mechanisms, secret, context);
    }

    private static ImapServer withPassword(String host, int port, Encryption encryption, String user, Secret password) {
        return new ImapServer(host, port, encryption, user, "PLAIN LOGIN", () -> password, null);
    }

    String host() {
        return host;
    }

    int port() {
        return port;
    }

    Encryption encryption() {
        return encryption;
    }

    String user() {
        return user;
    }

    String mechanisms() {
        return mechanisms;
    }

    Secret secret() {
        return secret.get();
    }

    Optional<SSLContext> sslContext() {
        return Optional.ofNullable(sslContext);
    }

    /** Host and port; who logs in is left out. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}
