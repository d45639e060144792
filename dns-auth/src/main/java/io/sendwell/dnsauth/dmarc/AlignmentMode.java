package io.sendwell.dnsauth.dmarc;

/** How closely a domain that SPF or DKIM vouches for has to match the author domain (RFC 9989 section 4.4). */
public enum AlignmentMode {
    /** The organizational domains are equal: the default. */
    RELAXED,
    /** The domains themselves are equal: {@code adkim=s}, {@code aspf=s}. */
    STRICT
}
