/**
 * A small DNS server for tests: it listens on the loopback by UDP and TCP, answers from zone text and from single
 * records, remembers what it was asked, and misbehaves as it is told. Start with {@link io.sendwell.testkit.dns.FakeDns}.
 *
 * <p>It follows RFC 1034 and 1035 with wildcards (RFC 4592), denials (RFC 2308) and EDNS sizes (RFC 6891), and answers as
 * a recursive resolver or as the servers of the zones, whichever it is asked for. It never asks anybody else.
 */
@NullMarked
package io.sendwell.testkit.dns;

import org.jspecify.annotations.NullMarked;
