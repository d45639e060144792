/**
 * Asks the DNS, remembers what it said, records it, and looks at it from each name server.
 *
 * <p>{@link io.sendwell.dnsauth.resolver.DnsClient} speaks to servers (RFC 1035, EDNS of RFC 6891), {@link
 * io.sendwell.dnsauth.resolver.CachingResolver} keeps answers as long as their TTL says (RFC 2308), and {@link
 * io.sendwell.dnsauth.resolver.DnsSnapshot} replays a recorded check without a network. All of them are core's {@link
 * io.sendwell.dns.DnsResolver} and can be put around each other. dnsjava reads and writes the messages and is not seen
 * outside.
 */
@NullMarked
package io.sendwell.dnsauth.resolver;

import org.jspecify.annotations.NullMarked;
