package io.sendwell.testkit.smtp;

/** A service extension (RFC 5321 section 2.2) that the fake server can offer in its EHLO reply, or withhold. */
public enum SmtpExtension {
    /** Several commands in one go (RFC 2920). */
    PIPELINING("PIPELINING"),
    /** Content in counted chunks by BDAT (RFC 3030). */
    CHUNKING("CHUNKING"),
    /** The size of a message declared and limited (RFC 1870). */
    SIZE("SIZE"),
    /** Octets above 127 in the body (RFC 6152). */
    EIGHT_BIT_MIME("8BITMIME"),
    /** Addresses and header fields in UTF-8 (RFC 6531). */
    SMTPUTF8("SMTPUTF8"),
    /** Reports about the delivery asked for per recipient (RFC 3461). */
    DSN("DSN"),
    /** Replies with codes such as 5.1.1 (RFC 2034, RFC 3463). */
    ENHANCED_STATUS_CODES("ENHANCEDSTATUSCODES");

    private final String keyword;

    SmtpExtension(String keyword) {
        this.keyword = keyword;
    }

    /** The word that stands for this extension in the EHLO reply. */
    public String keyword() {
        return keyword;
    }
}
