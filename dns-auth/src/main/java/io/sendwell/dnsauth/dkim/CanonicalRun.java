package io.sendwell.dnsauth.dkim;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds how far octets are canonical as they lie.
 *
 * <p>What ends a run is a pair of neighbours, so eight pairs are judged at a time: a word of the first octets beside the
 * word of the second ones, with arithmetic that leaves the highest bit set in each lane that meets the condition and
 * lets no lane touch another.
 */
final class CanonicalRun {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long EACH = 0x0101010101010101L;
    private static final long SPACES = EACH * ' ';
    private static final long TABS = EACH * '\t';
    private static final long CRS = EACH * '\r';
    private static final long LFS = EACH * '\n';
    // Added to seven bits, it carries into the eighth unless they are at most a space.
    private static final long ABOVE_SPACE = EACH * (0x80 - (' ' + 1));

    private CanonicalRun() {}

    /**
     * The end of the run that is canonical under relaxed: behind it comes a tab, a blank that is followed by white space,
     * or by a line end, a lone CR or LF, or the end of what is known.
     *
     * @param start of an octet that is neither white space nor a line end
     * @return more than {@code start}; the octet before it is neither white space nor a line end
     */
    static int endRelaxed(byte[] octets, int start, int end) {
        int next = start;
        for (; next + 8 < end; next += 8) {
            long first = (long) WORD.get(octets, next);
            long second = (long) WORD.get(octets, next + 1);
            if ((atMostSpace(first) | equal(second, LFS)) == 0) {
                continue;
            }
            long broken = equal(first, SPACES) & atMostSpace(second)
                    | equal(first, TABS)
                    | equal(first, CRS) ^ equal(second, LFS);
            if (broken != 0) {
                return trimmed(octets, start, next + (Long.numberOfTrailingZeros(broken) >>> 3) + 1, true);
            }
        }
        for (; next + 1 < end; next++) {
            byte first = octets[next];
            byte second = octets[next + 1];
            if (first == ' ' && second >= 0 && second <= ' ' || first == '\t' || (first == '\r') != (second == '\n')) {
                break;
            }
        }
        return trimmed(octets, start, Math.min(next + 1, end), true);
    }

    /** The same under simple: behind the run comes a lone CR or LF, or the end of what is known. */
    static int endSimple(byte[] octets, int start, int end) {
        int next = start;
        for (; next + 8 < end; next += 8) {
            long broken = equal((long) WORD.get(octets, next), CRS) ^ equal((long) WORD.get(octets, next + 1), LFS);
            if (broken != 0) {
                return trimmed(octets, start, next + (Long.numberOfTrailingZeros(broken) >>> 3) + 1, false);
            }
        }
        while (next + 1 < end && (octets[next] == '\r') == (octets[next + 1] == '\n')) {
            next++;
        }
        return trimmed(octets, start, Math.min(next + 1, end), false);
    }

    // White space and line ends at the end of the run may be at the end of a line or of the body.
    private static int trimmed(byte[] octets, int start, int end, boolean blanksToo) {
        int last = end - 1;
        while (last > start
                && (octets[last] == '\r'
                        || octets[last] == '\n'
                        || blanksToo && (octets[last] == ' ' || octets[last] == '\t'))) {
            last--;
        }
        return last + 1;
    }

    private static long equal(long word, long pattern) {
        long difference = word ^ pattern;
        return ~((difference & LOW_BITS) + LOW_BITS | difference | LOW_BITS);
    }

    private static long atMostSpace(long word) {
        return ~((word & LOW_BITS) + ABOVE_SPACE | word) & HIGH_BITS;
    }
}
