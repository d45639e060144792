package io.sendwell.smtp;

import io.sendwell.account.Secret;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;

/**
 * Angus as far as we use it: it connects, puts TLS on and logs in. Replies are read by {@link ReplyReader} and not by
 * Angus, which keeps neither a bound nor the lines apart; what was offered is kept in the server's order.
 */
final class AngusSession extends SMTPTransport {

    /** RFC 5321 section 4.2.2: the command or its syntax is not known. */
    private static final Set<Integer> NOT_KNOWN = Set.of(500, 501, 502, 504);

    private final SmtpServer server;
    private final Sockets sockets;
    private @Nullable Reply lastReply;
    private Ehlo ehlo = Ehlo.NOTHING;

    private AngusSession(SmtpServer server, Timeouts timeouts, Sockets sockets) {
        // "smtp" in any case: it is the prefix of the properties.
        super(Session.getInstance(properties(server, timeouts, sockets)), null);
        this.server = server;
        this.sockets = sockets;
    }

    static AngusSession to(SmtpServer server, Timeouts timeouts) {
        SSLSocketFactory tls = server.sslContext()
                .map(SSLContext::getSocketFactory)
                .orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
        return new AngusSession(server, timeouts, new Sockets(tls, server.permitted()));
    }

    private static Properties properties(SmtpServer server, Timeouts timeouts, Sockets sockets) {
        Properties properties = new Properties();
        properties.put("mail.smtp.socketFactory", sockets.plainFactory());
        properties.put("mail.smtp.ssl.socketFactory", sockets.tlsFactory());
        // A failure of our factory would otherwise be followed by an attempt without it.
        set(properties, "mail.smtp.socketFactory.fallback", "false");
        set(properties, "mail.smtp.connectiontimeout", String.valueOf(Timeouts.millis(timeouts.connect())));
        set(properties, "mail.smtp.timeout", String.valueOf(Timeouts.millis(timeouts.read())));
        set(properties, "mail.smtp.ssl.enable", String.valueOf(server.encryption() == Encryption.IMPLICIT_TLS));
        set(properties, "mail.smtp.ssl.checkserveridentity", "true");
        set(properties, "mail.smtp.ssl.protocols", "TLSv1.2 TLSv1.3");
        // "enable" alone would go on in plain text where STARTTLS is not offered.
        boolean startTls = server.encryption() == Encryption.STARTTLS;
        set(properties, "mail.smtp.starttls.enable", String.valueOf(startTls));
        set(properties, "mail.smtp.starttls.required", String.valueOf(startTls));
        set(properties, "mail.smtp.auth", String.valueOf(server.login().isPresent()));
        server.login().ifPresent(login -> set(properties, "mail.smtp.auth.mechanisms", login.mechanisms()));
        // Empty means: whoever logs in (RFC 4616 section 2).
        set(properties, "mail.smtp.sasl.authorizationid", "");
        set(properties, "mail.smtp.quitwait", "false");
        set(properties, "mail.debug.auth", "false");
        set(properties, "mail.debug.auth.username", "false");
        set(properties, "mail.debug.auth.password", "false");
        return properties;
    }

    private static void set(Properties properties, String name, String value) {
        properties.setProperty(name, value);
    }

    /**
     * Connects, encrypts and logs in.
     *
     * @throws MessagingException when one of these fails; {@link #lastReply()} may say why
     */
    void open() throws MessagingException {
        requirePermittedHost();
        SmtpLogin login = server.login().orElse(null);
        Secret secret = login == null ? null : secretOf(login);
        String user = login == null ? null : login.user();
        connect(server.host(), server.port(), user, secret == null ? null : secret.reveal());
        if (login != null && !ehlo.offers(Ehlo.AUTH) && !ehlo.offersMechanism("LOGIN")) {
            sockets.cut();
            throw new MessagingException("The server does not offer AUTH, so nobody can log in.");
        }
    }

    // The connection is looked at again when it stands. This is so that a name which leads to us is not even knocked
    // at: whether
    // somebody answers there is nobody's business.
    private void requirePermittedHost() throws MessagingException {
        if (server.permitted().isPresent()) {
            try {
                sockets.requirePermitted(InetAddress.getByName(server.host()));
            } catch (IOException e) {
                throw new MessagingException("The server must not be spoken to.", e);
            }
        }
    }

    private static Secret secretOf(SmtpLogin login) throws MessagingException {
        try {
            return login.secret().get();
        } catch (RuntimeException e) {
            throw new AuthenticationFailedException("The token could not be had.", e);
        }
    }

    Sockets sockets() {
        return sockets;
    }

    Ehlo offer() {
        return ehlo;
    }

    /** What the server said last; empty before its banner. */
    Optional<Reply> lastReply() {
        return Optional.ofNullable(lastReply);
    }

    @Override
    public synchronized String getLocalHost() {
        return server.ehloName().map(Object::toString).orElseGet(this::ownAddressLiteral);
    }

    /** RFC 5321 section 4.1.3. The computer's own name would say nothing to the server, and a lot about us. */
    private String ownAddressLiteral() {
        try {
            InetAddress own = sockets.current().getLocalAddress();
            String address = own.getHostAddress();
            int zone = address.indexOf('%');
            String bare = zone < 0 ? address : address.substring(0, zone);
            return bare.indexOf(':') < 0 ? "[" + bare + "]" : "[IPv6:" + bare + "]";
        } catch (IOException e) {
            return "[127.0.0.1]";
        }
    }

    @Override
    protected int readServerResponse() throws MessagingException {
        lastReply = null;
        try {
            Reply reply = sockets.replies().read();
            lastReply = reply;
            return reply.code();
        } catch (IOException e) {
            throw new MessagingException("The server's reply could not be read.", e);
        }
    }

    @Override
    public synchronized String getLastServerResponse() {
        return lastReply().map(Reply::toString).orElse("");
    }

    @Override
    public synchronized int getLastReturnCode() {
        return lastReply().map(Reply::code).orElse(-1);
    }

    @Override
    protected boolean ehlo(String domain) throws MessagingException {
        ehlo = Ehlo.NOTHING;
        simpleCommand("EHLO " + domain);
        Reply reply = lastReply().orElseThrow();
        if (reply.isPositive()) {
            ehlo = Ehlo.of(reply);
        } else if (!NOT_KNOWN.contains(reply.code())) {
            // Only who does not know EHLO is asked by HELO; this one does not want us.
            throw new MessagingException("The server refused EHLO.");
        }
        return reply.isPositive();
    }

    @Override
    public boolean supportsExtension(String keyword) {
        return ehlo.offers(keyword);
    }

    @Override
    public @Nullable String getExtensionParameter(String keyword) {
        return ehlo.parameter(keyword).orElse(null);
    }

    @Override
    protected boolean supportsAuthentication(String mechanism) {
        return ehlo.offersMechanism(mechanism);
    }
}
