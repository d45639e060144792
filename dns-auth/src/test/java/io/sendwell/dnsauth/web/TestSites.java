package io.sendwell.dnsauth.web;

import io.sendwell.dns.DnsResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.jspecify.annotations.NonNull;

/** Two web servers on the loopback, one with TLS for {@code acme.example} and what is below it, one without. */
public final class TestSites implements AutoCloseable {

    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).build();

    private final MockWebServer https = new MockWebServer();
    private final MockWebServer http = new MockWebServer();
    private final Map<String, MockResponse> pages = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile MockResponse otherwise = status(404);

    private TestSites() {}

    /** Servers whose certificate is for {@code acme.example} and its subdomains. */
    public static TestSites open() {
        return open(new HeldCertificate.Builder()
                .addSubjectAlternativeName("acme.example")
                .addSubjectAlternativeName("*.acme.example")
                .signedBy(AUTHORITY)
                .build());
    }

    /** Servers that show this certificate. */
    public static TestSites open(HeldCertificate certificate) {
        TestSites sites = new TestSites();
        sites.https.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        sites.start(sites.https, "https");
        sites.start(sites.http, "http");
        return sites;
    }

    /** Whom {@link #reader} trusts. */
    public static HeldCertificate authority() {
        return AUTHORITY;
    }

    private void start(MockWebServer server, String scheme) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public @NonNull MockResponse dispatch(@NonNull RecordedRequest request) {
                String host = String.valueOf(request.getHeaders().get("Host")).replaceAll(":.*", "");
                String url = scheme + "://" + host + request.getUrl().encodedPath();
                asked.add(url);
                return pages.getOrDefault(url, otherwise);
            }
        });
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A reader that trusts the certificates of these servers and may go to the loopback. */
    public WebReader reader(DnsResolver resolver) {
        return settings(resolver)
                .permitLoopback(https.getPort(), http.getPort())
                .build();
    }

    /** A reader that trusts the certificates of these servers and may go to public addresses only. */
    public static WebReader.Builder settings(DnsResolver resolver) {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(AUTHORITY.certificate())
                .build();
        return WebReader.using(resolver).tls(trust.sslContext(), trust.trustManager());
    }

    /** What is at a URL, written without a port. */
    public TestSites page(String url, MockResponse response) {
        pages.put(url, response);
        return this;
    }

    /** What is at a URL, with status 200. */
    public TestSites page(String url, String body) {
        return page(url, new MockResponse.Builder().body(body).build());
    }

    /** What is at every other URL; status 404 without it. */
    public TestSites otherwise(MockResponse response) {
        otherwise = response;
        return this;
    }

    /** An empty answer with this status. */
    public static MockResponse status(int status) {
        return new MockResponse.Builder().code(status).build();
    }

    /** A redirect. */
    public static MockResponse redirect(String target) {
        return new MockResponse.Builder()
                .code(302)
                .setHeader("Location", target)
                .build();
    }

    /** The port of the server with TLS. */
    public int httpsPort() {
        return https.getPort();
    }

    /** The port of the server without TLS. */
    public int httpPort() {
        return http.getPort();
    }

    /** Every URL that was asked for so far, without ports. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        https.close();
        http.close();
    }
}
