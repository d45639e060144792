package io.sendwell.dns;

import io.sendwell.address.DomainName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A name in the DNS: labels of any octets, compared without regard to ASCII case (RFC 4343), without a trailing dot.
 *
 * <p>Wider than {@link DomainName}: SPF macros and hostile zones make names that no mail could be addressed to. An octet
 * is a character from U+0000 to U+00FF here. A dot inside a label cannot be written and is refused. Immutable.
 */
public final class DnsName {

    /** Octets of a name as it is written, without the trailing dot: 255 on the wire (RFC 1035 section 2.3.4). */
    public static final int MAX_OCTETS = 253;

    /** Octets of one label (RFC 1035 section 2.3.4). */
    public static final int MAX_LABEL_OCTETS = 63;

    /** The root of the DNS, which as an MX target says "no mail" (RFC 7505). */
    public static final DnsName ROOT = new DnsName("");

    private final String octets;

    private DnsName(String octets) {
        this.octets = octets;
    }

    /** The A-label form of a domain name. */
    public static DnsName of(DomainName domain) {
        return parse(domain.ascii());
    }

    /**
     * Takes each character as an octet and each dot as the end of a label; there are no escapes. One trailing dot is
     * dropped; the empty text and the lone dot are the root.
     *
     * @throws IllegalArgumentException when a label is empty or too long, the name is too long, or a character is above
     *     U+00FF
     */
    public static DnsName parse(String text) {
        Optional<String> objection = objectionTo(withoutTrailingDot(text));
        if (objection.isPresent()) {
            throw new IllegalArgumentException(objection.get());
        }
        return new DnsName(lowerCase(withoutTrailingDot(text)));
    }

    /** The name, when {@code text} can be one: for names that other people wrote. */
    public static Optional<DnsName> tryParse(String text) {
        String name = withoutTrailingDot(text);
        return objectionTo(name).isPresent() ? Optional.empty() : Optional.of(new DnsName(lowerCase(name)));
    }

    private static String withoutTrailingDot(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static Optional<String> objectionTo(String name) {
        if (name.length() > MAX_OCTETS) {
            return Optional.of("A name in the DNS has at most " + MAX_OCTETS
                    + " octets (RFC 1035 section 2.3.4); this one has " + name.length() + ".");
        }
        int labelOctets = 0;
        for (int i = 0; i <= name.length(); i++) {
            if (i == name.length() || name.charAt(i) == '.') {
                if (labelOctets > MAX_LABEL_OCTETS || labelOctets == 0 && !name.isEmpty()) {
                    return Optional.of("A label in the DNS has 1 to " + MAX_LABEL_OCTETS
                            + " octets (RFC 1035 section 2.3.4); the one that ends at octet " + i + " has "
                            + labelOctets
                            + ".");
                }
                labelOctets = 0;
            } else if (name.charAt(i) > 0xFF) {
                return Optional.of("A name in the DNS is made of octets; the character at " + i
                        + " is none. Write a domain of other letters in A-labels (RFC 5890).");
            } else {
                labelOctets++;
            }
        }
        return Optional.empty();
    }

    private static String lowerCase(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z' || name.charAt(i) > 0x7F) {
                return asciiLowerCase(name);
            }
        }
        return name;
    }

    private static String asciiLowerCase(String name) {
        StringBuilder lower = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char octet = name.charAt(i);
            lower.append(octet >= 'A' && octet <= 'Z' ? (char) (octet + 'a' - 'A') : octet);
        }
        return lower.toString();
    }

    /** The labels joined by dots, one character an octet, in lower case; empty for the root. */
    public String octets() {
        return octets;
    }

    /** The labels from left to right; none for the root. */
    public List<String> labels() {
        return isRoot() ? List.of() : List.of(octets.split("\\."));
    }

    /** Whether this is the root. */
    public boolean isRoot() {
        return octets.isEmpty();
    }

    /** The name without its first label; empty for the root, and the root for a single label. */
    public Optional<DnsName> parent() {
        if (isRoot()) {
            return Optional.empty();
        }
        int dot = octets.indexOf('.');
        return Optional.of(dot < 0 ? ROOT : new DnsName(octets.substring(dot + 1)));
    }

    /**
     * The name below this one.
     *
     * @param labels one or more labels, joined by dots, such as {@code s1._domainkey}
     * @throws IllegalArgumentException as {@link #parse}
     */
    public DnsName child(String labels) {
        return parse(isRoot() ? labels : labels + "." + octets);
    }

    /** Whether this name is {@code other} or lies below it; compares whole labels. */
    public boolean isSameOrBelow(DnsName other) {
        int offset = octets.length() - other.octets.length();
        return other.isRoot() || octets.endsWith(other.octets) && (offset == 0 || octets.charAt(offset - 1) == '.');
    }

    /** The same name as a domain that mail could be addressed to; empty when it is none. */
    public Optional<DomainName> asDomainName() {
        try {
            return isRoot() ? Optional.empty() : Optional.of(DomainName.parse(octets));
        } catch (IllegalArgumentException notForMail) {
            return Optional.empty();
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DnsName that && that.octets.equals(octets);
    }

    @Override
    public int hashCode() {
        return octets.hashCode();
    }

    /** For people: octets other than printable ASCII as {@code \DDD} (RFC 1035 section 5.1), and a dot for the root. */
    @Override
    public String toString() {
        if (isRoot()) {
            return ".";
        }
        StringBuilder shown = new StringBuilder(octets.length());
        for (int i = 0; i < octets.length(); i++) {
            char octet = octets.charAt(i);
            if (octet <= ' ' || octet > '~') {
                shown.append(String.format(Locale.ROOT, "\\%03d", (int) octet));
            } else {
                shown.append(octet);
            }
        }
        return shown.toString();
    }
}
