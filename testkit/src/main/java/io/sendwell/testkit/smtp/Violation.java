package io.sendwell.testkit.smtp;

/**
 * Something a client did that the standards forbid.
 *
 * @param session the session in which it happened, counted from 1
 * @param kind which rule was broken
 * @param detail what was seen, for people; shows no credentials
 */
public record Violation(int session, Kind kind, String detail) {

    /** The rules that the fake server watches over. */
    public enum Kind {
        /** CR without LF in a command or in content (RFC 5321 section 2.3.8). */
        BARE_CR,
        /** LF without CR in a command or in content (RFC 5321 section 2.3.8). */
        BARE_LF,
        /** A NUL octet (RFC 5321 section 4.5.2 asks for none; RFC 5322 section 4 calls it obsolete). */
        NUL,
        /** A line of content over 998 octets, CRLF not counted (RFC 5321 section 4.5.3.1.6, RFC 5322 section 2.1.1). */
        LONG_LINE,
        /** A command line over 512 octets (RFC 5321 section 4.5.3.1.4), parameters and AUTH exchanges not counted. */
        LONG_COMMAND,
        /** Octets above 127 in a command or header section without SMTPUTF8 (RFC 6531 section 3.4). */
        NON_ASCII_WITHOUT_SMTPUTF8,
        /** Octets above 127 in a body without BODY=8BITMIME (RFC 6152 section 3). */
        EIGHT_BIT_WITHOUT_8BITMIME,
        /** A line beginning with one dot that was not doubled (RFC 5321 section 4.5.2). */
        DOT_NOT_STUFFED,
        /** The client spoke before it had the reply it must wait for (RFC 2920 section 3.1). */
        EARLY_TALK,
        /** A command out of order: MAIL before EHLO, RCPT before MAIL, DATA amid BDAT (RFC 5321 section 4.1.4). */
        BAD_SEQUENCE,
        /** A command or parameter of an extension that was not offered (RFC 5321 section 2.2.1). */
        NOT_OFFERED,
        /** A command or parameter that does not follow its grammar (RFC 5321 section 4.1). */
        SYNTAX,
        /** AUTH over plain text although the server wants TLS first (RFC 4954 section 4). */
        AUTH_WITHOUT_TLS
    }
}
