package io.sendwell.dnsauth.spf;

import io.sendwell.dns.DnsName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the operator needs a customer's record to say.
 *
 * @param include the operator's own record, which the customer's is to include: the operator can change its servers later
 *     without asking anybody
 * @param networks the addresses that have to pass; those that the include lets pass are not written into the record
 * @param bounceHost the operator's name for a customer's own bounce domain, if it offers one: a CNAME from {@code
 *     bounce.customer} to it needs no change of the customer's record at all
 */
public record SpfNeed(Optional<DnsName> include, List<SpfNetwork> networks, Optional<DnsName> bounceHost) {

    /** @throws IllegalArgumentException when nothing is needed */
    public SpfNeed {
        networks = List.copyOf(networks);
        if (include.isEmpty() && networks.isEmpty()) {
            throw new IllegalArgumentException("Name an include, or at least one network, that the record is to have.");
        }
    }

    /** An include, such as {@code _spf.vendor.example}. */
    public static SpfNeed include(DnsName include) {
        return new SpfNeed(Optional.of(include), List.of(), Optional.empty());
    }

    /** Addresses and networks. */
    public static SpfNeed networks(SpfNetwork... networks) {
        return new SpfNeed(Optional.empty(), List.of(networks), Optional.empty());
    }

    /** The same, and these have to pass as well. */
    public SpfNeed passing(SpfNetwork... more) {
        List<SpfNetwork> all = new ArrayList<>(networks);
        all.addAll(List.of(more));
        return new SpfNeed(include, all, bounceHost);
    }

    /** The same of an operator that offers bounce domains under this name. */
    public SpfNeed offeringBounceHost(DnsName host) {
        return new SpfNeed(include, networks, Optional.of(host));
    }
}
