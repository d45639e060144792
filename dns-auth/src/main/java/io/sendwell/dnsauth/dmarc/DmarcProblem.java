package io.sendwell.dnsauth.dmarc;

/**
 * Something in the text of a record that is not as the standard has it.
 *
 * @param kind what
 * @param tag the name of the tag, in lower case; empty where there is none
 * @param position where it begins, in characters from the start of the record
 * @param text the piece of the record; other people's text, at most {@value #MAX_TEXT} characters
 */
public record DmarcProblem(Kind kind, String tag, int position, String text) {

    /** Characters of the record that are kept with a problem. */
    public static final int MAX_TEXT = 100;

    /** What is wrong. */
    public enum Kind {
        /** The record does not begin with {@code v=DMARC1}, letter for letter: receivers ignore all of it. */
        NOT_DMARC,
        /** There is no {@code p}. */
        POLICY_MISSING,
        /** There is neither a usable policy nor an address for reports: receivers act as if there were no record. */
        WITHOUT_EFFECT,
        /** {@code p} does not follow {@code v} at once, as RFC 7489 section 6.4 wants it. */
        POLICY_NOT_SECOND,
        /** The value is none of those that the tag can have; it counts as not said. */
        BAD_VALUE,
        /** An address for reports is no URI, or is a {@code mailto:} without an address. */
        BAD_ADDRESS,
        /** A size limit such as {@code !10m} on an address, which RFC 9989 section 4.8 makes obsolete. */
        SIZE_LIMIT,
        /** {@code pct}, {@code rf} or {@code ri}, which RFC 9989 has removed. */
        REMOVED_TAG,
        /** A tag that no standard knows; ignored. */
        UNKNOWN_TAG,
        /** The tag was there before. Receivers take the first, the last or neither, so the stricter is expected. */
        DUPLICATE_TAG,
        /** No {@code name=value}; ignored. */
        NO_TAG,
        /** A blank before {@code v}; some receivers do not find the record then. */
        LEADING_BLANK,
        /** More than this library reads; what follows is ignored. */
        TOO_LONG
    }

    public DmarcProblem {
        text = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) : text;
    }
}
