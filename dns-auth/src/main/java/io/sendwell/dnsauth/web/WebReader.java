package io.sendwell.dnsauth.web;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsQuestion;
import io.sendwell.dns.DnsRecord;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dns.DnsType;
import io.sendwell.dns.IpAddress;
import io.sendwell.dns.PublicAddresses;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.dnsauth.web.WebAnswer.Trouble;
import io.sendwell.dnsauth.web.WebAnswer.Unanswered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.X509TrustManager;

/**
 * Reads a small file from a website whose name somebody else chose.
 *
 * <p>The name is resolved once, by our own resolver. Addresses that are not public are left out, and the connection goes to
 * one of those that were checked, so a name that points elsewhere a moment later changes nothing. TLS is checked for the
 * name. Neither proxies nor cookies nor passwords are used. Threads may share it; it holds no connection between requests.
 *
 * <pre>{@code
 * WebReader reader = WebReader.using(resolver).build();
 * WebAnswer answer = reader.read(WebRequest.https(domain, "/robots.txt"), Duration.ofSeconds(5));
 * }</pre>
 */
public final class WebReader {

    // Two of each family: enough to get past one that is down, few enough that an answer of hundreds costs nothing.
    private static final int ADDRESSES_PER_FAMILY = 2;

    private final DnsResolver resolver;
    private final PublicAddresses publicAddresses;
    private final PinnedHttp http;

    private WebReader(Builder builder) {
        resolver = builder.resolver;
        publicAddresses = builder.publicAddresses;
        http = new PinnedHttp(builder);
    }

    /** Starts a reader that resolves names with this. */
    public static Builder using(DnsResolver resolver) {
        return new Builder(resolver);
    }

    /**
     * Reads a file.
     *
     * @param patience how long to wait at most, for the DNS and the site together; more than zero
     * @return the answer; trouble of any kind is one too. An interrupt stays set; it is noticed between two reads from the
     *     network, so that a silent site keeps an interrupted thread until the patience ends
     */
    public WebAnswer read(WebRequest request, Duration patience) {
        Deadline deadline = Deadline.in(patience);
        Resolved resolved = resolve(request, deadline);
        if (resolved.trouble().isPresent()) {
            return resolved.trouble().get();
        }
        return http.get(request, resolved.addresses(), deadline);
    }

    /** Where to connect, or why not. */
    private record Resolved(List<IpAddress> addresses, Optional<Unanswered> trouble) {

        static Resolved failed(WebRequest request, Trouble trouble, String detail) {
            return new Resolved(List.of(), Optional.of(new Unanswered(request, trouble, detail)));
        }
    }

    private Resolved resolve(WebRequest request, Deadline deadline) {
        List<IpAddress> pinned = new ArrayList<>(2 * ADDRESSES_PER_FAMILY);
        Optional<String> refused = Optional.empty();
        Optional<String> unavailable = Optional.empty();
        for (DnsType type : List.of(DnsType.A, DnsType.AAAA)) {
            DnsAnswer answer = resolver.resolve(DnsQuestion.of(request.host(), type), deadline.left());
            if (answer instanceof DnsAnswer.Unavailable trouble) {
                unavailable = Optional.of(
                        "The addresses of " + request.host() + " could not be asked for: " + trouble.trouble() + ".");
            }
            List<IpAddress> open = new ArrayList<>();
            for (DnsRecord.Address record : answer.records(DnsRecord.Address.class)) {
                Optional<String> objection = publicAddresses.objectionTo(record.address());
                if (objection.isEmpty()) {
                    open.add(record.address());
                } else {
                    refused = Optional.of(
                            request.host() + " points to " + record.address() + ", which is " + objection.get() + ".");
                }
            }
            pinned.addAll(open.subList(0, Math.min(open.size(), ADDRESSES_PER_FAMILY)));
        }
        if (!pinned.isEmpty()) {
            return new Resolved(pinned, Optional.empty());
        }
        if (refused.isPresent()) {
            return Resolved.failed(request, Trouble.ADDRESS_NOT_PUBLIC, refused.get());
        }
        return unavailable
                .map(detail -> Resolved.failed(request, Trouble.DNS_UNAVAILABLE, detail))
                .orElseGet(() ->
                        Resolved.failed(request, Trouble.NO_ADDRESS, request.host() + " has no address in the DNS."));
    }

    /** Describes a reader; one thread at a time. */
    public static final class Builder {

        private static final int HTTPS_PORT = 443;
        private static final int HTTP_PORT = 80;

        private final DnsResolver resolver;
        private PublicAddresses publicAddresses = PublicAddresses.shipped();
        int httpsPort = HTTPS_PORT;
        int httpPort = HTTP_PORT;
        String userAgent = "sendwell";
        Optional<TlsSettings> tls = Optional.empty();

        private Builder(DnsResolver resolver) {
            this.resolver = resolver;
        }

        /** The context and its judge of certificates. */
        record TlsSettings(SSLContext context, X509TrustManager manager) {}

        /** The User-Agent of requests; {@code sendwell} unless said otherwise. */
        public Builder userAgent(String value) {
            if (value.isBlank() || !value.chars().allMatch(c -> c >= ' ' && c < 127)) {
                throw new IllegalArgumentException("The user agent is printable ASCII.");
            }
            userAgent = value;
            return this;
        }

        /** Makes TLS connections with this context; host names are checked always. */
        public Builder tls(SSLContext context, X509TrustManager manager) {
            tls = Optional.of(new TlsSettings(context, manager));
            return this;
        }

        /**
         * Refuses one more network, such as the operator's own public addresses: a service may listen there that trusts
         * its neighbours.
         *
         * @throws IllegalArgumentException when the prefix length does not fit the address
         */
        public Builder refuse(IpAddress network, int prefixLength) {
            publicAddresses = publicAddresses.alsoRefusing(network, prefixLength);
            return this;
        }

        /** Reads from this machine too, at these ports instead of 443 and 80: for tests with a server on the loopback. */
        public Builder permitLoopback(int httpsPort, int httpPort) {
            publicAddresses = publicAddresses.permittingLoopback();
            this.httpsPort = httpsPort;
            this.httpPort = httpPort;
            return this;
        }

        /** The reader. */
        public WebReader build() {
            return new WebReader(this);
        }
    }
}
