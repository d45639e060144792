package io.sendwell.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 in lines of 76 characters, each ended by CRLF, the last one too (RFC 2045 section 6.8).
 *
 * <p>Blocks of whole lines go through the JDK's encoder at once, which the JIT replaces by vector instructions, and are
 * then laid out in lines: many times faster than an encoder that looks at each octet. An instance holds the blocks, for
 * one thread at a time.
 */
final class Base64Lines {

    private static final int OCTETS_PER_LINE = 57;
    private static final int LINE = 76;
    // Large enough for the vector instructions, small enough to be made anew for each attachment.
    private static final int LINES_PER_BLOCK = 32;
    private static final int BLOCK = OCTETS_PER_LINE * LINES_PER_BLOCK;

    private final byte[] block = new byte[BLOCK];
    private final byte[] characters = new byte[LINE * LINES_PER_BLOCK];
    private final byte[] lines = new byte[(LINE + 2) * LINES_PER_BLOCK];

    /** How many octets come of so many. */
    static long encodedSize(long octets) {
        long characters = Math.multiplyExact((octets + 2) / 3, 4L);
        return Math.addExact(characters, 2 * ((characters + LINE - 1) / LINE));
    }

    /** Encodes the first {@code size} octets. */
    void write(byte[] octets, int size, OctetBuffer out) {
        byte[] target = out.reserve(Math.toIntExact(encodedSize(size)));
        int to = out.size();
        for (int from = 0; from < size; from += BLOCK) {
            int length = Math.min(BLOCK, size - from);
            System.arraycopy(octets, from, block, 0, length);
            to = encode(length, target, to);
        }
        out.advanceTo(to);
    }

    /**
     * Encodes so many octets of the stream, or all there are when there are fewer.
     *
     * @return how many octets were encoded
     */
    long write(InputStream in, long size, OutputStream out) throws IOException {
        long done = 0;
        while (done < size) {
            int read = in.readNBytes(block, 0, (int) Math.min(BLOCK, size - done));
            if (read == 0) {
                break;
            }
            out.write(lines, 0, encode(read, lines, 0));
            done += read;
        }
        return done;
    }

    // Encodes what stands in the block and returns where in the target it ends.
    private int encode(int length, byte[] target, int start) {
        byte[] source = length == BLOCK ? block : Arrays.copyOf(block, length);
        int encoded = Base64.getEncoder().encode(source, characters);
        int to = start;
        int from = 0;
        for (; from + LINE <= encoded; from += LINE) {
            System.arraycopy(characters, from, target, to, LINE);
            target[to + LINE] = '\r';
            target[to + LINE + 1] = '\n';
            to += LINE + 2;
        }
        if (from < encoded) {
            System.arraycopy(characters, from, target, to, encoded - from);
            to += encoded - from;
            target[to] = '\r';
            target[to + 1] = '\n';
            to += 2;
        }
        return to;
    }
}
