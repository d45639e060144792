package io.sendwell.event;

/** Whether a bounce leads to its address being written to no more. */
public enum Listing {
    /** Once is enough. */
    AT_ONCE,
    /** When it comes again, by the rules of {@link Escalation}. */
    IF_REPEATED,
    /** However often it comes: it says nothing of the address. */
    NEVER
}
