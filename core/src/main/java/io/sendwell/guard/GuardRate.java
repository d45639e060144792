package io.sendwell.guard;

/** What the guard counts. */
public enum GuardRate {
    /** How many mails came back for good, of all that were accepted. */
    HARD_BOUNCES,
    /** How many mails were called spam, of those that arrived as far as anybody knows. */
    COMPLAINTS
}
