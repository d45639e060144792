package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsName;
import java.time.Duration;
import java.util.List;

/**
 * The part of the DNS that a name lies in.
 *
 * @param apex where it begins
 * @param nameServers who answers for it, at least one
 * @param negativeTtl how long others may go on believing that something is not there (RFC 2308 section 5); zero when the
 *     zone did not say
 */
public record Zone(DnsName apex, List<NameServer> nameServers, Duration negativeTtl) {

    public Zone {
        nameServers = List.copyOf(nameServers);
    }

    /** The names of the name servers. */
    public List<DnsName> nameServerNames() {
        return nameServers.stream().map(NameServer::name).toList();
    }
}
