/**
 * Questions to the DNS and what came back.
 *
 * <p>One seam for everyone who asks: authentication of domains, checks, tests. 'No such name', 'no data' and 'could not
 * ask' are three answers (RFC 2308, RFC 8020), since a record that is not there and a server that is silent ask for
 * different advice. The wire format and the sockets are behind {@link io.sendwell.dns.DnsResolver}.
 */
@NullMarked
package io.sendwell.dns;

import org.jspecify.annotations.NullMarked;
