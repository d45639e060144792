package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsName;
import io.sendwell.dns.IpAddress;
import java.util.List;

/**
 * A server that answers for a zone.
 *
 * @param name as the zone's NS record has it
 * @param addresses IPv4 first; empty when none were found
 */
public record NameServer(DnsName name, List<IpAddress> addresses) {

    public NameServer {
        addresses = List.copyOf(addresses);
    }
}
