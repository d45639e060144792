package io.sendwell.dnsauth.dmarc;

/** The result of DMARC for one message, by its names in RFC 8601 section 2.7 and RFC 9989 section 9.2. */
public enum DmarcResult {
    /** A domain that is aligned with the author domain vouches for it. */
    PASS,
    /** None does. */
    FAIL,
    /** The author domain has no policy that receivers would apply. */
    NONE,
    /** It could not be found out (RFC 9989 section 5.3.6). */
    TEMPERROR
}
