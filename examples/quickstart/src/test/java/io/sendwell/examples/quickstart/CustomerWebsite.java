package io.sendwell.examples.quickstart;

import io.sendwell.dns.DnsResolver;
import io.sendwell.dnsauth.web.WebReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** A customer's website on the loopback: one page with TLS, and no other with it or without. */
final class CustomerWebsite implements AutoCloseable {

    private final HeldCertificate authority =
            new HeldCertificate.Builder().certificateAuthority(0).build();
    private final MockWebServer https = new MockWebServer();
    private final MockWebServer http = new MockWebServer();

    private CustomerWebsite(String domain) {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName(domain)
                .addSubjectAlternativeName("www." + domain)
                .signedBy(authority)
                .build();
        https.useHttps(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslSocketFactory());
        start(https, new MockResponse.Builder().body("<h1>Acme</h1>").build());
        start(http, notFound());
    }

    private static void start(MockWebServer server, MockResponse home) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return "/".equals(request.getUrl().encodedPath()) ? home : notFound();
            }
        });
        try {
            server.start(InetAddress.getLoopbackAddress(), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MockResponse notFound() {
        return new MockResponse.Builder().code(404).build();
    }

    static CustomerWebsite of(String domain) {
        return new CustomerWebsite(domain);
    }

    /** A reader that trusts this website and may go to the loopback. */
    WebReader reader(DnsResolver resolver) {
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(authority.certificate())
                .build();
        return WebReader.using(resolver)
                .tls(trust.sslContext(), trust.trustManager())
                .permitLoopback(https.getPort(), http.getPort())
                .build();
    }

    @Override
    public void close() {
        https.close();
        http.close();
    }
}
