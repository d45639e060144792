package io.sendwell.smtp;

/**
 * What a reply will be about.
 *
 * @param recipient which one, for RCPT
 */
record Awaited(Transaction transaction, Step step, int recipient) {

    /** What was sent. */
    enum Step {
        MAIL,
        RCPT,
        DATA,
        CONTENT
    }
}
