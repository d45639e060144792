package io.sendwell.testkit.dns;

import io.sendwell.dns.DnsName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.xbill.DNS.Name;
import org.xbill.DNS.TextParseException;

/** Names as the wire format has them. */
final class Names {

    private Names() {}

    /** Reads a name with the escapes of zone files (RFC 1035 section 5.1); the trailing dot may be left out. */
    static Name parse(String text) {
        if (text.isEmpty()) {
            return Name.root;
        }
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("A name like customer.example is wanted; found \"" + text + "\".", e);
        }
    }

    static Name of(DnsName name) {
        byte[] wire = new byte[name.isRoot() ? 1 : name.octets().length() + 2];
        int at = 0;
        for (String label : name.labels()) {
            wire[at++] = (byte) label.length();
            byte[] octets = label.getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(octets, 0, wire, at, octets.length);
            at += octets.length;
        }
        try {
            return new Name(wire);
        } catch (IOException e) {
            throw new UncheckedIOException("The name \"" + name + "\" has no wire format", e);
        }
    }

    /** The name with one more label in front. */
    static Name below(String label, Name parent) {
        try {
            return Name.fromString(label, parent);
        } catch (TextParseException e) {
            throw new IllegalArgumentException("No name below " + parent + " begins with " + label, e);
        }
    }

    /** The name as {@link ReceivedQuestion} shows it. */
    static String shown(Name name) {
        return name.equals(Name.root) ? "." : name.toString(true).toLowerCase(Locale.ROOT);
    }
}
