package io.sendwell.esp.mailjet;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.testkit.smtp.FakeSmtp;
import io.sendwell.transport.RefusalScope;
import io.sendwell.transport.SubmissionResult;
import io.sendwell.transport.SubmissionResult.Accepted;
import io.sendwell.transport.SubmissionResult.Deferred;
import java.io.InputStream;
import java.net.URI;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Calls to a server whose certificate comes from the testkit's own authority, which no JDK knows. */
class MailjetTlsTest {

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws Exception {
        server.useHttps(serverContext().getSocketFactory());
        server.enqueue(ScriptedServer.response(200, ScriptedServer.successBody(List.of("mail-0"))));
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_private_authority_is_trusted_when_it_is_handed_in() throws Exception {
        SubmissionResult result = submit(builder().tls(FakeSmtp.clientSslContext(), trustManager()));

        assertThat(result).isInstanceOf(Accepted.class);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void without_it_the_certificate_is_refused_and_nothing_is_sent() {
        SubmissionResult result = submit(builder());

        assertThat(result).isInstanceOf(Deferred.class);
        assertThat(((Deferred) result).refusal().scope()).isEqualTo(RefusalScope.ROUTE);
        assertThat(server.getRequestCount()).isZero();
    }

    @Test
    void the_user_agent_is_the_one_that_was_set() throws Exception {
        submit(builder().tls(FakeSmtp.clientSslContext(), trustManager()).userAgent("acme-crm/7"));

        assertThat(server.takeRequest().getHeaders().get("User-Agent")).isEqualTo("acme-crm/7");
    }

    private MailjetTransportBuilder builder() {
        return MailjetTransport.builder()
                .credentials(Submissions.KEY)
                .baseUrl(URI.create("https://localhost:" + server.getPort()));
    }

    private static SubmissionResult submit(MailjetTransportBuilder builder) {
        try (MailjetTransport transport = builder.build()) {
            return Submissions.only(
                    transport.submit(Submissions.ACCOUNT, Submissions.count(1)).get(0));
        }
    }

    private static X509TrustManager trustManager() throws Exception {
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(FakeSmtp.trustStore());
        return Arrays.stream(trust.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .findFirst()
                .orElseThrow();
    }

    private static SSLContext serverContext() throws Exception {
        char[] password = "sendwell".toCharArray();
        KeyStore all = KeyStore.getInstance("PKCS12");
        try (InputStream in = FakeSmtp.class.getResourceAsStream("certificates.p12")) {
            all.load(in, password);
        }
        KeyStore one = KeyStore.getInstance("PKCS12");
        one.load(null, null);
        one.setKeyEntry("localhost", all.getKey("localhost", password), password, all.getCertificateChain("localhost"));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(one, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
