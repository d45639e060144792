package io.sendwell;

import io.sendwell.address.DomainName;
import io.sendwell.transport.Transport;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * An account's own SMTP server, as a way out for its mail. Immutable.
 *
 * <p>Mail that leaves by it has no figures, and the account alone answers for its reputation. Whoever opened the transport
 * closes it.
 *
 * @param transport speaks to the server with the account's login
 * @param domains the author domains that the operator allows on it
 * @param signing the author domains for which the server signs by itself
 * @param inSpf the author domains whose SPF record covers the server
 * @param provider whether the server is a mailbox provider's own, such as Gmail's
 */
public record OwnServer(
        Transport transport,
        Set<DomainName> domains,
        Set<DomainName> signing,
        Set<DomainName> inSpf,
        boolean provider) {

    public OwnServer {
        domains = Set.copyOf(domains);
        signing = Set.copyOf(signing);
        inSpf = Set.copyOf(inSpf);
    }

    /** A server on which the account may use no domain yet. */
    public static OwnServer of(Transport transport) {
        return new OwnServer(transport, Set.of(), Set.of(), Set.of(), false);
    }

    /** The same server with one more author domain that may be used on it. */
    public OwnServer allowing(String domain) {
        return new OwnServer(transport, plus(domains, domain), signing, inSpf, provider);
    }

    /** The same server, which signs for this author domain by itself. */
    public OwnServer signingFor(String domain) {
        return new OwnServer(transport, domains, plus(signing, domain), inSpf, provider);
    }

    /** The same server, which the SPF record of this author domain covers. */
    public OwnServer inSpfOf(String domain) {
        return new OwnServer(transport, domains, signing, plus(inSpf, domain), provider);
    }

    /** The same server, which is a mailbox provider's own: it may send from that provider's domain. */
    public OwnServer ofMailboxProvider() {
        return new OwnServer(transport, domains, signing, inSpf, true);
    }

    Optional<DomainName> signingDomain(DomainName authorDomain) {
        return signing.contains(authorDomain) ? Optional.of(authorDomain) : Optional.empty();
    }

    private static Set<DomainName> plus(Set<DomainName> domains, String domain) {
        Set<DomainName> all = new HashSet<>(domains);
        all.add(DomainName.parse(domain));
        return all;
    }
}
