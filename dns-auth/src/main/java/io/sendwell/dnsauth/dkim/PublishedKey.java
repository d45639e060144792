package io.sendwell.dnsauth.dkim;

import io.sendwell.dns.DnsName;
import java.time.Duration;

/**
 * A key record as the DNS gave it.
 *
 * @param name where
 * @param record what it says
 * @param server who answered
 * @param ttl how much longer the answer may be kept
 * @param authenticated whether the server vouches for it by DNSSEC; worth as much as the way to that server
 */
public record PublishedKey(DnsName name, DkimRecord record, String server, Duration ttl, boolean authenticated) {}
