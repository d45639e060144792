package io.sendwell.testkit.dns;

import io.sendwell.dns.DnsType;

/**
 * A question that a {@link FakeDns} was asked.
 *
 * @param name in lower case, without a trailing dot, odd octets as {@code \DDD}; a lone dot for the root
 * @param type such as {@code TXT}; a number such as {@code TYPE65280} when it has no name
 * @param recursionDesired whether the server was asked to find out (RD), or for its own zones only
 * @param udpSize the size of answer that the client offered by EDNS, in octets; 0 without EDNS
 */
public record ReceivedQuestion(
        String name, String type, DnsTransport transport, boolean recursionDesired, int udpSize) {

    boolean isAbout(String otherName, DnsType otherType) {
        return name.equals(otherName) && type.equals(otherType.name());
    }

    /** Type, name and transport, such as {@code TXT _dmarc.example.org by UDP}. */
    @Override
    public String toString() {
        return type + " " + name + " by " + transport;
    }
}
