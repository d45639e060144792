package io.sendwell.event;

/** Whose words a {@link Diagnostic} holds. */
public enum ReplyOrigin {
    /** A server of ours, or the ESP's: the first hop. What it refuses is often about us. */
    OUR_RELAY,
    /** A server of the recipient's domain. */
    RECEIVER
}
