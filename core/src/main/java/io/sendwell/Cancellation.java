package io.sendwell;

import io.sendwell.outbox.Progress;

/**
 * What cancelling kept from leaving, and what not. The numbers add up to all mails of the sending.
 *
 * @param cancelled how many will not leave any more; nothing of them stays in the log
 * @param alreadyGone how many the next hop took before, those in doubt among them; they stay in the log
 * @param leaving how many a worker was handing over at this moment: they go, and are counted as gone when it is known;
 *     cancel again, or look at the list, for the final numbers
 * @param neverSent how many had ended without being sent: withheld, or given up
 */
public record Cancellation(long cancelled, long alreadyGone, long leaving, long neverSent) {

    static Cancellation of(Progress progress) {
        return new Cancellation(
                progress.cancelled(),
                progress.accepted() + progress.uncertain(),
                progress.total() - progress.ended(),
                progress.failed() + progress.withheld());
    }

    /** Whether the numbers are final. */
    public boolean isFinal() {
        return leaving == 0;
    }
}
