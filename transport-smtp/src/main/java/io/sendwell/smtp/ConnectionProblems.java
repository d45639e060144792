package io.sendwell.smtp;

import io.sendwell.smtp.ConnectionProblem.Kind;
import jakarta.mail.AuthenticationFailedException;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Says in words why a connection did not come about. */
final class ConnectionProblems {

    private static final int AUTH_CHALLENGE = 334;

    private ConnectionProblems() {}

    static ConnectionProblem of(SmtpServer server, AngusSession session, Exception failure) {
        Throwable root = ConnectFailure.root(failure);
        Optional<Reply> reply = session.lastReply();
        if (root instanceof UnknownHostException) {
            return problem(
                    Kind.DNS,
                    "No address was found for " + server.host() + ".",
                    "The name is misspelled, or DNS is away.",
                    "Check the host name.");
        }
        if (root instanceof AddressRefusedException refused) {
            return problem(
                    Kind.ADDRESS_NOT_PUBLIC,
                    server.host() + " is not spoken to.",
                    "It is at " + refused.address() + ", which is " + refused.purpose() + ".",
                    "Name a server that has a public address.");
        }
        if (root instanceof ConnectException
                || root instanceof NoRouteToHostException
                || root instanceof SocketTimeoutException && !session.sockets().hasHeardFromServer()) {
            return problem(
                    Kind.UNREACHABLE,
                    "Nobody answers at " + server.host() + " port " + server.port() + ".",
                    "The server is down, listens on another port, or a firewall is in between (" + words(root) + ").",
                    "Check host and port; many networks block port 25, so use 587 or 465.");
        }
        if (failure instanceof AuthenticationFailedException refused) {
            return session.sockets().hasHeardFromServer() ? login(server, session) : noToken(server, refused);
        }
        if (caused(failure, CertificateException.class) || root instanceof SSLException) {
            return tls(server, failure, root);
        }
        return reply.filter(Reply::isNegative)
                .map(said -> refused(server, session, said))
                .orElseGet(() -> silent(server, session, root));
    }

    private static ConnectionProblem login(SmtpServer server, AngusSession session) {
        Optional<Reply> reply = session.lastReply();
        if (reply.filter(said -> said.isNegative() || said.code() == AUTH_CHALLENGE)
                .isEmpty()) {
            return noAuth(server, session);
        }
        return problem(
                Kind.LOGIN,
                server.host() + " refused the login.",
                "It said: " + reply.map(ConnectionProblems::readable).orElse("nothing") + ".",
                "Check user name and password or token; some providers want an app password or OAuth 2.");
    }

    private static ConnectionProblem noToken(SmtpServer server, Exception failure) {
        return problem(
                Kind.LOGIN,
                "There is no token to log in to " + server.host() + " with.",
                "Whatever hands it out failed: " + words(ConnectFailure.root(failure)) + ".",
                "Look there first; the server was not asked.");
    }

    private static ConnectionProblem noAuth(SmtpServer server, AngusSession session) {
        String offered =
                session.offer().parameter(Ehlo.AUTH).map(list -> "AUTH " + list).orElse("no AUTH at all");
        return problem(
                Kind.NO_AUTH,
                server.host() + " cannot be logged in to.",
                "It offers " + offered + "; we can do "
                        + server.login().map(SmtpLogin::mechanisms).orElse("none") + ".",
                "Check that this is the port for submission, and that the login is of the right kind.");
    }

    private static ConnectionProblem tls(SmtpServer server, Throwable failure, Throwable root) {
        String said = words(root);
        boolean otherHost = said.contains("No subject alternative")
                || said.contains("No name matching")
                || said.contains("doesn't match");
        if (otherHost) {
            return problem(
                    Kind.HOST_NAME,
                    "The certificate of " + server.host() + " is for another host.",
                    "The JDK says: " + said + ".",
                    "Use the name that the certificate shows, or have it issued for this one too.");
        }
        if (caused(failure, CertificateException.class) || said.contains("PKIX") || said.contains("certificate")) {
            return problem(
                    Kind.CERTIFICATE,
                    "The certificate of " + server.host() + " is not trusted.",
                    "The JDK says: " + said + ".",
                    "Renew it if it has run out; for a private authority hand in an SSLContext that trusts it.");
        }
        return problem(
                Kind.TLS,
                "TLS with " + server.host() + " port " + server.port() + " failed.",
                "The JDK says: " + said + ".",
                "Port 465 speaks TLS from the start and 587 after STARTTLS; check that port and kind match, and that the"
                        + " server has TLS 1.2 or later.");
    }

    private static ConnectionProblem refused(SmtpServer server, AngusSession session, Reply reply) {
        if (server.encryption() == Encryption.STARTTLS && session.offer().offers("STARTTLS")) {
            return noStartTls(server, "refused STARTTLS", "It said: " + reply + ".");
        }
        return problem(
                Kind.GREETING,
                server.host() + " took the connection and then refused to talk.",
                "It said: " + reply + ".",
                reply.isTransient()
                        ? "Try again later; perhaps there are too many connections."
                        : "Ask the server's operator whether it accepts submissions from here.");
    }

    private static ConnectionProblem silent(SmtpServer server, AngusSession session, Throwable root) {
        boolean greeted = session.lastReply().filter(Reply::isPositive).isPresent();
        if (greeted
                && server.encryption() == Encryption.STARTTLS
                && !session.offer().offers("STARTTLS")) {
            return noStartTls(
                    server,
                    "does not offer STARTTLS",
                    "It is not set up for it, or someone on the way removed the offer.");
        }
        if (greeted && server.login().isPresent() && !session.offer().offers(Ehlo.AUTH)) {
            return noAuth(server, session);
        }
        String why = root instanceof EOFException || root instanceof SocketTimeoutException
                ? "It closed the connection or fell silent (" + words(root) + ")."
                : "The connection broke (" + words(root) + ").";
        return problem(
                Kind.LOST,
                "The connection to " + server.host() + " port " + server.port() + " did not come about.",
                why,
                "Check that an SMTP server listens there; a port that expects TLS from the start stays silent without it.");
    }

    private static ConnectionProblem noStartTls(SmtpServer server, String what, String why) {
        return problem(
                Kind.NO_STARTTLS,
                server.host() + " port " + server.port() + " " + what + ", so nothing was sent.",
                why,
                "Use a server with STARTTLS, or implicit TLS on port 465.");
    }

    /** XOAUTH2 tells the reason in Base64. */
    private static String readable(Reply reply) {
        if (reply.code() != AUTH_CHALLENGE) {
            return reply.toString();
        }
        try {
            byte[] decoded = Base64.getDecoder().decode(reply.lines().get(0));
            return new String(decoded, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
        } catch (IllegalArgumentException e) {
            return reply.toString();
        }
    }

    private static boolean caused(Throwable failure, Class<? extends Throwable> kind) {
        for (@Nullable Throwable cause = failure; cause != null; cause = ConnectFailure.next(cause)) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static String words(Throwable root) {
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName() : message;
    }

    private static ConnectionProblem problem(Kind kind, String what, String why, String fix) {
        return new ConnectionProblem(kind, what, why, fix);
    }
}
