package io.sendwell.dnsauth.spf;

import io.sendwell.dns.IpAddress;
import java.util.Optional;

/**
 * One term of a record: a mechanism, which matches clients, or a modifier (RFC 7208 sections 5 and 6).
 *
 * <p>Each keeps its own text, octet for octet, and where it stands.
 */
public sealed interface SpfTerm {

    /** As it is written. */
    String text();

    /** Where it begins in the record, counted from 0. */
    int position();

    /** Whether it counts toward the limit of terms that ask the DNS (RFC 7208 section 4.6.4). */
    default boolean asksDns() {
        return this instanceof Include
                || this instanceof A
                || this instanceof Mx
                || this instanceof Ptr
                || this instanceof Exists
                || this instanceof Redirect;
    }

    /** A term that matches clients and says something of them. */
    sealed interface Mechanism extends SpfTerm {
        /** What it says of them. */
        SpfQualifier qualifier();
    }

    /** {@code all}: matches every client, so nothing behind it is ever reached (section 5.1). */
    record All(String text, int position, SpfQualifier qualifier) implements Mechanism {}

    /** {@code include}: matches whom another record lets pass (section 5.2). */
    record Include(String text, int position, SpfQualifier qualifier, DomainSpec domain) implements Mechanism {}

    /**
     * {@code a}: matches the addresses of a host (section 5.3).
     *
     * @param domain empty for the domain of the record
     * @param ipv4Prefix how many bits count, 0 to 32
     * @param ipv6Prefix how many bits count, 0 to 128
     */
    record A(
            String text,
            int position,
            SpfQualifier qualifier,
            Optional<DomainSpec> domain,
            int ipv4Prefix,
            int ipv6Prefix)
            implements Mechanism {}

    /**
     * {@code mx}: matches the hosts that take mail for a domain (section 5.4).
     *
     * @param domain empty for the domain of the record
     * @param ipv4Prefix how many bits count, 0 to 32
     * @param ipv6Prefix how many bits count, 0 to 128
     */
    record Mx(
            String text,
            int position,
            SpfQualifier qualifier,
            Optional<DomainSpec> domain,
            int ipv4Prefix,
            int ipv6Prefix)
            implements Mechanism {}

    /**
     * {@code ptr}: matches clients whose own name lies in a domain; slow, and not to be used (section 5.5).
     *
     * @param domain empty for the domain of the record
     */
    record Ptr(String text, int position, SpfQualifier qualifier, Optional<DomainSpec> domain) implements Mechanism {}

    /**
     * {@code ip4} and {@code ip6}: match a network (section 5.6).
     *
     * @param ipv4 whether it was written as {@code ip4}; {@code ip6} with an IPv4-mapped address matches nobody
     * @param prefixLength how many bits count, of 32 or 128
     */
    record Network(String text, int position, SpfQualifier qualifier, boolean ipv4, IpAddress address, int prefixLength)
            implements Mechanism {

        /** Whether the client is in the network. */
        boolean matches(IpAddress client) {
            return client.isIpv4() == ipv4 && address.isIpv4() == ipv4 && client.isInNetwork(address, prefixLength);
        }
    }

    /** {@code exists}: matches when a name, made by macros as a rule, has an IPv4 address (section 5.7). */
    record Exists(String text, int position, SpfQualifier qualifier, DomainSpec domain) implements Mechanism {}

    /** {@code redirect}: another record decides when nothing here matches (section 6.1). */
    record Redirect(String text, int position, DomainSpec domain) implements SpfTerm {}

    /** {@code exp}: where the explanation of a fail lies (section 6.2). */
    record Explanation(String text, int position, DomainSpec domain) implements SpfTerm {}

    /** A modifier that nobody knows: allowed, and without effect (section 6). */
    record OtherModifier(String text, int position, String name) implements SpfTerm {}

    /** No term at all; the record's mistakes say why. */
    record Unreadable(String text, int position) implements SpfTerm {}
}
