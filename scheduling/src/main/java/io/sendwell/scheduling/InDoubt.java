package io.sendwell.scheduling;

/**
 * What becomes of a mail whose answer never came, where nobody can be asked: a server by SMTP may have taken it after the
 * final dot and died (RFC 1047).
 */
public enum InDoubt {
    /** It is sent again with the same Message-ID. Nobody misses it; somebody may have it twice. */
    RETRY,
    /** It is given up as UNCERTAIN, and a person decides. Nobody has it twice; somebody may miss it. */
    HOLD
}
