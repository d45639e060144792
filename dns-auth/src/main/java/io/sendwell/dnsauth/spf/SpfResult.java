package io.sendwell.dnsauth.spf;

import java.util.Locale;

/** What SPF says of one client and one domain (RFC 7208 section 2.6). */
public enum SpfResult {
    /** The domain says nothing: no record, or no domain to ask about. */
    NONE,
    /** The domain has a record and takes no position on this client. */
    NEUTRAL,
    /** The client may send for the domain. */
    PASS,
    /** The client may not. */
    FAIL,
    /** The client probably may not; the domain does not want to say so firmly. */
    SOFTFAIL,
    /** It could not be found out now; later it may. */
    TEMPERROR,
    /** The record cannot be understood or asks for too much; only its owner can mend it. */
    PERMERROR;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word of the standard, in lower case, as in {@code Received-SPF} (RFC 7208 section 9.1). */
    public String word() {
        return word;
    }
}
