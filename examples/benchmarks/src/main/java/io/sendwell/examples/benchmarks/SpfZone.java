package io.sendwell.examples.benchmarks;

import java.util.List;
import java.util.Map;

/** What the judges of SPF ask about: four records in memory, and clients whose verdict is known. */
final class SpfZone {

    static final String DOMAIN = "customer.example.org";
    static final String REVERSE_PATH = "jo@" + DOMAIN;
    static final String HELO = "mail.example.net";

    static final Map<String, String> RECORDS = Map.of(
            DOMAIN,
            "v=spf1 ip4:203.0.113.0/28 include:_spf.example.net -all",
            "_spf.example.net",
            "v=spf1 ip4:203.0.113.32/28 ip4:203.0.113.64/28 include:_a.example.net ~all",
            "_a.example.net",
            "v=spf1 ip4:198.51.100.0/26 ip6:2001:db8:7::/48 include:_b.example.net ~all",
            "_b.example.net",
            "v=spf1 ip4:198.51.100.128/26 ip4:192.0.2.0/28 ~all");

    /** Three in the innermost record, one nowhere. */
    static final List<String> CLIENTS = List.of("192.0.2.1", "198.51.100.130", "192.0.2.14", "192.0.2.99");

    static final List<String> RESULTS = List.of("pass", "pass", "pass", "fail");

    private SpfZone() {}
}
