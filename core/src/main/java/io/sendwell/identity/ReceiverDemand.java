package io.sendwell.identity;

/** What a receiver insists on, beyond what the author's domain asks for. Ordered from little to much. */
public enum ReceiverDemand {
    /** Nothing of its own. */
    NOTHING,
    /** SPF or DKIM that is aligned with From, as laposte.net does since 2025-09-09. */
    ALIGNMENT,
    /** DKIM that is aligned with From, as GMX and WEB.DE do. */
    ALIGNED_DKIM
}
