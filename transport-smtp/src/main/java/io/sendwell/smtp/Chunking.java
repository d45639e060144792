package io.sendwell.smtp;

/** Whether content goes out in counted chunks (BDAT, RFC 3030) instead of up to a final dot (DATA). */
public enum Chunking {
    /** Where the server offers CHUNKING. */
    WHERE_OFFERED,
    /** Never: for a server, or something in between, that offers it and gets it wrong. */
    NEVER
}
