package io.sendwell.smtp;

import io.sendwell.account.Secret;
import io.sendwell.address.DomainName;
import io.sendwell.dns.PublicAddresses;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a mail server listens, how the connection is encrypted and who logs in.
 *
 * <pre>{@code
 * SmtpServer relay = SmtpServer.startTls("smtp.example.org").login("shop", Secret.of(password));
 * }</pre>
 *
 * <p>Encrypted connections use TLS 1.2 or later, and the certificate must be trusted and name the host; there is no way
 * to switch that off. Immutable; each method that changes something returns a new value. Threads may share it.
 */
public final class SmtpServer {

    /** The port for submission with STARTTLS (RFC 6409 section 3.1). */
    public static final int STARTTLS_PORT = 587;

    /** The port for submission over implicit TLS (RFC 8314 section 3.3). */
    public static final int IMPLICIT_TLS_PORT = 465;

    private static final int MAX_PORT = 65_535;

    private final String host;
    private final int port;
    private final Encryption encryption;
    private final @Nullable SmtpLogin login;
    private final boolean loginInPlainText;
    private final @Nullable SSLContext sslContext;
    private final @Nullable DomainName ehloName;
    private final @Nullable PublicAddresses permitted;

    private SmtpServer(
            String host,
            int port,
            Encryption encryption,
            @Nullable SmtpLogin login,
            boolean loginInPlainText,
            @Nullable SSLContext sslContext,
            @Nullable DomainName ehloName,
            @Nullable PublicAddresses permitted) {
        this.host = checkedHost(host);
        this.port = port;
        this.encryption = encryption;
        this.login = login;
        this.loginInPlainText = loginInPlainText;
        this.sslContext = sslContext;
        this.ehloName = ehloName;
        this.permitted = permitted;
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("A port is 1 to " + MAX_PORT + "; found " + port + ".");
        }
    }

    /**
     * A server on port 587 that must offer STARTTLS: when it does not, or someone on the way removes the offer, nothing
     * is sent and nobody logs in (RFC 8314 section 4).
     *
     * @param host a name or an address; it is what the certificate must show
     */
    public static SmtpServer startTls(String host) {
        return new SmtpServer(host, STARTTLS_PORT, Encryption.STARTTLS, null, false, null, null, null);
    }

    /**
     * A server on port 465 that speaks TLS from the first octet (RFC 8314).
     *
     * @param host a name or an address; it is what the certificate must show
     */
    public static SmtpServer implicitTls(String host) {
        return new SmtpServer(host, IMPLICIT_TLS_PORT, Encryption.IMPLICIT_TLS, null, false, null, null, null);
    }

    /**
     * A server that is spoken to in plain text: everyone on the way can read the mails. For a server on the same machine
     * and for tests.
     */
    public static SmtpServer plainTextWithoutEncryption(String host, int port) {
        return new SmtpServer(host, port, Encryption.NONE, null, false, null, null, null);
    }

    /** The same server on another port. */
    public SmtpServer withPort(int otherPort) {
        return new SmtpServer(host, otherPort, encryption, login, loginInPlainText, sslContext, ehloName, permitted);
    }

    /** Logs in with a password, by AUTH PLAIN or LOGIN (RFC 4954). */
    public SmtpServer login(String user, Secret password) {
        return login(SmtpLogin.withPassword(user, password));
    }

    /**
     * Logs in with an OAuth 2 access token, by AUTH XOAUTH2.
     *
     * @param accessToken asked for each new connection, so that it can hand out a token that has not run out; threads
     *     share it
     */
    public SmtpServer login(String user, Supplier<Secret> accessToken) {
        return login(SmtpLogin.withToken(user, accessToken));
    }

    /**
     * Lets the password or token go over a connection without encryption, where everyone on the way can read it. Without
     * this word a transport to a plain-text server with a login cannot be built.
     */
    public SmtpServer allowLoginWithoutEncryption() {
        return new SmtpServer(host, port, encryption, login, true, sslContext, ehloName, permitted);
    }

    /**
     * Trusts what this context trusts, instead of what the JDK does: for a private certificate authority or a client
     * certificate. The host name is still checked.
     */
    public SmtpServer sslContext(SSLContext context) {
        return new SmtpServer(host, port, encryption, login, loginInPlainText, context, ehloName, permitted);
    }

    /**
     * How we call ourselves in EHLO. Without it that is the address of our end of the connection, in brackets, as RFC
     * 5321 section 4.1.4 wants it from a client without a name.
     */
    public SmtpServer ehloName(DomainName name) {
        return new SmtpServer(host, port, encryption, login, loginInPlainText, sslContext, name, permitted);
    }

    /**
     * The same server, spoken to only where it is at one of these addresses: for a host that a customer named, which may lead to a
     * machine of ours. Each connection is looked at, so a name that leads elsewhere a moment later changes nothing. Who asks for a
     * connection to another address is told {@link ConnectionProblem.Kind#ADDRESS_NOT_PUBLIC}.
     */
    public SmtpServer onlyAt(PublicAddresses addresses) {
        return new SmtpServer(host, port, encryption, login, loginInPlainText, sslContext, ehloName, addresses);
    }

    private SmtpServer login(SmtpLogin newLogin) {
        return new SmtpServer(host, port, encryption, newLogin, loginInPlainText, sslContext, ehloName, permitted);
    }

    /** Its name or address. */
    public String host() {
        return host;
    }

    /** Its port. */
    public int port() {
        return port;
    }

    /** Whether what is sent can be read only by the server. */
    public boolean isEncrypted() {
        return encryption != Encryption.NONE;
    }

    Encryption encryption() {
        return encryption;
    }

    Optional<SmtpLogin> login() {
        return Optional.ofNullable(login);
    }

    Optional<SSLContext> sslContext() {
        return Optional.ofNullable(sslContext);
    }

    Optional<DomainName> ehloName() {
        return Optional.ofNullable(ehloName);
    }

    Optional<PublicAddresses> permitted() {
        return Optional.ofNullable(permitted);
    }

    /** Whether the set-up would send credentials that anyone can read, without having said so. */
    boolean exposesLogin() {
        return login != null && !isEncrypted() && !loginInPlainText;
    }

    private static String checkedHost(String host) {
        boolean allowed = host.chars().allMatch(c -> c > ' ' && c < 0x7f && "/@\\\"<>".indexOf(c) < 0);
        if (host.isEmpty() || !allowed) {
            throw new IllegalArgumentException(
                    "A host is a name such as smtp.example.org or an address, in ASCII and without a port or path.");
        }
        return host;
    }

    /** Host, port and kind of encryption; who logs in is left out. */
    @Override
    public String toString() {
        return host + ":" + port
                + switch (encryption) {
                    case STARTTLS -> " (STARTTLS)";
                    case IMPLICIT_TLS -> " (TLS)";
                    case NONE -> " (plain text)";
                };
    }
}
