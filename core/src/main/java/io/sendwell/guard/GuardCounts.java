package io.sendwell.guard;

import io.sendwell.log.Totals;

/**
 * The figures that the guard goes by; each recipient of a message counts once.
 *
 * @param accepted how many mails a next hop took
 * @param returned how many of them came back or were not tried
 * @param hardBounced how many came back for good
 * @param complaints how many were called spam
 */
public record GuardCounts(long accepted, long returned, long hardBounced, long complaints) {

    private static final GuardCounts NONE = new GuardCounts(0, 0, 0, 0);

    /** Nothing yet. */
    public static GuardCounts none() {
        return NONE;
    }

    /** Those of the event log. */
    public static GuardCounts of(Totals totals) {
        return new GuardCounts(
                totals.processed(),
                totals.bounced() + totals.blocked() + totals.suppressed(),
                totals.hardBounced(),
                totals.complaints());
    }

    /** What came to these since those. */
    public GuardCounts since(GuardCounts before) {
        return new GuardCounts(
                accepted - before.accepted,
                returned - before.returned,
                hardBounced - before.hardBounced,
                complaints - before.complaints);
    }

    /** Of how many mails a rate is a share. By SMTP nobody reports what arrived, so it is what did not come back. */
    public long mails(GuardRate rate) {
        return rate == GuardRate.HARD_BOUNCES ? accepted : Math.max(0, accepted - returned);
    }

    /** How many of them were reported. */
    public long reports(GuardRate rate) {
        return rate == GuardRate.HARD_BOUNCES ? hardBounced : complaints;
    }
}
