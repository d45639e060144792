package io.sendwell.outbox;

/** Which way through outbox and throttle a sending takes. What one person waits for does not wait behind a broadcast. */
public enum Lane {
    /** One mail that a person wrote, or caused. */
    INDIVIDUAL,
    /** A broadcast that is small enough to leave at once. */
    SMALL,
    /** Any other broadcast. */
    BROADCAST
}
