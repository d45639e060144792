package io.sendwell.dns;

import java.time.Duration;

/**
 * Asks the DNS. Threads share it; every call ends within its patience, and what goes wrong is an {@link
 * DnsAnswer.Unavailable}, never an exception.
 *
 * <p>The application seldom implements it: dns-auth has one that asks servers, one that remembers, and one that replays
 * what was recorded. {@code DnsResolverContract} in the testkit proves an implementation.
 */
public interface DnsResolver {

    /**
     * Asks as everyone does, by way of the resolver's usual servers, and follows CNAME records.
     *
     * @param patience how long to wait at most; more than zero
     */
    DnsAnswer resolve(DnsQuestion question, Duration patience);

    /**
     * Asks one name server about its own zone, without recursion, past every cache. What such a server says of another
     * zone (a referral) is {@link DnsAnswer.Trouble#REFUSED}.
     *
     * @param server the address of a server that answers for the zone
     * @param patience how long to wait at most; more than zero
     */
    DnsAnswer ask(IpAddress server, DnsQuestion question, Duration patience);
}
