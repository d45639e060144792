package io.sendwell.testkit.dns;

/** How a question came. */
public enum DnsTransport {
    /** In a datagram. */
    UDP,
    /** Over a connection (RFC 7766). */
    TCP
}
