package io.sendwell.dnsauth.host;

import io.sendwell.dns.IpAddress;
import java.util.List;

/**
 * A server of the operator's own that sends mail.
 *
 * @param heloName what it says in HELO or EHLO (RFC 5321 section 4.1.1.1); any text, since settings are often wrong
 * @param addresses from which it connects, of both families; at least one
 */
public record SendingHost(String heloName, List<IpAddress> addresses) {

    /** @throws IllegalArgumentException when there is no address */
    public SendingHost {
        addresses = List.copyOf(addresses);
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("A host that sends has at least one address.");
        }
    }
}
