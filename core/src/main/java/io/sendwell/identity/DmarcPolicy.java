package io.sendwell.identity;

/** What the author's domain asks receivers to do with mail that fails DMARC (RFC 9989 section 4.7). */
public enum DmarcPolicy {
    /** The domain publishes no policy. */
    ABSENT,
    /** {@code p=none}: nothing is asked for. */
    NONE,
    /** {@code p=quarantine}: treat it as suspicious. */
    QUARANTINE,
    /** {@code p=reject}: refuse it. */
    REJECT,
    /** It could not be found out; treated as {@link #REJECT} wherever that is the safe side. */
    UNKNOWN;

    /** Whether failing DMARC is known to do no harm by itself. */
    boolean asksForNothing() {
        return this == ABSENT || this == NONE;
    }
}
