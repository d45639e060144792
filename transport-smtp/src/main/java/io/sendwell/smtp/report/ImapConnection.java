package io.sendwell.smtp.report;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.imap.IMAPStore;

/** Connects, puts TLS on and logs in, by Angus. */
final class ImapConnection {

    private static final String CONNECT_MILLIS = "10000";

    /** A search in a large folder takes its time. */
    private static final String READ_MILLIS = "60000";

    private static final String FETCHED_AT_ONCE = "65536";

    private ImapConnection() {}

    static IMAPStore to(ImapServer server) throws MessagingException {
        IMAPStore store = new IMAPStore(Session.getInstance(properties(server)), null);
        try {
            store.connect(
                    server.host(), server.port(), server.user(), server.secret().reveal());
            return store;
        } catch (MessagingException | RuntimeException e) {
            close(store, e);
            throw e;
        }
    }

    private static void close(IMAPStore store, Exception cause) {
        try {
            store.close();
        } catch (MessagingException e) {
            cause.addSuppressed(e);
        }
    }

    private static Properties properties(ImapServer server) {
        Properties properties = new Properties();
        boolean startTls = server.encryption() == ImapServer.Encryption.STARTTLS;
        SSLSocketFactory tls = server.sslContext()
                .map(SSLContext::getSocketFactory)
                .orElseGet(() -> (SSLSocketFactory) SSLSocketFactory.getDefault());
        properties.put("mail.imap.ssl.socketFactory", tls);
        // A failure of our factory would otherwise be followed by an attempt without it.
        set(properties, "socketFactory.fallback", "false");
        set(properties, "ssl.enable", String.valueOf(server.encryption() == ImapServer.Encryption.IMPLICIT_TLS));
        set(properties, "ssl.checkserveridentity", "true");
        set(properties, "ssl.protocols", "TLSv1.2 TLSv1.3");
        // "enable" alone would go on in plain text where STARTTLS is not offered.
        set(properties, "starttls.enable", String.valueOf(startTls));
        set(properties, "starttls.required", String.valueOf(startTls));
        set(properties, "auth.mechanisms", server.mechanisms());
        set(properties, "connectiontimeout", CONNECT_MILLIS);
        set(properties, "timeout", READ_MILLIS);
        set(properties, "writetimeout", READ_MILLIS);
        // A message is fetched piece by piece, so that only what is read of it comes.
        set(properties, "partialfetch", "true");
        set(properties, "fetchsize", FETCHED_AT_ONCE);
        properties.setProperty("mail.debug.auth", "false");
        return properties;
    }

    private static void set(Properties properties, String name, String value) {
        properties.setProperty("mail.imap." + name, value);
    }
}
