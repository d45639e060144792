package io.sendwell.testkit.dns;

import io.sendwell.dns.DnsType;

/**
 * The zone of a customer as one meets it before onboarding, for tests that add to it or take away.
 *
 * <p>It has two name servers (192.0.2.53 and 192.0.2.54), a website at the domain and at {@code www} (192.0.2.80), a mail
 * server (192.0.2.25), and no SPF, DKIM or DMARC record. Its TTL is an hour, and its denials may be kept for ten minutes.
 *
 * <pre>{@code
 * FakeDns dns = FakeDns.start();
 * CustomerZone.of("customer.example")
 *         .spf("v=spf1 mx -all")
 *         .line("s1._domainkey IN CNAME s1.vendor.example.")
 *         .publishTo(dns);
 * }</pre>
 *
 * <p>For one thread.
 */
public final class CustomerZone {

    private static final int MAX_STRING_OCTETS = 255;

    private final String domain;
    private final StringBuilder text;

    private CustomerZone(String domain, String text) {
        this.domain = domain;
        this.text = new StringBuilder(text);
    }

    /** The zone of a domain with a website and mail. */
    public static CustomerZone of(String domain) {
        return bare(domain)
                .line("@ IN MX 10 mail")
                .line("mail IN A 192.0.2.25")
                .line("@ IN A 192.0.2.80")
                .line("www IN A 192.0.2.80");
    }

    /** The zone of a domain that has name servers and nothing else. */
    public static CustomerZone bare(String domain) {
        return new CustomerZone(domain, """
                $TTL 3600
                @ IN SOA ns1 hostmaster 2026112201 7200 900 1209600 600
                @ IN NS ns1
                @ IN NS ns2
                ns1 IN A 192.0.2.53
                ns2 IN A 192.0.2.54
                """);
    }

    /** Adds a TXT record at the domain itself; a second one is added beside the first. */
    public CustomerZone spf(String record) {
        return entry("@", DnsType.TXT, record);
    }

    /** Adds a TXT record at {@code SELECTOR._domainkey}. */
    public CustomerZone dkim(String selector, String record) {
        return entry(selector + "._domainkey", DnsType.TXT, record);
    }

    /** Adds a TXT record at {@code _dmarc}. */
    public CustomerZone dmarc(String record) {
        return entry("_dmarc", DnsType.TXT, record);
    }

    /**
     * Adds a record.
     *
     * @param name within the domain, {@code @} for the domain itself, or a full name with a trailing dot
     * @param value of TXT the bare text in ASCII, without quotes; of other types as a zone file has it
     */
    public CustomerZone entry(String name, DnsType type, String value) {
        return line(name + " IN " + type + " " + (type == DnsType.TXT ? quoted(value) : value));
    }

    /** Adds a line of a zone file, whose names are within the domain unless they end in a dot. */
    public CustomerZone line(String zoneLine) {
        text.append(zoneLine).append('\n');
        return this;
    }

    private static String quoted(String value) {
        StringBuilder strings = new StringBuilder();
        for (int start = 0; start == 0 || start < value.length(); start += MAX_STRING_OCTETS) {
            String string = value.substring(start, Math.min(value.length(), start + MAX_STRING_OCTETS));
            strings.append(start == 0 ? "\"" : " \"")
                    .append(string.replace("\\", "\\\\").replace("\"", "\\\""))
                    .append('"');
        }
        return strings.toString();
    }

    /** The zone file. */
    public String text() {
        return text.toString();
    }

    /**
     * Adds the zone to a server.
     *
     * @return the server
     * @throws IllegalArgumentException when a line of it cannot be read
     */
    public FakeDns publishTo(FakeDns dns) {
        return dns.zone(domain, text());
    }
}
