package io.sendwell.dnsauth.publish;

import io.sendwell.dns.DnsName;
import io.sendwell.dns.DnsType;
import java.util.ArrayList;
import java.util.List;

/**
 * One record that somebody has to publish.
 *
 * @param name where
 * @param type of which type
 * @param value the text of a TXT record, unquoted and in one piece; for other types as a zone file has it, such as
 *     {@code 10 mx.example.org.} or {@code s1.vendor.example.}
 */
public record DnsEntry(DnsName name, DnsType type, String value) {

    /** Octets in one string of a TXT record (RFC 1035 section 3.3). */
    public static final int MAX_STRING_OCTETS = 255;

    /**
     * @throws IllegalArgumentException when the value is empty or has other characters than printable ASCII: it would not
     *     survive every provider's form
     */
    public DnsEntry {
        if (value.isEmpty() || !value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            throw new IllegalArgumentException(
                    "The value of a DNS record is printable ASCII and not empty; at " + name + " it is not.");
        }
    }

    /** Text to publish. */
    public static DnsEntry txt(DnsName name, String text) {
        return new DnsEntry(name, DnsType.TXT, text);
    }

    /** Another name to publish for this one. */
    public static DnsEntry cname(DnsName name, DnsName target) {
        return new DnsEntry(name, DnsType.CNAME, target + ".");
    }

    /** The text of a TXT record in strings of up to {@value #MAX_STRING_OCTETS} octets; the value of other types as it is. */
    public List<String> strings() {
        if (type != DnsType.TXT) {
            return List.of(value);
        }
        List<String> strings = new ArrayList<>(2);
        for (int start = 0; start < value.length(); start += MAX_STRING_OCTETS) {
            strings.add(value.substring(start, Math.min(value.length(), start + MAX_STRING_OCTETS)));
        }
        return List.copyOf(strings);
    }

    /** The record as a line of a zone file (RFC 1035 section 5.1), with the full name and without a TTL. */
    public String zoneLine() {
        StringBuilder line = new StringBuilder(name.toString());
        line.append(". IN ").append(type);
        for (String string : strings()) {
            line.append(' ').append(type == DnsType.TXT ? quoted(string) : string);
        }
        return line.toString();
    }

    private static String quoted(String string) {
        return '"' + string.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /**
     * What to type into the field "Name" or "Host" of a provider's form, which adds the domain by itself.
     *
     * @param zone the domain that the form is about
     * @return the name without the domain, {@code @} for the domain itself, the full name when it lies elsewhere
     */
    public String formName(DnsName zone) {
        if (name.equals(zone)) {
            return "@";
        }
        return name.isSameOrBelow(zone) && !zone.isRoot()
                ? name.octets()
                        .substring(0, name.octets().length() - zone.octets().length() - 1)
                : name.toString();
    }

    /** What to type into the field "Value": no quotes, in one piece. */
    public String formValue() {
        return value;
    }

    @Override
    public String toString() {
        return zoneLine();
    }
}
