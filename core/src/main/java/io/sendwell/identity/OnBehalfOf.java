package io.sendwell.identity;

/** Whether an account's mail may leave on behalf of its author: author in From, operator in the Sender field. */
public enum OnBehalfOf {
    /** Where it is likely to arrive: individual mail of a confirmed mailbox whose domain publishes no policy. */
    AUTO,
    /** Never: a mailbox of the operator stands in From instead. */
    NEVER,
    /** Also for broadcasts and for receivers that insist on alignment, with a warning. A published policy still stops it. */
    FORCE
}
