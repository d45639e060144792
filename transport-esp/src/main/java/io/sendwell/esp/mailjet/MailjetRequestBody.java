package io.sendwell.esp.mailjet;

import io.sendwell.message.Attachment;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The body of one call: JSON with gaps, into which files are read and encoded while the body is being written.
 *
 * <p>Its length is known beforehand, and no file is ever in memory whole. It can be written more than once.
 */
final class MailjetRequestBody {

    // A multiple of three: so each piece ends on a base64 boundary, and only the last one is padded.
    private static final int PIECE = 24 * 1024;

    private final Json json = new Json();
    private final List<Gap> gaps = new ArrayList<>();
    private long encodedFiles;

    /** Where the JSON is written to, before the body is. */
    OutputStream json() {
        return json;
    }

    /** Leaves a gap here for the octets of this file; what was written before it is flushed. */
    void addFile(Attachment file) {
        gaps.add(new Gap(json.size(), file));
        encodedFiles += MailjetLimits.base64Length(file.size());
    }

    /** The octets of the whole body. */
    long length() {
        return json.size() + encodedFiles;
    }

    /**
     * Writes the body.
     *
     * @param beforeLastOctet is run when all but the last octet have been written: until then no server can have read a
     *     whole request
     * @throws UnreadableFileException when a file cannot be read, or has another size than it was said to have
     */
    void writeTo(OutputStream out, Runnable beforeLastOctet) throws IOException {
        int position = 0;
        for (Gap gap : gaps) {
            json.copy(position, gap.position, out);
            encode(gap.file, out);
            position = gap.position;
        }
        json.copy(position, json.size() - 1, out);
        beforeLastOctet.run();
        json.copy(json.size() - 1, json.size(), out);
    }

    private static void encode(Attachment file, OutputStream out) throws IOException {
        byte[] piece = new byte[PIECE];
        byte[] encoded = new byte[(int) MailjetLimits.base64Length(PIECE)];
        long read = 0;
        try (InputStream content = open(file)) {
            int count = read(file, content, piece);
            while (count > 0) {
                read += count;
                if (read > file.size()) {
                    break;
                }
                byte[] whole = count == PIECE ? piece : Arrays.copyOf(piece, count);
                out.write(encoded, 0, Base64.getEncoder().encode(whole, encoded));
                count = read(file, content, piece);
            }
        }
        if (read != file.size()) {
            throw UnreadableFileException.ofOtherSize(file, read);
        }
    }

    private static InputStream open(Attachment file) throws UnreadableFileException {
        try {
            return file.open();
        } catch (IOException e) {
            throw UnreadableFileException.because(file, e);
        }
    }

    private static int read(Attachment file, InputStream content, byte[] piece) throws UnreadableFileException {
        try {
            return content.readNBytes(piece, 0, piece.length);
        } catch (IOException e) {
            throw UnreadableFileException.because(file, e);
        }
    }

    private record Gap(int position, Attachment file) {}

    /** A buffer that grows by pieces and never copies what it has; it can be read in parts. */
    private static final class Json extends OutputStream {

        private final List<byte[]> pieces = new ArrayList<>();
        private int size;

        int size() {
            return size;
        }

        @Override
        public void write(int octet) {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            int done = 0;
            while (done < length) {
                int at = size % PIECE;
                if (at == 0) {
                    pieces.add(new byte[PIECE]);
                }
                int count = Math.min(length - done, PIECE - at);
                System.arraycopy(octets, offset + done, pieces.get(size / PIECE), at, count);
                done += count;
                size += count;
            }
        }

        void copy(int from, int to, OutputStream out) throws IOException {
            int position = from;
            while (position < to) {
                int at = position % PIECE;
                int count = Math.min(to - position, PIECE - at);
                out.write(pieces.get(position / PIECE), at, count);
                position += count;
            }
        }
    }
}
