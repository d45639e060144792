package io.sendwell.dnsauth.web;

import io.sendwell.dns.IpAddress;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.dnsauth.web.WebAnswer.Answered;
import io.sendwell.dnsauth.web.WebAnswer.Trouble;
import io.sendwell.dnsauth.web.WebAnswer.Unanswered;
import io.sendwell.dnsauth.web.WebRequest.Redirects;
import io.sendwell.dnsauth.web.WebRequest.Scheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.ConnectionPool;
import okhttp3.Handshake;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Makes HTTP requests to addresses that were checked before, and to no others. The only class that knows OkHttp. */
final class PinnedHttp {

    private static final int MAX_REDIRECTS = 3;

    // Shorter than the whole call, so that a second address has its turn.
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);

    private final OkHttpClient base;
    private final int httpsPort;
    private final int httpPort;
    private final String userAgent;

    PinnedHttp(WebReader.Builder settings) {
        httpsPort = settings.httpsPort;
        httpPort = settings.httpPort;
        userAgent = settings.userAgent;
        OkHttpClient.Builder client = new OkHttpClient.Builder()
                .proxy(Proxy.NO_PROXY)
                .followRedirects(false)
                .followSslRedirects(false)
                // One request, one connection: what was agreed on with one name is never used for another.
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MILLISECONDS))
                .protocols(List.of(Protocol.HTTP_1_1))
                .fastFallback(false)
                .connectTimeout(CONNECT_TIMEOUT);
        settings.tls.ifPresent(tls -> client.sslSocketFactory(tls.context().getSocketFactory(), tls.manager()));
        base = client.build();
    }

    WebAnswer get(WebRequest request, List<IpAddress> addresses, Deadline deadline) {
        HttpUrl url = url(request.scheme(), request.host().ascii(), request.path());
        for (int followed = 0; ; followed++) {
            PinnedSocketFactory sockets = new PinnedSocketFactory(addresses);
            try (Response response = call(url, addresses, sockets, deadline)) {
                Optional<HttpUrl> next = followed < MAX_REDIRECTS ? followable(request, response) : Optional.empty();
                if (next.isEmpty()) {
                    return answered(request, response, sockets.connected().orElse(addresses.get(0)));
                }
                url = next.get();
            } catch (IOException failure) {
                return unanswered(request, failure, sockets.connected().isPresent());
            }
        }
    }

    private HttpUrl url(Scheme scheme, String host, String path) {
        return new HttpUrl.Builder()
                .scheme(scheme.text())
                .host(host)
                .port(scheme == Scheme.HTTPS ? httpsPort : httpPort)
                .encodedPath(path)
                .build();
    }

    private Response call(HttpUrl url, List<IpAddress> addresses, PinnedSocketFactory sockets, Deadline deadline)
            throws IOException {
        List<InetAddress> pinned = inetAddresses(url.host(), addresses);
        return base.newBuilder()
                .dns(host -> pinned)
                .socketFactory(sockets)
                .callTimeout(deadline.left())
                .build()
                .newCall(new Request.Builder()
                        .url(url)
                        .header("User-Agent", userAgent)
                        .header("Accept", "text/plain, */*;q=0.1")
                        // Said here, or OkHttp would unpack what is compressed: a kilobyte may hold a gigabyte.
                        .header("Accept-Encoding", "identity")
                        .header("Cache-Control", "no-cache")
                        .build())
                .execute();
    }

    private static List<InetAddress> inetAddresses(String host, List<IpAddress> addresses) throws UnknownHostException {
        List<InetAddress> pinned = new ArrayList<>(addresses.size());
        for (IpAddress address : addresses) {
            pinned.add(InetAddress.getByAddress(host, address.octets()));
        }
        return pinned;
    }

    private Optional<HttpUrl> followable(WebRequest request, Response response) {
        if (request.redirects() == Redirects.ANSWER || !response.isRedirect()) {
            return Optional.empty();
        }
        HttpUrl here = response.request().url();
        return location(response)
                .map(here::resolve)
                .filter(there -> there.host().equals(here.host()))
                .filter(there -> there.isHttps() || !here.isHttps())
                .filter(there -> there.port() == (there.isHttps() ? httpsPort : httpPort))
                .map(there -> there.newBuilder()
                        .username("")
                        .password("")
                        .fragment(null)
                        .build());
    }

    private static Optional<String> location(Response response) {
        return Optional.ofNullable(response.header("Location"));
    }

    private static Answered answered(WebRequest request, Response response, IpAddress address) throws IOException {
        byte[] body;
        boolean whole;
        try (InputStream in = response.body().byteStream()) {
            body = in.readNBytes(request.maxBody());
            whole = body.length < request.maxBody() || in.read() < 0;
        }
        return new Answered(
                request,
                response.request().url().toString(),
                response.code(),
                address,
                new String(body, StandardCharsets.UTF_8),
                whole,
                mediaType(response),
                response.isRedirect() ? location(response) : Optional.empty(),
                certificateEnd(response.handshake()));
    }

    private static String mediaType(Response response) {
        String field = response.header("Content-Type");
        MediaType type = field == null ? null : MediaType.parse(field);
        return type == null ? "" : (type.type() + "/" + type.subtype()).toLowerCase(Locale.ROOT);
    }

    private static Optional<Instant> certificateEnd(@Nullable Handshake handshake) {
        if (handshake == null) {
            return Optional.empty();
        }
        List<Certificate> chain = handshake.peerCertificates();
        return !chain.isEmpty() && chain.get(0) instanceof X509Certificate certificate
                ? Optional.of(certificate.getNotAfter().toInstant())
                : Optional.empty();
    }

    /** In our own words: OkHttp's repeat what the site said. */
    private static Unanswered unanswered(WebRequest request, IOException failure, boolean wasConnected) {
        if (failure instanceof InterruptedIOException) {
            return new Unanswered(request, Trouble.TIMEOUT, request + " took too long to answer.");
        }
        if (failure instanceof SSLException) {
            return new Unanswered(request, Trouble.TLS, request + ": " + tlsWords(failure));
        }
        if (!wasConnected) {
            return new Unanswered(request, Trouble.NO_CONNECTION, "No connection to " + request + " could be made.");
        }
        return new Unanswered(request, Trouble.BROKEN, "What " + request + " answered is not HTTP, or broke off.");
    }

    private static String tlsWords(IOException failure) {
        if (failure instanceof SSLPeerUnverifiedException) {
            return "the certificate is for another name.";
        }
        boolean untrusted = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateExpiredException) {
                return "the certificate has expired.";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "the certificate is not valid yet.";
            }
            untrusted |= cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException;
        }
        return untrusted ? "the certificate is not from an authority that is trusted." : "no TLS could be agreed on.";
    }
}
