package io.sendwell.mime;

import io.sendwell.message.Attachment;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Writes attachments in base64, and keeps the octets of those written lately, up to a limit in all.
 *
 * <p>They are kept under the {@link Attachment} itself, not under its name or content: two of them may have the same
 * name, and reading one to compare it would cost what is to be saved. Threads may share it.
 */
final class EncodedAttachments {

    private final long maxOctets;
    // By time of use, the oldest first; Attachment has the identity of its object.
    private final Map<Attachment, byte[]> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long octets;

    /** @param maxOctets how many encoded octets to keep at most; none when it is zero */
    EncodedAttachments(long maxOctets) {
        this.maxOctets = maxOctets;
    }

    /**
     * Writes the attachment.
     *
     * @throws IOException when it cannot be read, or has more or fewer octets than it announced
     */
    void write(Attachment attachment, OutputStream out) throws IOException {
        long encodedSize = Base64Lines.encodedSize(attachment.size());
        if (encodedSize > maxOctets) {
            stream(attachment, out);
            return;
        }
        Optional<byte[]> known = find(attachment);
        if (known.isPresent()) {
            out.write(known.get());
            return;
        }
        // Two threads may come here with the same attachment. Both encode it then, which is cheaper than waiting.
        ByteArrayOutputStream target = new ByteArrayOutputStream((int) encodedSize);
        stream(attachment, target);
        byte[] encoded = target.toByteArray();
        keep(attachment, encoded);
        out.write(encoded);
    }

    private synchronized Optional<byte[]> find(Attachment attachment) {
        return Optional.ofNullable(kept.get(attachment));
    }

    private synchronized void keep(Attachment attachment, byte[] encoded) {
        if (kept.putIfAbsent(attachment, encoded) != null) {
            return;
        }
        octets += encoded.length;
        Iterator<byte[]> oldest = kept.values().iterator();
        while (octets > maxOctets) {
            octets -= oldest.next().length;
            oldest.remove();
        }
    }

    private static void stream(Attachment attachment, OutputStream out) throws IOException {
        try (InputStream in = attachment.open()) {
            long found = new Base64Lines().write(in, attachment.size(), out);
            if (found < attachment.size()) {
                throw sizeChanged(attachment, "has only " + found + " bytes, fewer");
            }
            if (in.read() >= 0) {
                throw sizeChanged(attachment, "has more bytes");
            }
        }
    }

    private static IOException sizeChanged(Attachment attachment, String found) {
        return new IOException(
                "The attachment " + attachment.fileName() + " " + found + " than the " + attachment.size()
                        + " that were announced. Compose the mail again, with a source that keeps its size.");
    }
}
