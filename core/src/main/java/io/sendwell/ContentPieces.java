package io.sendwell;

import io.sendwell.outbox.Octets;
import io.sendwell.outbox.OutboxIntake;
import io.sendwell.outbox.SendingId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * Stores what is written to it as a sending's content, piece by piece; {@link StoredContent} reads it back from any
 * position. Each piece ends with a CRC-32C of its number and octets, so that one that a database cut short, or handed out
 * for another, is noticed.
 */
final class ContentPieces extends OutputStream {

    /** The size of a whole piece, as {@link OutboxIntake#storeContent} takes it. */
    static final int PIECE = 262_144;

    static final int CHECKSUM = Integer.BYTES;

    /** How many octets of content a whole piece has. */
    static final int CONTENT = PIECE - CHECKSUM;

    private final OutboxIntake outbox;
    private final SendingId sending;
    private final byte[] buffer = new byte[CONTENT];
    private int filled;
    private int piece;

    ContentPieces(OutboxIntake outbox, SendingId sending) {
        this.outbox = outbox;
        this.sending = sending;
    }

    @Override
    public void write(int octet) throws IOException {
        if (filled == CONTENT) {
            store();
        }
        buffer[filled++] = (byte) octet;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (filled == CONTENT) {
                store();
            }
            int now = Math.min(left, CONTENT - filled);
            System.arraycopy(octets, from, buffer, filled, now);
            filled += now;
            from += now;
            left -= now;
        }
    }

    /** Stores what is left. */
    @Override
    public void close() throws IOException {
        if (filled > 0) {
            store();
        }
    }

    static int checksum(int piece, byte[] octets, int length) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, piece));
        crc.update(octets, 0, length);
        return (int) crc.getValue();
    }

    private void store() throws IOException {
        ByteBuffer whole =
                ByteBuffer.allocate(filled + CHECKSUM).put(buffer, 0, filled).putInt(checksum(piece, buffer, filled));
        if (!outbox.storeContent(sending, piece, Octets.of(whole.array()))) {
            throw new ClosedSendingException(sending);
        }
        piece++;
        filled = 0;
    }
}
