package io.sendwell.signing;

import io.sendwell.internal.text.Ascii;
import io.sendwell.internal.text.VisibleText;
import java.util.Locale;

/**
 * Names one key of a signing domain ({@code s=}, RFC 6376 section 3.1): {@code s1}, {@code sw2026}, {@code mar.2026}.
 *
 * <p>One label or more, each of letters, digits and hyphens, so that every provider's form takes it; in lower case, as the
 * DNS compares it.
 *
 * @param value the labels, joined by dots
 */
public record Selector(String value) implements Comparable<Selector> {

    /** Octets in one label (RFC 1035 section 2.3.4). */
    public static final int MAX_LABEL_OCTETS = 63;

    /** Leaves a domain 100 octets and more of the 253 that a name in the DNS may have. */
    public static final int MAX_OCTETS = 127;

    /**
     * @throws IllegalArgumentException when it is no selector; use {@link #of} for one in capitals
     */
    public Selector {
        boolean labels = !value.isEmpty() && value.length() <= MAX_OCTETS;
        for (String label : value.split("\\.", -1)) {
            labels &= !label.isEmpty()
                    && label.length() <= MAX_LABEL_OCTETS
                    && Ascii.isMadeOf(label, "-")
                    && !label.startsWith("-")
                    && !label.endsWith("-");
        }
        if (!labels || !value.equals(value.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "A selector has one label or more of letters, digits and hyphens, joined by"
                            + " dots, at most " + MAX_OCTETS
                            + " characters in lower case (RFC 6376 section 3.1); found "
                            + VisibleText.quote(value) + ". Take one such as s1.");
        }
    }

    /**
     * The selector of this name, whatever its case.
     *
     * @throws IllegalArgumentException when it is no selector
     */
    public static Selector of(String value) {
        return new Selector(value.toLowerCase(Locale.ROOT));
    }

    @Override
    public int compareTo(Selector other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
