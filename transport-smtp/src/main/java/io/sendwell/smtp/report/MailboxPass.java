package io.sendwell.smtp.report;

/**
 * What one reading of a mailbox came to, in messages.
 *
 * @param reported taken in, unsubscriptions by mail among them, and marked as read
 * @param left none of ours: unproven, or no report; they are as they were
 * @param failed could not be read or taken in; the next reading tries again
 * @param setAside failed for the last time: flagged, for a person to look at
 */
public record MailboxPass(int reported, int left, int failed, int setAside) {

    /** Whether there was nothing to do. */
    public boolean isEmpty() {
        return reported == 0 && left == 0 && failed == 0 && setAside == 0;
    }
}
