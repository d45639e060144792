package io.sendwell.event;

import java.util.List;

/**
 * Which enhanced status codes are meant: {@code 5.1.1}, {@code x.7.25} with any class, {@code 5.7.606-649} with a range.
 *
 * @param parts from left to right: class, subject, detail (RFC 3463 section 2)
 */
record CodePattern(List<Range> parts) {

    private static final int PARTS = 3;
    private static final String ANY = "x";

    CodePattern {
        parts = List.copyOf(parts);
        if (parts.size() != PARTS) {
            throw new IllegalArgumentException("A code has three numbers, such as 5.1.1, not " + parts.size() + ".");
        }
    }

    /** The numbers from the one to the other, both among them. */
    record Range(int from, int to) {

        static Range parse(String text) {
            if (text.equals(ANY)) {
                return new Range(0, Integer.MAX_VALUE);
            }
            int dash = text.indexOf('-');
            return dash < 0
                    ? new Range(Integer.parseInt(text), Integer.parseInt(text))
                    : new Range(Integer.parseInt(text.substring(0, dash)), Integer.parseInt(text.substring(dash + 1)));
        }

        boolean has(int number) {
            return number >= from && number <= to;
        }
    }

    static CodePattern parse(String text) {
        return new CodePattern(
                List.of(text.split("\\.", -1)).stream().map(Range::parse).toList());
    }

    boolean matches(EnhancedCode code) {
        return parts.get(0).has(code.statusClass())
                && parts.get(1).has(code.subject())
                && parts.get(2).has(code.detail());
    }
}
