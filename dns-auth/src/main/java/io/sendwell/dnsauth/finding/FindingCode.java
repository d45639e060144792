package io.sendwell.dnsauth.finding;

import io.sendwell.check.Severity;

/**
 * Names a kind of finding for programs. Implemented by one enum an area, whose constants are the codes, such as {@code
 * SPF_TWO_RECORDS}; a code never changes its meaning.
 */
public interface FindingCode {

    /** The code: upper-case letters, digits, underscores, beginning with the area. */
    String name();

    /** What follows when the rule is broken. */
    Severity severity();

    /** Who can mend it. */
    Actor actor();

    /** Where the rule comes from, such as {@code RFC 7208 section 4.5}. */
    String rule();

    /** Who can mend what was found. */
    enum Actor {
        /** Whoever runs the DNS or the servers of the domain that was examined. */
        CUSTOMER,
        /** Whoever runs the application that sends. */
        OPERATOR,
        /** Nobody has to do anything. */
        NOBODY
    }
}
