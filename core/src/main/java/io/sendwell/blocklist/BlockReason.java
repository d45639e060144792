package io.sendwell.blocklist;

/** Why an address is not written to any more. */
public enum BlockReason {
    /** A permanent failure about the address: no such mailbox or domain. */
    HARD_BOUNCE,
    /** The recipient said "this is spam" (RFC 5965). */
    COMPLAINT,
    /** The recipient asked not to be written to. */
    UNSUBSCRIBED,
    /** A person at the operator or the account decided it. */
    MANUAL
}
