package io.sendwell;

import io.sendwell.message.MergeData;
import io.sendwell.message.MergeData.TrustedHtml;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One person's merge values as octets: every kind that {@link MergeData} takes, in the order in which they were given. */
final class FrozenValues {

    /** Groups in groups; a template asks for one by writing out the whole way to it. */
    private static final int MAX_DEPTH = 64;

    /** Zeros that a decimal number is written with: a number of a few octets could name two billion of them. */
    private static final int MAX_SCALE = 1_000;

    private static final int TEXT = 1;
    private static final int TRUSTED_HTML = 2;
    private static final int NO = 3;
    private static final int YES = 4;
    private static final int INTEGER = 5;
    private static final int LONG = 6;
    private static final int SHORT = 7;
    private static final int BYTE = 8;
    private static final int DOUBLE = 9;
    private static final int FLOAT = 10;
    private static final int BIG_INTEGER = 11;
    private static final int BIG_DECIMAL = 12;
    private static final int GROUP = 13;
    private static final int LIST = 14;

    private FrozenValues() {}

    /**
     * Writes the values.
     *
     * @throws IllegalArgumentException when groups are nested too deep, or a list or a number is too long
     */
    static void write(FrozenOutput out, MergeData values) throws IOException {
        group(out, values, 0);
    }

    static MergeData read(FrozenInput in) throws IOException {
        return group(in, 0);
    }

    private static void group(FrozenOutput out, MergeData values, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException(
                    "The merge values are groups in groups deeper than " + MAX_DEPTH + " levels.");
        }
        out.each(values.names(), name -> {
            out.text(name);
            value(out, values.value(name).orElseThrow(), depth);
        });
    }

    private static void value(FrozenOutput out, Object value, int depth) throws IOException {
        if (value instanceof String text) {
            out.octet(TEXT);
            out.text(text);
        } else if (value instanceof TrustedHtml trusted) {
            out.octet(TRUSTED_HTML);
            out.text(trusted.html());
        } else if (value instanceof Boolean flag) {
            out.octet(flag ? YES : NO);
        } else if (value instanceof MergeData nested) {
            out.octet(GROUP);
            group(out, nested, depth + 1);
        } else if (value instanceof List<?> items) {
            out.octet(LIST);
            out.each(items, item -> value(out, item, depth));
        } else {
            number(out, value);
        }
    }

    private static void number(FrozenOutput out, Object value) throws IOException {
        if (value instanceof Integer number) {
            out.octet(INTEGER);
            out.number(number);
        } else if (value instanceof Long number) {
            out.octet(LONG);
            out.number(number);
        } else if (value instanceof Short number) {
            out.octet(SHORT);
            out.number(number.intValue());
        } else if (value instanceof Byte number) {
            out.octet(BYTE);
            out.number(number.intValue());
        } else if (value instanceof Double number) {
            out.octet(DOUBLE);
            out.number(number);
        } else if (value instanceof Float number) {
            out.octet(FLOAT);
            out.number(number.doubleValue());
        } else if (value instanceof BigInteger number) {
            out.octet(BIG_INTEGER);
            out.octets(number.toByteArray());
        } else if (value instanceof BigDecimal number) {
            if (Math.abs((long) number.scale()) > MAX_SCALE) {
                throw new IllegalArgumentException("A merge value is a number of more than " + MAX_SCALE
                        + " places, which is too long to be scheduled.");
            }
            out.octet(BIG_DECIMAL);
            out.octets(number.unscaledValue().toByteArray());
            out.number(number.scale());
        } else {
            throw new IllegalArgumentException("Merge values of type " + value.getClass() + " cannot be stored.");
        }
    }

    private static MergeData group(FrozenInput in, int depth) throws IOException {
        if (depth > MAX_DEPTH) {
            throw new IOException("The merge values are groups in groups deeper than " + MAX_DEPTH + " levels.");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        in.list(() -> values.put(in.text(), value(in, depth)) == null);
        return MergeData.from(values);
    }

    private static Object value(FrozenInput in, int depth) throws IOException {
        int kind = in.octet();
        return kind == LIST ? in.list(() -> single(in, in.octet(), depth)) : single(in, kind, depth);
    }

    private static Object single(FrozenInput in, int kind, int depth) throws IOException {
        return switch (kind) {
            case TEXT -> in.text();
            case TRUSTED_HTML -> MergeData.trustedHtml(in.text());
            case NO -> false;
            case YES -> true;
            case INTEGER -> in.number();
            case LONG -> in.longNumber();
            case SHORT -> (short) in.number();
            case BYTE -> (byte) in.number();
            case DOUBLE -> in.fraction();
            case FLOAT -> (float) in.fraction();
            case BIG_INTEGER -> new BigInteger(in.octets());
            case BIG_DECIMAL -> decimal(new BigInteger(in.octets()), in.number());
            case GROUP -> group(in, depth + 1);
            default -> throw new IOException("A merge value is of the kind " + kind + ", which cannot stand there.");
        };
    }

    private static BigDecimal decimal(BigInteger unscaled, int scale) throws IOException {
        if (Math.abs((long) scale) > MAX_SCALE) {
            throw new IOException("A number claims to have " + scale + " places.");
        }
        return new BigDecimal(unscaled, scale);
    }
}
