package io.sendwell.mime;

/**
 * The text or HTML of a mail in UTF-8, with the encoding under which it travels best.
 *
 * <p>It goes as it is only when nothing on the way has a reason to touch it. Otherwise it is written in
 * quoted-printable, or in base64 where much of it is above 127, as in most scripts other than Latin.
 */
final class TextPart {

    // RFC 5322 section 2.1.1: lines have at most 998 characters and should have at most 78. The longer ones are legal,
    // and
    // relays that break them break the signature, so they are used only where the application asked for 8BITMIME.
    private static final int RECOMMENDED_LINE = 78;
    private static final int LONGEST_LINE = 998;

    // Each octet above 127 becomes three in quoted-printable, and base64 makes four of three: beyond a sixth it is
    // shorter.
    private static final int BASE64_SHARE = 6;

    private final byte[] text;
    private final int size;
    private final TransferEncoding encoding;
    private final int expectedSize;

    private TextPart(OctetBuffer utf8, TransferEncoding encoding, long expectedSize) {
        this.text = utf8.octets();
        this.size = utf8.size();
        this.encoding = encoding;
        this.expectedSize = Math.toIntExact(expectedSize);
    }

    static TextPart of(String content, MimeOptions options) {
        OctetBuffer utf8 = new OctetBuffer(content.length() + content.length() / 16);
        int eightBit = utf8.utf8(content);
        int size = utf8.size();
        boolean ascii = eightBit == 0;
        if ((ascii || options.eightBitMime())
                && TextScan.isPlain(utf8.octets(), size, options.eightBitMime() ? LONGEST_LINE : RECOMMENDED_LINE)) {
            TransferEncoding asItIs = ascii ? TransferEncoding.SEVEN_BIT : TransferEncoding.EIGHT_BIT;
            return new TextPart(utf8, asItIs, size + size / 32);
        }
        if (eightBit > size / BASE64_SHARE) {
            return new TextPart(utf8, TransferEncoding.BASE64, Base64Lines.encodedSize(size + size / 32));
        }
        long quoted = size + 2L * eightBit;
        return new TextPart(utf8, TransferEncoding.QUOTED_PRINTABLE, quoted + quoted / 12);
    }

    TransferEncoding encoding() {
        return encoding;
    }

    /** About how many octets {@link #writeTo} writes. */
    int expectedSize() {
        return expectedSize;
    }

    void writeTo(OctetBuffer out) {
        switch (encoding) {
            case QUOTED_PRINTABLE -> QuotedPrintable.write(text, size, out);
            case BASE64 -> {
                // RFC 2045 section 6.8: line breaks of text become CRLF before they are encoded.
                OctetBuffer canonical = new OctetBuffer(size + size / 32);
                writeLines(canonical);
                new Base64Lines().write(canonical.octets(), canonical.size(), out);
            }
            case SEVEN_BIT, EIGHT_BIT -> writeLines(out);
        }
    }

    private void writeLines(OctetBuffer out) {
        int lineStart = 0;
        for (int i = 0; i < size; ) {
            if (text[i] != '\r' && text[i] != '\n') {
                i++;
                continue;
            }
            out.octets(text, lineStart, i);
            out.crlf();
            i = TextScan.afterLineBreak(text, i, size);
            lineStart = i;
        }
        out.octets(text, lineStart, size);
    }
}
