package io.sendwell.smtp.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.icegreen.greenmail.Managers;
import com.icegreen.greenmail.imap.ImapHandler;
import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.server.ProtocolHandler;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.ServerSetup;
import io.sendwell.account.Secret;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.identity.BounceAddresses;
import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.testkit.smtp.ReportSample;
import io.sendwell.testkit.smtp.TestCertificate;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A mailbox of GreenMail, read by IMAP over implicit TLS, with the certificates of the testkit. */
@Timeout(120)
class ReportMailboxTlsTest {

    private static final char[] STORE_PASSWORD = "sendwell".toCharArray();
    private static final Secret PASSWORD = Secret.of("s3cret");

    private final BounceAddresses addresses = SmtpReportsTest.addresses("a secret of the operator");
    private final List<DeliveryEvent> taken = new ArrayList<>();
    private final Managers managers = new Managers();
    private Imaps peer;

    @AfterEach
    void stop() {
        peer.stopService();
    }

    @Test
    void a_mailbox_is_read_over_tls_where_the_certificate_is_trusted_and_names_the_host() throws Exception {
        start("localhost");
        assertThat(mailbox("localhost").read()).isEqualTo(new MailboxPass(1, 0, 0, 0));
        assertThat(mailbox("127.0.0.1").read().isEmpty()).isTrue();
        assertThat(taken).hasSize(1);
    }

    @Test
    void a_certificate_for_another_host_is_refused_and_nobody_logs_in() throws Exception {
        start("other-host");

        assertRefused(mailbox("localhost"), "localhost");
    }

    @Test
    void a_certificate_that_has_expired_is_refused() throws Exception {
        start("expired");

        assertRefused(mailbox("localhost"), "localhost");
    }

    @Test
    void a_certificate_of_an_authority_that_nobody_trusts_is_refused() throws Exception {
        start("localhost");

        assertRefused(ReportMailbox.of(server("localhost"), reports()), "localhost");
    }

    @Test
    void what_the_jdk_trusts_does_not_count_where_a_context_is_given() throws Exception {
        start("localhost");
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(FakeSmtp.clientSslContext());
        try {
            assertRefused(ReportMailbox.of(server("localhost").sslContext(trustingNobody()), reports()), "localhost");
            assertThat(ReportMailbox.of(server("localhost"), reports()).read()).isEqualTo(new MailboxPass(1, 0, 0, 0));
        } finally {
            SSLContext.setDefault(before);
        }
    }

    private void assertRefused(ReportMailbox mailbox, String host) {
        assertThatExceptionOfType(ReportMailboxException.class)
                .isThrownBy(mailbox::read)
                .withMessageContaining("No TLS connection came about with " + host + ":" + peer.getPort())
                .withMessageContaining("must be trusted and name the host")
                .withRootCauseInstanceOf(Exception.class);
        assertThat(taken).isEmpty();
    }

    private static SSLContext trustingNobody() throws Exception {
        KeyStore nobody = KeyStore.getInstance("PKCS12");
        nobody.load(null, null);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(nobody);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private ReportMailbox mailbox(String host) {
        return ReportMailbox.of(server(host).sslContext(FakeSmtp.clientSslContext()), reports());
    }

    private ImapServer server(String host) {
        return ImapServer.implicitTls(host, "bounces", PASSWORD).withPort(peer.getPort());
    }

    private SmtpReports reports() {
        return SmtpReports.to(taken::addAll).provenBy(addresses).build();
    }

    private void start(String certificate) throws Exception {
        peer = new Imaps(context(certificate), managers);
        peer.startService();
        assertThat(peer.waitTillRunning(60_000)).isTrue();
        GreenMailUser user =
                managers.getUserManager().createUser("bounces@b.vendor.example", "bounces", PASSWORD.reveal());
        byte[] report = ReportSample.named("dsn-postfix-unknown-user")
                .about(SmtpReportsTest.ID, addresses.proofOf(SmtpReportsTest.ID));
        managers.getImapHostManager()
                .getInbox(user)
                .store(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(report)));
    }

    // A server takes whichever key it finds first, so there is one.
    private static SSLContext context(String certificate) throws Exception {
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = TestCertificate.class.getResourceAsStream("certificates.p12")) {
            all.load(in, STORE_PASSWORD);
        }
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry(
                certificate,
                all.getKey(certificate, STORE_PASSWORD),
                STORE_PASSWORD,
                all.getCertificateChain(certificate));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, STORE_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** GreenMail's IMAP with a certificate of our choice: its own server has one for the whole process. */
    private static final class Imaps extends AbstractServer {

        private final SSLContext context;

        Imaps(SSLContext context, Managers managers) {
            super(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAPS), managers);
            this.context = context;
        }

        @Override
        protected ServerSocket openServerSocket() throws IOException {
            return context.getServerSocketFactory().createServerSocket(0, 50, bindTo);
        }

        @Override
        protected ProtocolHandler createProtocolHandler(Socket client) {
            return new ImapHandler(managers.getUserManager(), managers.getImapHostManager(), client);
        }
    }
}
