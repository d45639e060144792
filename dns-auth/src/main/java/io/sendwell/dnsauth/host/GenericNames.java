package io.sendwell.dnsauth.host;

import io.sendwell.dns.DnsName;
import io.sendwell.dns.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Tells a name that a provider gave to an address from one that somebody chose for a mail server. */
final class GenericNames {

    // What receivers' own lists of such names look for; "static" is no excuse, it only says that nobody renamed it.
    private static final Set<String> WORDS = Set.of(
            "adsl",
            "broadband",
            "cable",
            "client",
            "cust",
            "customer",
            "customers",
            "dhcp",
            "dialin",
            "dialup",
            "dsl",
            "dyn",
            "dynamic",
            "dynip",
            "hsd",
            "ip",
            "pool",
            "ppp",
            "pppoe",
            "res",
            "static",
            "unassigned",
            "unknown",
            "user",
            "vdsl",
            "wireless");

    private GenericNames() {}

    /** Whether the name is made of the address, or says what kind of line it is. */
    static boolean isGeneric(DnsName name, IpAddress address) {
        List<String> parts = parts(name);
        // Further behind and without a number, a word may be the owner's own: mail.customer.example.
        boolean counted = parts.stream().anyMatch(part -> Character.isDigit(part.charAt(0)));
        return parts.stream().limit(counted ? parts.size() : 1).anyMatch(WORDS::contains)
                || isMadeOf(name, parts, address);
    }

    private static boolean isMadeOf(DnsName name, List<String> parts, IpAddress address) {
        byte[] octets = address.octets();
        StringBuilder hex = new StringBuilder();
        List<String> decimal = new ArrayList<>();
        for (byte octet : octets) {
            hex.append(Character.forDigit(octet >> 4 & 0xF, 16)).append(Character.forDigit(octet & 0xF, 16));
            decimal.add(String.valueOf(octet & 0xFF));
        }
        if (name.octets().replace("-", "").replace(".", "").contains(hex)) {
            return true;
        }
        // 25-2-0-192 and 192.0.2.25 alike: every octet stands in the name as a number of its own.
        return address.isIpv4() && new ArrayList<>(parts).containsAll(decimal);
    }

    /** Runs of letters and runs of digits; leading zeros dropped. */
    private static List<String> parts(DnsName name) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        String octets = name.octets();
        for (int i = 0; i <= octets.length(); i++) {
            char c = i < octets.length() ? octets.charAt(i) : '.';
            boolean continues = !part.isEmpty() && kind(c) == kind(part.charAt(part.length() - 1));
            if (!part.isEmpty() && !continues) {
                parts.add(part.toString().replaceFirst("^0+(?=.)", ""));
                part.setLength(0);
            }
            if (kind(c) != Kind.OTHER) {
                part.append(c);
            }
        }
        return parts;
    }

    private enum Kind {
        LETTER,
        DIGIT,
        OTHER
    }

    private static Kind kind(char c) {
        if (c >= '0' && c <= '9') {
            return Kind.DIGIT;
        }
        return c >= 'a' && c <= 'z' ? Kind.LETTER : Kind.OTHER;
    }
}
