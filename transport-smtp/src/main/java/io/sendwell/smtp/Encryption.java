package io.sendwell.smtp;

/** How a connection comes to be encrypted. */
enum Encryption {
    /** Plain text first, then the STARTTLS command; without it nothing is sent (RFC 3207). */
    STARTTLS,
    /** TLS from the first octet (RFC 8314 section 3.3). */
    IMPLICIT_TLS,
    /** None at all. */
    NONE
}
