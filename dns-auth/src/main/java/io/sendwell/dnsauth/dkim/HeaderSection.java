package io.sendwell.dnsauth.dkim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The header of a message, cut into its fields (RFC 5322 section 2.2). Nothing is decoded, and nothing refused: a line
 * that is no field becomes one without a name. Not changed after it is made.
 */
final class HeaderSection {

    /** One field, as it lies in the octets of the whole header. */
    static final class Field {

        private final String name;
        private final byte[] octets;
        private final int start;
        private final int bodyStart;
        private final int end;

        private Field(String name, byte[] octets, int start, int bodyStart, int end) {
            this.name = name;
            this.octets = octets;
            this.start = start;
            this.bodyStart = bodyStart;
            this.end = end;
        }

        /** The name in lower case, without white space before the colon; empty when there is no colon. */
        String name() {
            return name;
        }

        /** Of the whole header, not only of this field. */
        byte[] octets() {
            return octets;
        }

        /** Of the name. */
        int start() {
            return start;
        }

        /** Behind the last octet, without the last CRLF. */
        int end() {
            return end;
        }

        /** The body in ISO 8859-1, so one character an octet, folded as it lies. */
        String body() {
            return new String(octets, bodyStart, end - bodyStart, StandardCharsets.ISO_8859_1);
        }

        /** The whole field in ISO 8859-1, folded as it lies, without its last CRLF. */
        String text() {
            return new String(octets, start, end - start, StandardCharsets.ISO_8859_1);
        }
    }

    private final List<Field> fields;

    private HeaderSection(List<Field> fields) {
        this.fields = fields;
    }

    /** @param octets lines, each ended by CRLF, without the empty line */
    static HeaderSection of(byte[] octets) {
        List<Field> fields = new ArrayList<>();
        int start = 0;
        while (start < octets.length) {
            int end = endOfField(octets, start);
            fields.add(field(octets, start, end));
            start = end + 2;
        }
        return new HeaderSection(List.copyOf(fields));
    }

    private static int endOfField(byte[] octets, int start) {
        for (int at = start; at < octets.length; at++) {
            if (octets[at] == '\r' && (at + 2 >= octets.length || octets[at + 2] != ' ' && octets[at + 2] != '\t')) {
                return at;
            }
        }
        return octets.length;
    }

    private static Field field(byte[] octets, int start, int end) {
        int colon = start;
        while (colon < end && octets[colon] != ':') {
            colon++;
        }
        if (colon == end) {
            return new Field("", octets, start, end, end);
        }
        int nameEnd = colon;
        while (nameEnd > start && (octets[nameEnd - 1] == ' ' || octets[nameEnd - 1] == '\t')) {
            nameEnd--;
        }
        String name = new String(octets, start, nameEnd - start, StandardCharsets.ISO_8859_1);
        return new Field(name.toLowerCase(Locale.ROOT), octets, start, colon + 1, end);
    }

    /** From top to bottom. */
    List<Field> fields() {
        return fields;
    }
}
