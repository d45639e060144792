package io.sendwell.dnsauth.dmarc;

/** How the author domain stands to the domain whose record was found; decides between {@code p}, {@code sp} and {@code np}. */
public enum PolicyScope {
    /** The record is the author domain's own. */
    OWN,
    /** The record lies above, and the author domain exists. */
    SUBDOMAIN,
    /** The record lies above, and the DNS denies that the author domain exists (RFC 8020). */
    NONEXISTENT_SUBDOMAIN
}
