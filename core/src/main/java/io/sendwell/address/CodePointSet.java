package io.sendwell.address;

import java.util.Arrays;

/** A set of code points, written as ranges of hexadecimal numbers in rising order: {@code "620 622-625"}. */
final class CodePointSet {
    private final int[] first;
    private final int[] last;

    private CodePointSet(int[] first, int[] last) {
        this.first = first;
        this.last = last;
    }

    static CodePointSet of(String ranges) {
        String[] parts = ranges.strip().split("\\s+", -1);
        int[] first = new int[parts.length];
        int[] last = new int[parts.length];
        for (int index = 0; index < parts.length; index++) {
            String part = parts[index];
            int dash = part.indexOf('-');
            first[index] = Integer.parseInt(dash < 0 ? part : part.substring(0, dash), 16);
            last[index] = dash < 0 ? first[index] : Integer.parseInt(part.substring(dash + 1), 16);
        }
        return new CodePointSet(first, last);
    }

    boolean contains(int codePoint) {
        int found = Arrays.binarySearch(first, codePoint);
        int before = found >= 0 ? found : -found - 2;
        return before >= 0 && codePoint <= last[before];
    }
}
