package io.sendwell.dns;

/** The record types that authentication of mail asks for. */
public enum DnsType {
    /** An IPv4 address (RFC 1035 section 3.4.1). */
    A,
    /** An IPv6 address (RFC 3596). */
    AAAA,
    /** Another name for this one (RFC 1035 section 3.3.1). */
    CNAME,
    /** The digest of a signed zone's key, kept by its parent (RFC 4034 section 5). */
    DS,
    /** Who takes mail for the name (RFC 1035 section 3.3.9). */
    MX,
    /** Who answers for the zone (RFC 1035 section 3.3.11). */
    NS,
    /** The name of an address (RFC 1035 section 3.3.12). */
    PTR,
    /** Where a zone begins, and how long its denials may be kept (RFC 1035 section 3.3.13, RFC 2308). */
    SOA,
    /** The certificate that a server shows (RFC 6698). */
    TLSA,
    /** Text, in one or more strings (RFC 1035 section 3.3.14). */
    TXT
}
