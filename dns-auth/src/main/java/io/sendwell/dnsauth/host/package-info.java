/**
 * What else decides whether mail arrives and answers come back: servers that take mail, names of the servers that send
 * it, encryption on the way, the logo beside it, and what will expire.
 *
 * <p>Checks with advice: nothing here stops a mail. MX is of RFC 5321 section 5.1 and RFC 7505, MTA-STS of RFC 8461,
 * reports about TLS of RFC 8460, DANE of RFC 7672, BIMI of its draft; the names of sending hosts are what large receivers
 * demand.
 */
@NullMarked
package io.sendwell.dnsauth.host;

import org.jspecify.annotations.NullMarked;
