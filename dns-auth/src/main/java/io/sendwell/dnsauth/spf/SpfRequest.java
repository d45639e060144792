package io.sendwell.dnsauth.spf;

import io.sendwell.address.DomainName;
import io.sendwell.dns.DnsName;
import io.sendwell.dns.IpAddress;
import java.util.Optional;

/**
 * What SPF is asked about: a client that connected, and the identity that it claims (RFC 7208 sections 2.3, 2.4 and 4.1).
 * All but the address is the client's own text and may hold anything.
 *
 * @param client the address that connected
 * @param spfDomain whose record is asked
 * @param localPart of the sender; {@code postmaster} when there is none
 * @param helo what the client said in HELO or EHLO
 */
public record SpfRequest(IpAddress client, String spfDomain, String localPart, String helo) {

    private static final String POSTMASTER = "postmaster";

    /**
     * About the reverse-path; for the null reverse-path about HELO (section 2.4).
     *
     * @param reversePath without angle brackets; empty or {@code <>} for the null reverse-path
     */
    public static SpfRequest mailFrom(IpAddress client, String reversePath, String helo) {
        if (reversePath.isEmpty() || reversePath.equals("<>")) {
            return helo(client, helo);
        }
        int at = reversePath.lastIndexOf('@');
        String localPart = at > 0 ? reversePath.substring(0, at) : POSTMASTER;
        return new SpfRequest(client, reversePath.substring(at + 1), localPart, helo);
    }

    /** About what the client said in HELO or EHLO (section 2.3). */
    public static SpfRequest helo(IpAddress client, String helo) {
        return new SpfRequest(client, helo, POSTMASTER, helo);
    }

    /** The sender of section 4.1. */
    public String sender() {
        return localPart + "@" + spfDomain;
    }

    /**
     * The domain to ask about, in A-labels; empty for what is no name of several labels, which has no record (section 4.3).
     */
    public Optional<DnsName> domain() {
        if (spfDomain.length() > 2 * DnsName.MAX_OCTETS || spfDomain.indexOf('[') >= 0) {
            return Optional.empty();
        }
        if (isAscii(spfDomain)) {
            return DnsName.tryParse(spfDomain).filter(name -> name.octets().indexOf('.') > 0);
        }
        try {
            return Optional.of(DnsName.of(DomainName.parse(spfDomain)));
        } catch (IllegalArgumentException noDomain) {
            return Optional.empty();
        }
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c <= 0x7F);
    }
}
