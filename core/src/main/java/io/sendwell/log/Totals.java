package io.sendwell.log;

import io.sendwell.event.EventType;

/**
 * How many messages came how far, each recipient of a message counted once. They are counters of their own and not counted
 * over the log, which keeps the newest events only.
 *
 * @param processed of which anything is known: that they were accepted, or anything later
 * @param delivered which the recipient's server took
 * @param opened which were opened, or had a link followed, as far as it was noticed
 * @param clicked of which a link was followed
 * @param bounced which came back, hard or soft
 * @param hardBounced which came back for good
 * @param blocked which were refused because of us
 * @param suppressed which the ESP did not try
 * @param complaints which were called spam
 * @param unsubscribed after which the recipient asked not to be written to
 */
public record Totals(
        long processed,
        long delivered,
        long opened,
        long clicked,
        long bounced,
        long hardBounced,
        long blocked,
        long suppressed,
        long complaints,
        long unsubscribed) {

    private static final Totals NONE = new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Nothing yet. */
    public static Totals none() {
        return NONE;
    }

    /** What one recipient of one message counts. */
    public static Totals of(RecipientStatus status) {
        return new Totals(
                one(status, EventType.ACCEPTED),
                one(status, EventType.DELIVERED),
                one(status, EventType.OPENED),
                one(status, EventType.CLICKED),
                Math.max(one(status, EventType.HARD_BOUNCED), one(status, EventType.SOFT_BOUNCED)),
                one(status, EventType.HARD_BOUNCED),
                one(status, EventType.BLOCKED),
                one(status, EventType.SUPPRESSED),
                one(status, EventType.COMPLAINED),
                one(status, EventType.UNSUBSCRIBED));
    }

    private static long one(RecipientStatus status, EventType type) {
        return status.seen().contains(type) ? 1 : 0;
    }

    /** Both together. */
    public Totals plus(Totals other) {
        return new Totals(
                processed + other.processed,
                delivered + other.delivered,
                opened + other.opened,
                clicked + other.clicked,
                bounced + other.bounced,
                hardBounced + other.hardBounced,
                blocked + other.blocked,
                suppressed + other.suppressed,
                complaints + other.complaints,
                unsubscribed + other.unsubscribed);
    }

    /** What has to be added to the other to have these. */
    public Totals minus(Totals other) {
        return new Totals(
                processed - other.processed,
                delivered - other.delivered,
                opened - other.opened,
                clicked - other.clicked,
                bounced - other.bounced,
                hardBounced - other.hardBounced,
                blocked - other.blocked,
                suppressed - other.suppressed,
                complaints - other.complaints,
                unsubscribed - other.unsubscribed);
    }

    /** Which part of the delivered messages was opened, from 0 to 1; 0 when none was delivered. */
    public double openedShare() {
        return share(opened, delivered);
    }

    /** In which part of the opened messages a link was followed, from 0 to 1, as Mailjet counts it; 0 when none was opened. */
    public double clickedShare() {
        return share(clicked, opened);
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
