package io.sendwell.smtp;

/**
 * Why no connection to a server came about, in words for whoever set it up.
 *
 * @param kind which step failed
 * @param what what happened
 * @param why the likely reason, with the server's or the JDK's own words
 * @param fix what to do next
 */
public record ConnectionProblem(Kind kind, String what, String why, String fix) {

    /** The steps on the way to a connection. */
    public enum Kind {
        /** The host name has no address. */
        DNS,
        /** The host is at an address that is not permitted ({@link SmtpServer#onlyAt}). */
        ADDRESS_NOT_PUBLIC,
        /** Nobody answers at that address and port. */
        UNREACHABLE,
        /** The server took the connection and would not go on, in its banner or in its answer to EHLO. */
        GREETING,
        /** The server does not offer STARTTLS, or refuses it. */
        NO_STARTTLS,
        /** The certificate is not trusted, or has run out. */
        CERTIFICATE,
        /** The certificate is for another host. */
        HOST_NAME,
        /** TLS failed for another reason. */
        TLS,
        /** The server offers no way to log in that we know. */
        NO_AUTH,
        /** User name, password or token were refused. */
        LOGIN,
        /** The connection broke, or the server fell silent. */
        LOST
    }

    /** All in one line. */
    @Override
    public String toString() {
        return what + " " + why + " " + fix;
    }
}
