package io.sendwell.dnsauth.ownership;

/** How a domain is proven; one of them is enough. */
public enum OwnershipMethod {
    /** A TXT record below the domain. */
    DNS_TEXT,
    /** A file on the website of the domain. */
    WEB_FILE
}
