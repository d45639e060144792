package io.sendwell.smtp;

/** How text outside ASCII is written. */
public enum BodyEncoding {
    /** In ASCII, whatever the server offers: no later server has a reason to recode it and so break its signature. */
    SEVEN_BIT,
    /** As it is, where the server offers 8BITMIME (RFC 6152): smaller, for a server that is known to deliver itself. */
    EIGHT_BIT_WHERE_OFFERED
}
