package io.sendwell.dnsauth.dmarc;

/** What SPF or a signature says of one domain, as far as DMARC cares (RFC 9989 section 4.3). */
public enum IdentifierOutcome {
    /** It vouches for the domain. */
    PASS,
    /** It does not, for whatever reason that will not go away by itself. */
    NO_PASS,
    /** It could not be found out, such as {@code temperror}. */
    UNKNOWN
}
