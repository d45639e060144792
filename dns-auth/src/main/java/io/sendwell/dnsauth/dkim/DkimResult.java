package io.sendwell.dnsauth.dkim;

import java.util.Locale;

/** How the examination of a signature ended, in the words of RFC 8601 section 2.7.1; the better ones first. */
public enum DkimResult {
    /** The signature is valid and acceptable. */
    PASS,
    /** It could not be found out for now: ask again later. */
    TEMPERROR,
    /** The signature may be valid, but is of a kind that the rules do not accept. */
    POLICY,
    /** Somebody changed the message, or another key signed it. */
    FAIL,
    /** It cannot be verified, now or later: the key is not there or not usable. */
    PERMERROR,
    /** The signature field is not understood. */
    NEUTRAL,
    /** There is no signature. */
    NONE;

    /** The word of the RFC, in lower case. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
