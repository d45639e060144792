package io.sendwell.dnsauth.spf;

import java.util.List;
import java.util.Optional;

/**
 * What a record asks for when no term matches early: the worst that a client can cause, with all that it includes.
 *
 * @param lookups terms that ask the DNS; 10 may (RFC 7208 section 4.6.4)
 * @param ipv4Voids terms that find nothing for a client with IPv4; 2 may
 * @param ipv6Voids terms that find nothing for a client with IPv6; 2 may
 * @param ipv6VoidsWithHosts the same, with the hosts behind {@code mx} counted one by one, as some receivers do
 * @param lookupOffender the first term that asks once too often, or has too many hosts, such as {@code include:a.example
 *     (b.example)}
 * @param voidOffender the first term that finds nothing once too often
 * @param deadEnds {@code include} and {@code redirect} that lead to no record, or to a broken one: permerror for whoever
 *     gets that far
 * @param unasked what the DNS did not answer; with anything in it the numbers are too low
 */
public record SpfBudget(
        int lookups,
        int ipv4Voids,
        int ipv6Voids,
        int ipv6VoidsWithHosts,
        Optional<String> lookupOffender,
        Optional<String> voidOffender,
        List<String> deadEnds,
        List<String> unasked) {

    public SpfBudget {
        deadEnds = List.copyOf(deadEnds);
        unasked = List.copyOf(unasked);
    }

    /** Whether no receiver that keeps to the standard answers permerror for what the record asks. */
    public boolean isWithinLimits() {
        SpfLimits limits = SpfLimits.standard();
        return lookups <= limits.terms()
                && lookupOffender.isEmpty()
                && ipv4Voids <= limits.voids()
                && ipv6Voids <= limits.voids();
    }
}
