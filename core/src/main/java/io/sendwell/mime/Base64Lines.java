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
 * then laid out in lines: many times faster than an encoder that looks at each octet.
 */
final class Base64Lines {

    private static final int OCTETS_PER_LINE = 57;
    private static final int LINE = 76;
    private static final int LINES_PER_BLOCK = 128;
    private static final int BLOCK = OCTETS_PER_LINE * LINES_PER_BLOCK;

    private Base64Lines() {}

    /** How many octets come of so many. */
    static long encodedSize(long octets) {
        long characters = Math.multiplyExact((octets + 2) / 3, 4L);
        return Math.addExact(characters, 2 * ((characters + LINE - 1) / LINE));
    }

    static void write(byte[] octets, int size, OctetBuffer out) {
        byte[] target = out.reserve(Math.toIntExact(encodedSize(size)));
        byte[] block = new byte[Math.min(size, BLOCK)];
        byte[] characters = new byte[(block.length + 2) / 3 * 4];
        int to = out.size();
        for (int from = 0; from < size; from += BLOCK) {
            int length = Math.min(BLOCK, size - from);
            System.arraycopy(octets, from, block, 0, length);
            to = layOut(characters, encode(block, length, characters), target, to);
        }
        out.advanceTo(to);
    }

    /**
     * Encodes so many octets of the stream, or all there are when there are fewer.
     *
     * @return how many octets were encoded
     */
    static long write(InputStream in, long size, OutputStream out) throws IOException {
        byte[] block = new byte[(int) Math.min(size, BLOCK)];
        byte[] characters = new byte[(block.length + 2) / 3 * 4];
        byte[] lines = new byte[(int) encodedSize(block.length)];
        long done = 0;
        while (done < size) {
            int read = in.readNBytes(block, 0, (int) Math.min(block.length, size - done));
            if (read == 0) {
                break;
            }
            out.write(lines, 0, layOut(characters, encode(block, read, characters), lines, 0));
            done += read;
        }
        return done;
    }

    private static int encode(byte[] block, int length, byte[] characters) {
        return Base64.getEncoder().encode(length == block.length ? block : Arrays.copyOf(block, length), characters);
    }

    private static int layOut(byte[] characters, int length, byte[] target, int start) {
        int to = start;
        for (int from = 0; from < length; from += LINE) {
            int line = Math.min(LINE, length - from);
            System.arraycopy(characters, from, target, to, line);
            target[to + line] = '\r';
            target[to + line + 1] = '\n';
            to += line + 2;
        }
        return to;
    }
}
