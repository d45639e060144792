package io.sendwell.dnsauth.resolver;

import io.sendwell.dns.DnsAnswer;
import io.sendwell.dns.DnsName;

/** What came of the search for the zone of a name. */
public sealed interface ZoneSearch {

    /** The zone. */
    record Found(Zone zone) implements ZoneSearch {}

    /**
     * Nobody has registered the domain: above the name there is only a top-level domain or the root.
     *
     * @param above the zone where the search ended
     */
    record NotRegistered(DnsName name, DnsName above) implements ZoneSearch {}

    /** It could not be found out. */
    record Unknown(DnsAnswer.Unavailable answer) implements ZoneSearch {}
}
