package io.sendwell.testkit.dns;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.Name;

/** The names for which a resolver vouches by DNSSEC, with all below them. Safe for threads. */
final class AuthenticatedNames {

    private final Set<Name> tops = ConcurrentHashMap.newKeySet();

    void add(Name top) {
        tops.add(top);
    }

    boolean containAll(List<Name> names) {
        return names.stream().allMatch(name -> tops.stream().anyMatch(name::subdomain));
    }
}
