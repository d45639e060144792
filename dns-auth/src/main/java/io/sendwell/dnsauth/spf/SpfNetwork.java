package io.sendwell.dnsauth.spf;

import io.sendwell.dns.IpAddress;

/**
 * Addresses that agree in their first bits.
 *
 * @param address the first of them, or any
 * @param prefixLength how many bits agree, 0 to 32 or 128
 */
public record SpfNetwork(IpAddress address, int prefixLength) {

    /** @throws IllegalArgumentException when the address has fewer bits than that */
    public SpfNetwork {
        if (prefixLength < 0 || prefixLength > address.bits()) {
            throw new IllegalArgumentException(
                    "A prefix length of " + address + " is 0 to " + address.bits() + "; found " + prefixLength + ".");
        }
    }

    /** One address. */
    public static SpfNetwork of(IpAddress address) {
        return new SpfNetwork(address, address.bits());
    }

    /**
     * Reads {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or a single address.
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public static SpfNetwork parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return of(IpAddress.parse(text));
        }
        try {
            return new SpfNetwork(
                    IpAddress.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "A network like 192.0.2.0/24 is wanted; found \"" + SpfVerdict.printable(text) + "\".", e);
        }
    }

    /** Whether every address of the other is one of this. */
    public boolean contains(SpfNetwork other) {
        return prefixLength <= other.prefixLength && other.address.isInNetwork(address, prefixLength);
    }

    boolean overlaps(SpfNetwork other) {
        return contains(other) || other.contains(this);
    }

    /** As a mechanism: {@code ip4:192.0.2.0/24}; without the length when it is a single address. */
    String mechanism() {
        return (address.isIpv4() ? "ip4:" : "ip6:") + this;
    }

    @Override
    public String toString() {
        return prefixLength == address.bits() ? address.toString() : address + "/" + prefixLength;
    }
}
