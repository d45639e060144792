package io.sendwell;

import io.sendwell.outbox.Octets;
import io.sendwell.outbox.OutboxException;
import io.sendwell.outbox.OutboxIntake;
import io.sendwell.outbox.SendingId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A part of a sending's content, read piece by piece while it is asked for; see {@link ContentPieces}. */
final class StoredContent extends InputStream {

    private static final byte[] NONE = {};

    private final OutboxIntake outbox;
    private final SendingId sending;
    private final long end;
    private long position;
    private byte[] piece = NONE;
    private int pieceNumber = -1;

    /**
     * @param from where in the content to begin
     * @param length how many octets to read at the most
     */
    StoredContent(OutboxIntake outbox, SendingId sending, long from, long length) {
        this.outbox = outbox;
        this.sending = sending;
        this.position = from;
        this.end = length > Long.MAX_VALUE - from ? Long.MAX_VALUE : from + length;
    }

    /** Where in the content the next octet stands. */
    long position() {
        return position;
    }

    @Override
    public int read() throws IOException {
        if (position >= end) {
            return -1;
        }
        int at = load();
        position++;
        return piece[at] & 0xFF;
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position >= end) {
            return -1;
        }
        int at = load();
        int now = (int) Math.min(Math.min(length, piece.length - ContentPieces.CHECKSUM - at), end - position);
        System.arraycopy(piece, at, octets, offset, now);
        position += now;
        return now;
    }

    /** Has the piece of the position at hand, and says where in it that is. */
    private int load() throws IOException {
        long number = position / ContentPieces.CONTENT;
        int at = (int) (position % ContentPieces.CONTENT);
        if (number > Integer.MAX_VALUE) {
            throw new IOException("The content of " + sending + " has no octet " + position + ".");
        }
        if (pieceNumber != number) {
            piece = intact((int) number);
            pieceNumber = (int) number;
        }
        if (at >= piece.length - ContentPieces.CHECKSUM) {
            throw new IOException(
                    "The content of " + sending + " ends in piece " + number + ", before octet " + position + ".");
        }
        return at;
    }

    private byte[] intact(int number) throws IOException {
        byte[] found = stored(number).toArray();
        int length = found.length - ContentPieces.CHECKSUM;
        if (length <= 0
                || length > ContentPieces.CONTENT
                || ByteBuffer.wrap(found).getInt(length) != ContentPieces.checksum(number, found, length)) {
            throw new IOException(
                    "Piece " + number + " of the content of " + sending + " came back from the outbox with "
                            + found.length + " octets and not as it was stored. Does a column of the database cut it?");
        }
        return found;
    }

    private Octets stored(int number) throws IOException {
        try {
            return outbox.content(sending, number)
                    .orElseThrow(() -> new IOException("The content of " + sending + " has no piece " + number + "."));
        } catch (OutboxException e) {
            throw new IOException("The content of " + sending + " cannot be read now.", e);
        }
    }
}
