package io.sendwell.address;

import java.util.Optional;
import java.util.OptionalInt;

/** Punycode (RFC 3492) with the parameters of section 5. Works on one label, without its {@code xn--}. */
final class Punycode {
    private static final int BASE = 36;
    private static final int T_MIN = 1;
    private static final int T_MAX = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int INITIAL_BIAS = 72;
    private static final int INITIAL_CODE_POINT = 0x80;

    private Punycode() {}

    /** RFC 3492 section 6.3. The caller bounds the length; a label has at most 63 code points. */
    static String encode(int[] codePoints) {
        StringBuilder output = new StringBuilder();
        for (int codePoint : codePoints) {
            if (codePoint < INITIAL_CODE_POINT) {
                output.append((char) codePoint);
            }
        }
        int basic = output.length();
        int handled = basic;
        if (basic > 0) {
            output.append('-');
        }
        int next = INITIAL_CODE_POINT;
        int delta = 0;
        int bias = INITIAL_BIAS;
        while (handled < codePoints.length) {
            int smallest = smallestFrom(codePoints, next);
            delta += (smallest - next) * (handled + 1);
            next = smallest;
            for (int codePoint : codePoints) {
                if (codePoint < next) {
                    delta++;
                } else if (codePoint == next) {
                    appendVariableLength(output, delta, bias);
                    bias = adapt(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
            delta++;
            next++;
        }
        return output.toString();
    }

    /** RFC 3492 section 6.2; empty when {@code text} is not Punycode. */
    static Optional<String> decode(String text) {
        int delimiter = text.lastIndexOf('-');
        StringBuilder output = new StringBuilder(text.length());
        output.append(text, 0, Math.max(delimiter, 0));
        int count = output.length();
        int position = delimiter > 0 ? delimiter + 1 : 0;
        int next = INITIAL_CODE_POINT;
        int bias = INITIAL_BIAS;
        long index = 0;
        while (position < text.length()) {
            long before = index;
            long weight = 1;
            for (int k = BASE; ; k += BASE) {
                OptionalInt digit = position < text.length() ? digit(text.charAt(position++)) : OptionalInt.empty();
                if (digit.isEmpty()) {
                    return Optional.empty();
                }
                index += digit.getAsInt() * weight;
                if (index > Integer.MAX_VALUE) {
                    return Optional.empty();
                }
                int threshold = threshold(k, bias);
                if (digit.getAsInt() < threshold) {
                    break;
                }
                weight *= BASE - threshold;
                if (weight > Integer.MAX_VALUE) {
                    return Optional.empty();
                }
            }
            count++;
            bias = adapt((int) (index - before), count, before == 0);
            long codePoint = next + index / count;
            if (codePoint > Character.MAX_CODE_POINT || (codePoint >= 0xD800 && codePoint <= 0xDFFF)) {
                return Optional.empty();
            }
            next = (int) codePoint;
            index %= count;
            output.insert(output.offsetByCodePoints(0, (int) index), Character.toString(next));
            index++;
        }
        return Optional.of(output.toString());
    }

    private static int smallestFrom(int[] codePoints, int least) {
        int smallest = Integer.MAX_VALUE;
        for (int codePoint : codePoints) {
            if (codePoint >= least && codePoint < smallest) {
                smallest = codePoint;
            }
        }
        return smallest;
    }

    private static void appendVariableLength(StringBuilder output, int delta, int bias) {
        int rest = delta;
        for (int k = BASE; ; k += BASE) {
            int threshold = threshold(k, bias);
            if (rest < threshold) {
                output.append(digit(rest));
                return;
            }
            output.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
            rest = (rest - threshold) / (BASE - threshold);
        }
    }

    private static int threshold(int k, int bias) {
        return Math.min(Math.max(k - bias, T_MIN), T_MAX);
    }

    private static int adapt(int delta, int handled, boolean first) {
        int rest = first ? delta / DAMP : delta / 2;
        rest += rest / handled;
        int k = 0;
        while (rest > (BASE - T_MIN) * T_MAX / 2) {
            rest /= BASE - T_MIN;
            k += BASE;
        }
        return k + (BASE - T_MIN + 1) * rest / (rest + SKEW);
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    private static OptionalInt digit(char character) {
        if (character >= 'a' && character <= 'z') {
            return OptionalInt.of(character - 'a');
        }
        if (character >= 'A' && character <= 'Z') {
            return OptionalInt.of(character - 'A');
        }
        return character >= '0' && character <= '9' ? OptionalInt.of(character - '0' + 26) : OptionalInt.empty();
    }
}
