package io.sendwell.dns;

import java.util.Arrays;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address. An IPv4 address written as IPv6 ({@code ::ffff:192.0.2.1}, RFC 4291 section 2.5.5.2) becomes
 * IPv4. Immutable; never asks anyone for a host name.
 */
public final class IpAddress {

    private static final int IPV6_GROUPS = 8;

    /** What a parser gives back when there is no address; told from an empty half of {@code ::} by identity. */
    private static final byte[] NONE = {};

    private final byte[] octets;

    private IpAddress(byte[] octets) {
        this.octets = octets;
    }

    /**
     * Reads {@code 192.0.2.1} or {@code 2001:db8::1}; no zone, no port, no brackets, no leading zeros in IPv4.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static IpAddress parse(String text) {
        return tryParse(text)
                .orElseThrow(() ->
                        new IllegalArgumentException("An IP address like 192.0.2.1 or 2001:db8::1 is wanted; found \""
                                + text.codePoints()
                                        .limit(60)
                                        .collect(
                                                StringBuilder::new,
                                                StringBuilder::appendCodePoint,
                                                StringBuilder::append)
                                + "\"."));
    }

    /** The address, when {@code text} is one. */
    public static Optional<IpAddress> tryParse(String text) {
        byte[] read = text.indexOf(':') >= 0 ? ipv6(text) : ipv4(text);
        return read.length == 0 ? Optional.empty() : Optional.of(ofOctets(read));
    }

    /**
     * Takes 4 or 16 octets, the highest first.
     *
     * @throws IllegalArgumentException for another number of octets
     */
    public static IpAddress ofOctets(byte[] octets) {
        if (octets.length != 4 && octets.length != 16) {
            throw new IllegalArgumentException("An IP address has 4 or 16 octets; found " + octets.length + ".");
        }
        return new IpAddress(isMapped(octets) ? Arrays.copyOfRange(octets, 12, 16) : octets.clone());
    }

    private static boolean isMapped(byte[] octets) {
        if (octets.length != 16 || octets[10] != -1 || octets[11] != -1) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (octets[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ipv4(String text) {
        byte[] octets = new byte[4];
        int octet = 0;
        int digits = 0;
        int value = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i < text.length() ? text.charAt(i) : '.';
            if (c == '.') {
                if (digits == 0 || octet == 4) {
                    return NONE;
                }
                octets[octet++] = (byte) value;
                digits = 0;
                value = 0;
            } else {
                if (c < '0' || c > '9' || digits > 0 && value == 0) {
                    return NONE;
                }
                value = value * 10 + c - '0';
                digits++;
                if (value > 255) {
                    return NONE;
                }
            }
        }
        return octet == 4 ? octets : NONE;
    }

    private static byte[] ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return NONE;
        }
        byte[] head = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        byte[] tail = gap < 0 ? new byte[] {} : groups(text.substring(gap + 2), true);
        if (head == NONE || tail == NONE) {
            return NONE;
        }
        int given = head.length + tail.length;
        if (gap < 0 ? given != 2 * IPV6_GROUPS : given > 2 * (IPV6_GROUPS - 1)) {
            return NONE;
        }
        byte[] octets = Arrays.copyOf(head, 2 * IPV6_GROUPS);
        System.arraycopy(tail, 0, octets, octets.length - tail.length, tail.length);
        return octets;
    }

    /** The octets of groups joined by colons, where the last may be IPv4; empty text has none. */
    private static byte[] groups(String text, boolean atEnd) {
        if (text.isEmpty()) {
            return new byte[] {};
        }
        byte[] octets = new byte[2 * IPV6_GROUPS];
        int used = 0;
        String[] groups = text.split(":", -1);
        for (int g = 0; g < groups.length; g++) {
            boolean last = g == groups.length - 1;
            byte[] group = last && atEnd && groups[g].indexOf('.') >= 0 ? ipv4(groups[g]) : hexGroup(groups[g]);
            if (group.length == 0 || used + group.length > octets.length) {
                return NONE;
            }
            System.arraycopy(group, 0, octets, used, group.length);
            used += group.length;
        }
        return Arrays.copyOf(octets, used);
    }

    private static byte[] hexGroup(String group) {
        if (group.isEmpty() || group.length() > 4) {
            return NONE;
        }
        int value = 0;
        for (int i = 0; i < group.length(); i++) {
            int digit = group.charAt(i) > '~' ? -1 : Character.digit(group.charAt(i), 16);
            if (digit < 0) {
                return NONE;
            }
            value = value << 4 | digit;
        }
        return new byte[] {(byte) (value >> 8), (byte) value};
    }

    /** Whether it is IPv4. */
    public boolean isIpv4() {
        return octets.length == 4;
    }

    /** 32 or 128. */
    public int bits() {
        return octets.length * 8;
    }

    /** A copy of the 4 or 16 octets, the highest first. */
    public byte[] octets() {
        return octets.clone();
    }

    /**
     * Whether both addresses are of one family and agree in their first bits.
     *
     * @param prefixLength how many bits, from 0 to {@link #bits()}
     */
    public boolean isInNetwork(IpAddress network, int prefixLength) {
        if (octets.length != network.octets.length) {
            return false;
        }
        if (prefixLength < 0 || prefixLength > bits()) {
            throw new IllegalArgumentException(
                    "A prefix length is 0 to " + bits() + " here; found " + prefixLength + ".");
        }
        int whole = prefixLength / 8;
        if (!Arrays.equals(octets, 0, whole, network.octets, 0, whole)) {
            return false;
        }
        int rest = prefixLength % 8;
        return rest == 0 || ((octets[whole] ^ network.octets[whole]) & 0xFF) >> 8 - rest == 0;
    }

    /** The name under which the address has its PTR record: {@code 1.2.0.192.in-addr.arpa} (RFC 1035 section 3.5, RFC 3596). */
    public DnsName reverseName() {
        StringBuilder name = new StringBuilder(80);
        for (int i = octets.length - 1; i >= 0; i--) {
            if (isIpv4()) {
                name.append(octets[i] & 0xFF).append('.');
            } else {
                name.append(Character.forDigit(octets[i] & 0xF, 16))
                        .append('.')
                        .append(Character.forDigit(octets[i] >> 4 & 0xF, 16))
                        .append('.');
            }
        }
        return DnsName.parse(name.append(isIpv4() ? "in-addr.arpa" : "ip6.arpa").toString());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress that && Arrays.equals(that.octets, octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** {@code 192.0.2.1}, or the one form that RFC 5952 section 4 recommends: {@code 2001:db8::1}. */
    @Override
    public String toString() {
        return isIpv4()
                ? (octets[0] & 0xFF) + "." + (octets[1] & 0xFF) + "." + (octets[2] & 0xFF) + "." + (octets[3] & 0xFF)
                : ipv6Text();
    }

    private String ipv6Text() {
        int gapStart = -1;
        int gapLength = 1;
        for (int group = 0; group < IPV6_GROUPS; group++) {
            int zeros = 0;
            while (group + zeros < IPV6_GROUPS && group(group + zeros) == 0) {
                zeros++;
            }
            if (zeros > gapLength) {
                gapStart = group;
                gapLength = zeros;
            }
        }
        StringBuilder text = new StringBuilder(39);
        int group = 0;
        while (group < IPV6_GROUPS) {
            if (group == gapStart) {
                text.append("::");
                group += gapLength;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(group(group++)));
            }
        }
        return text.toString();
    }

    private int group(int index) {
        return (octets[2 * index] & 0xFF) << 8 | octets[2 * index + 1] & 0xFF;
    }
}
