package io.sendwell.dnsauth.spf;

import java.time.Duration;

/**
 * How much one check may ask for. The first three are the standard's; the last two keep a hostile record from using us
 * against others.
 *
 * @param terms terms that ask the DNS, over all records together: 10 (RFC 7208 section 4.6.4); more is permerror
 * @param voids of these, how many may find nothing: 2 (section 4.6.4); more is permerror
 * @param names names in one MX or PTR answer: 10 (section 4.6.4); more MX is permerror, more PTR is not looked at
 * @param queries questions in all: 60; ten {@code mx} of ten hosts would be 110. More is permerror, since asking again
 *     would not help
 * @param patience how long all of it may take: 20 s (section 4.6.4); longer is temperror
 */
public record SpfLimits(int terms, int voids, int names, int queries, Duration patience) {

    private static final SpfLimits STANDARD = new SpfLimits(10, 2, 10, 60, Duration.ofSeconds(20));

    /** @throws IllegalArgumentException when a number is negative, or the patience not positive */
    public SpfLimits {
        if (terms < 0 || voids < 0 || names < 0 || queries < 1 || patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException("Limits of an SPF check are zero or more, queries at least one, and "
                    + "patience is more than zero; found terms " + terms + ", voids " + voids + ", names " + names
                    + ", queries " + queries + ", patience " + patience + ".");
        }
    }

    /** 10 terms, 2 voids, 10 names, 60 queries, 20 seconds. */
    public static SpfLimits standard() {
        return STANDARD;
    }

    /** The same with another number of questions in all. */
    public SpfLimits withQueries(int most) {
        return new SpfLimits(terms, voids, names, most, patience);
    }

    /** The same with another time for all of it. */
    public SpfLimits withPatience(Duration longest) {
        return new SpfLimits(terms, voids, names, queries, longest);
    }
}
