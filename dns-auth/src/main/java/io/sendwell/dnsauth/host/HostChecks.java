package io.sendwell.dnsauth.host;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsResolver;
import io.sendwell.dnsauth.dmarc.DmarcDiscovery;
import io.sendwell.dnsauth.finding.DomainFinding;
import io.sendwell.dnsauth.internal.time.Deadline;
import io.sendwell.dnsauth.web.WebReader;
import io.sendwell.identity.DmarcPolicy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks with advice: they read the DNS and one file on a website, change nothing, and stop no mail. Threads may share it.
 *
 * <p>Each check takes one patience for all its questions, and trouble is a finding of its own, {@link
 * HostFinding#HOST_DNS_UNAVAILABLE}: it never counts as 'not there'.
 *
 * <pre>{@code
 * HostChecks checks = HostChecks.using(resolver, WebReader.using(resolver).build(), clock);
 * List<DomainFinding> findings = checks.domain(DomainName.parse("acme.example"), Duration.ofSeconds(20));
 * }</pre>
 */
public final class HostChecks {

    private final DnsResolver resolver;
    private final WebReader reader;
    private final Expiry expiry;
    private final DmarcDiscovery dmarc;

    private HostChecks(DnsResolver resolver, WebReader reader, InstantSource clock) {
        this.resolver = resolver;
        this.reader = reader;
        this.expiry = new Expiry(clock);
        this.dmarc = DmarcDiscovery.with(resolver);
    }

    /** Checks that ask these. */
    public static HostChecks using(DnsResolver resolver, WebReader reader, InstantSource clock) {
        return new HostChecks(resolver, reader, clock);
    }

    private Lookup lookup(Duration patience) {
        return new Lookup(resolver, Deadline.in(patience));
    }

    /**
     * Everything about a domain that has mailboxes: {@link #mailServers}, {@link #mtaSts}, {@link #tlsReporting}, {@link
     * #dane} and {@link #bimi}, with one patience for all of them.
     */
    public List<DomainFinding> domain(DomainName domain, Duration patience) {
        Deadline deadline = Deadline.in(patience);
        List<DomainFinding> findings = new ArrayList<>(mailServers(domain, deadline.left()));
        findings.addAll(tlsReporting(domain, deadline.left()));
        findings.addAll(dane(domain, deadline.left()));
        findings.addAll(bimi(domain, deadline.left()));
        findings.addAll(mtaSts(domain, deadline.left()));
        return List.copyOf(findings);
    }

    /** Whether the domain exists and somebody takes mail for it: MX, null MX, aliases, addresses. */
    public List<DomainFinding> mailServers(DomainName domain, Duration patience) {
        return List.copyOf(MailExchanges.check(domain, lookup(patience)));
    }

    /**
     * Whether senders can insist on encryption by MTA-STS (RFC 8461): its record, its policy, and whether that names every
     * server that takes mail.
     */
    public List<DomainFinding> mtaSts(DomainName domain, Duration patience) {
        return List.copyOf(Encryption.mtaSts(domain, lookup(patience), reader, expiry));
    }

    /** Whether somebody is told when encryption fails (RFC 8460). */
    public List<DomainFinding> tlsReporting(DomainName domain, Duration patience) {
        return List.copyOf(Encryption.tlsReporting(domain, lookup(patience)));
    }

    /** Whether the servers that take mail name their certificates in signed zones (DANE, RFC 7672). */
    public List<DomainFinding> dane(DomainName domain, Duration patience) {
        return List.copyOf(Encryption.dane(domain, lookup(patience)));
    }

    /** Whether the domain has a logo beside its mail, and who would show it. The logo itself is not fetched. */
    public List<DomainFinding> bimi(DomainName domain, Duration patience) {
        Deadline deadline = Deadline.in(patience);
        DmarcPolicy policy = dmarc.discover(domain, deadline.left()).rfc9989().applied();
        return List.copyOf(Bimi.check(domain, policy, new Lookup(resolver, deadline)));
    }

    /** Whether names and addresses of one of the operator's own sending hosts fit together, both ways. */
    public List<DomainFinding> sendingHost(SendingHost host, Duration patience) {
        return List.copyOf(SendingHosts.check(host, lookup(patience)));
    }

    /**
     * Whether a domain that the operator itself sends, rewrites or takes bounces with is set up as it should be: it takes
     * mail, and has SPF, keys of DKIM and a DMARC policy of reject.
     *
     * @param selectors the selectors it signs with (RFC 6376 section 3.1); none when it does not sign
     */
    public List<DomainFinding> operatorDomain(DomainName domain, List<String> selectors, Duration patience) {
        Lookup lookup = lookup(patience);
        List<DomainFinding> findings = new ArrayList<>(MailExchanges.check(domain, lookup));
        findings.addAll(OperatorDomains.check(
                domain, selectors, dmarc.discover(domain, lookup.deadline().left()), lookup));
        return List.copyOf(findings);
    }

    /** Whether a certificate ends within two weeks or has ended; nothing when there is time. */
    public List<DomainFinding> certificate(String host, X509Certificate certificate) {
        return expiry.check(host, certificate.getNotAfter().toInstant());
    }

    /** Whether something else, such as a key that was given an end, ends within two weeks or has ended. */
    public List<DomainFinding> end(String what, Instant end) {
        return expiry.check(what, end);
    }
}
