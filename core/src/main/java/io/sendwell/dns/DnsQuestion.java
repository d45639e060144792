package io.sendwell.dns;

import io.sendwell.address.DomainName;

/**
 * What is asked: the records of one type at one name, class IN.
 *
 * @param name whose records
 * @param type which of them
 */
public record DnsQuestion(DnsName name, DnsType type) {

    /** A question about a name. */
    public static DnsQuestion of(DnsName name, DnsType type) {
        return new DnsQuestion(name, type);
    }

    /** A question about a domain. */
    public static DnsQuestion of(DomainName domain, DnsType type) {
        return new DnsQuestion(DnsName.of(domain), type);
    }

    /**
     * A question about a name as {@link DnsName#parse} reads it.
     *
     * @throws IllegalArgumentException when it is no name
     */
    public static DnsQuestion of(String name, DnsType type) {
        return new DnsQuestion(DnsName.parse(name), type);
    }

    /** Type and name, such as {@code TXT _dmarc.example.org}. */
    @Override
    public String toString() {
        return type + " " + name;
    }
}
