package io.sendwell.smtp;

import io.sendwell.smtp.ConnectionReport.TlsFacts;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;

/** Tries a connection and tells what it found. */
final class ConnectionTest {

    private ConnectionTest() {}

    static ConnectionReport run(SmtpServer server, Timeouts timeouts, InstantSource clock) {
        try (WriteWatch watch = new WriteWatch(timeouts.write(), () -> {})) {
            SmtpConnection connection = SmtpConnection.open(server, timeouts, watch, clock);
            try {
                Ehlo offer = connection.offer();
                return new ConnectionReport(
                        Optional.empty(),
                        offer.lines(),
                        tls(connection.socket()),
                        server.login().isPresent(),
                        offer.sizeLimit());
            } finally {
                connection.quit();
            }
        } catch (ConnectFailure e) {
            return ConnectionReport.failed(e.problem(), e.offer());
        }
    }

    private static Optional<TlsFacts> tls(Socket socket) {
        if (!(socket instanceof SSLSocket encrypted)) {
            return Optional.empty();
        }
        SSLSession session = encrypted.getSession();
        return Optional.of(new TlsFacts(session.getProtocol(), session.getCipherSuite(), expiry(session)));
    }

    private static Optional<Instant> expiry(SSLSession session) {
        try {
            Certificate own = session.getPeerCertificates()[0];
            return own instanceof X509Certificate certificate
                    ? Optional.of(certificate.getNotAfter().toInstant())
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
