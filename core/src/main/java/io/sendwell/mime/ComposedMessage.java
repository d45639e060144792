package io.sendwell.mime;

import io.sendwell.message.Attachment;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * A message whose header and text lie ready, with places where attachments go in when it is written. Immutable; threads
 * may share it as they may share its attachments.
 */
final class ComposedMessage implements RenderedMessage {

    /** An attachment, and how many of the ready octets stand before it. */
    record Place(int offset, Attachment attachment) {}

    private final byte[] fieldsOnTop;
    private final byte[] octets;
    private final int length;
    private final List<Place> places;
    private final EncodedAttachments attachments;
    private final boolean eightBit;
    private final boolean smtpUtf8;
    private final long size;

    /** @param length how many of the octets belong to the message */
    ComposedMessage(
            byte[] octets,
            int length,
            List<Place> places,
            EncodedAttachments attachments,
            boolean eightBit,
            boolean smtpUtf8) {
        this(new byte[0], octets, length, List.copyOf(places), attachments, eightBit, smtpUtf8);
    }

    private ComposedMessage(
            byte[] fieldsOnTop,
            byte[] octets,
            int length,
            List<Place> places,
            EncodedAttachments attachments,
            boolean eightBit,
            boolean smtpUtf8) {
        this.fieldsOnTop = fieldsOnTop;
        this.octets = octets;
        this.length = length;
        this.places = places;
        this.attachments = attachments;
        this.eightBit = eightBit;
        this.smtpUtf8 = smtpUtf8;
        long sum = (long) fieldsOnTop.length + length;
        for (Place place : places) {
            sum = Math.addExact(sum, Base64Lines.encodedSize(place.attachment().size()));
        }
        this.size = sum;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean needsEightBitMime() {
        return eightBit || smtpUtf8;
    }

    @Override
    public boolean needsSmtpUtf8() {
        return smtpUtf8;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(fieldsOnTop);
        int from = 0;
        for (Place place : places) {
            out.write(octets, from, place.offset() - from);
            attachments.write(place.attachment(), out);
            from = place.offset();
        }
        out.write(octets, from, length - from);
    }

    @Override
    public RenderedMessage under(byte[] fields) {
        requireFields(fields);
        byte[] onTop = Arrays.copyOf(fields, fields.length + fieldsOnTop.length);
        System.arraycopy(fieldsOnTop, 0, onTop, fields.length, fieldsOnTop.length);
        return new ComposedMessage(onTop, octets, length, places, attachments, eightBit, smtpUtf8);
    }

    // What would end the header early, or run into the field below, is a mistake of the signer.
    private static void requireFields(byte[] fields) {
        boolean lineStart = true;
        for (int i = 0; i < fields.length; i++) {
            if (lineStart && (fields[i] == '\r' || fields[i] == '\n' || i == 0 && fields[i] <= ' ')) {
                throw new IllegalArgumentException("The fields on top of a message have an empty line at octet " + i
                        + ", or begin with a blank; there they would end the header or belong to no field.");
            }
            lineStart = fields[i] == '\n';
        }
        if (!lineStart || !WireFormat.check(fields, MimeOptions.sevenBit()).isEmpty()) {
            throw new IllegalArgumentException(
                    "The fields on top of a message are ASCII in lines that each end with CRLF; " + "these are not: "
                            + WireFormat.check(fields, MimeOptions.sevenBit()));
        }
    }
}
