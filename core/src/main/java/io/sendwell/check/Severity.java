package io.sendwell.check;

/** What follows when a rule is broken. */
public enum Severity {
    /** The mail would be refused, lost or unsafe: it is not sent. */
    MUST,
    /** It costs placement or grief: it is sent, and said. */
    SHOULD,
    /** Good to know. */
    NOTE
}
