package io.sendwell.dnsauth.dkim;

import java.io.ByteArrayOutputStream;

/**
 * How header fields and body are brought into the form that is hashed (RFC 6376 section 3.4).
 *
 * <p>White space is space and tab and nothing else; vertical tab, form feed and no-break space are text.
 */
enum Canonicalization {
    /** Nothing changes but the empty lines at the end of the body (RFC 6376 sections 3.4.1 and 3.4.3). */
    SIMPLE {
        @Override
        void appendField(byte[] octets, int start, int end, ByteArrayOutputStream out) {
            out.write(octets, start, end - start);
        }
    },
    /** Runs of white space count as one blank, and none at the end of a line (RFC 6376 sections 3.4.2 and 3.4.4). */
    RELAXED {
        @Override
        void appendField(byte[] octets, int start, int end, ByteArrayOutputStream out) {
            byte[] relaxed = new byte[end - start];
            int length = 0;
            int next = start;
            while (next < end && octets[next] != ':') {
                byte octet = octets[next++];
                if (!isBlank(octet)) {
                    relaxed[length++] = lowerCase(octet);
                }
            }
            if (next < end) {
                relaxed[length++] = ':';
                next++;
            }
            boolean blankBefore = false;
            boolean first = true;
            for (; next < end; next++) {
                byte octet = octets[next];
                if (octet == '\r' || octet == '\n') {
                    continue;
                }
                if (isBlank(octet)) {
                    blankBefore = true;
                    continue;
                }
                if (blankBefore && !first) {
                    relaxed[length++] = ' ';
                }
                relaxed[length++] = octet;
                blankBefore = false;
                first = false;
            }
            out.write(relaxed, 0, length);
        }
    };

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static byte lowerCase(byte octet) {
        return octet >= 'A' && octet <= 'Z' ? (byte) (octet + 'a' - 'A') : octet;
    }

    /**
     * Appends a header field in canonical form, without a line end behind it: as the signature's own field is hashed
     * (RFC 6376 section 3.7).
     *
     * @param end behind the field's last octet, without its last CRLF
     */
    abstract void appendField(byte[] octets, int start, int end, ByteArrayOutputStream out);

    /** Appends a header field in canonical form, with its CRLF: as a signed field is hashed. */
    final void appendField(HeaderSection.Field field, ByteArrayOutputStream out) {
        appendField(field.octets(), field.start(), field.end(), out);
        out.write('\r');
        out.write('\n');
    }

    /** Takes a body as it comes and hands its canonical form to {@code sink}. */
    final CanonicalBody body(OctetSink sink) {
        return new CanonicalBody(this == RELAXED, sink);
    }
}
