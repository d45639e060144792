package io.sendwell.check;

/** How an examination ended. */
public enum FindingStatus {
    /** Looked at and fine. */
    PASS,
    /** Looked at and not fine. */
    FAIL,
    /** Not fine as it came, and put right by Sendwell. */
    APPLIED,
    /** Could not be looked at from here. */
    NOT_CHECKED
}
