package io.sendwell.mime;

import java.nio.charset.StandardCharsets;

/**
 * The text or HTML of a mail in UTF-8, with the encoding under which it travels best.
 *
 * <p>It goes as it is only when nothing on the way has a reason to touch it. Otherwise it is written in
 * quoted-printable, or in base64 where that is shorter, as it is for most scripts other than Latin.
 */
final class TextPart {

    // RFC 5322 section 2.1.1: lines have at most 998 characters and should have at most 78. The longer ones are legal,
    // and
    // relays that break them break the signature, so they are used only where the application asked for 8BITMIME.
    private static final int RECOMMENDED_LINE = 78;
    private static final int LONGEST_LINE = 998;

    private final byte[] text;
    private final TransferEncoding encoding;
    private final int expectedSize;

    private TextPart(byte[] text, TransferEncoding encoding, long expectedSize) {
        this.text = text;
        this.encoding = encoding;
        this.expectedSize = Math.toIntExact(expectedSize);
    }

    static TextPart of(String content, MimeOptions options) {
        byte[] text = content.getBytes(StandardCharsets.UTF_8);
        boolean ascii = TextScan.countEightBit(text) == 0;
        if ((ascii || options.eightBitMime())
                && TextScan.isPlain(text, options.eightBitMime() ? LONGEST_LINE : RECOMMENDED_LINE)) {
            return new TextPart(
                    text,
                    ascii ? TransferEncoding.SEVEN_BIT : TransferEncoding.EIGHT_BIT,
                    text.length + text.length / 16);
        }
        long quotedPrintable = text.length + 2L * TextScan.countEscaped(text);
        quotedPrintable += quotedPrintable / 20; // line ends, about
        long base64 = Base64Lines.encodedSize(text.length);
        return quotedPrintable <= base64
                ? new TextPart(text, TransferEncoding.QUOTED_PRINTABLE, quotedPrintable)
                : new TextPart(text, TransferEncoding.BASE64, base64);
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
            case QUOTED_PRINTABLE -> QuotedPrintable.write(text, out);
            case BASE64 -> {
                // RFC 2045 section 6.8: line breaks of text become CRLF before they are encoded.
                OctetBuffer canonical = new OctetBuffer(text.length + text.length / 16);
                writeLines(canonical);
                Base64Lines.write(canonical.octets(), canonical.size(), out);
            }
            case SEVEN_BIT, EIGHT_BIT -> writeLines(out);
        }
    }

    private void writeLines(OctetBuffer out) {
        int lineStart = 0;
        for (int i = 0; i < text.length; ) {
            if (text[i] != '\r' && text[i] != '\n') {
                i++;
                continue;
            }
            out.octets(text, lineStart, i);
            out.crlf();
            i = TextScan.afterLineBreak(text, i);
            lineStart = i;
        }
        out.octets(text, lineStart, text.length);
    }
}
