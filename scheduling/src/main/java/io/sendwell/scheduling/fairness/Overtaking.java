package io.sendwell.scheduling.fairness;

/**
 * Lets small broadcasts overtake large ones, and keeps them from holding the large ones up: of five mails, one may be a small
 * broadcast's while a large one waits. One thread at a time.
 *
 * <p>Postfix's queue manager (SCHEDULER_README, {@code slot_cost = 5}) does the same: what large jobs deliver earns slots for
 * small ones. The large one takes at most 5/4 of its time.
 */
public final class Overtaking {

    /** Of so many mails one is a small broadcast's. */
    private static final int SLOT_COST = 5;

    /** As many as the largest small broadcast has, so that one that comes alone leaves at once. */
    private static final double MOST_SAVED = 100;

    private double slots = MOST_SAVED;

    /** Whether a small broadcast goes before a large one now. */
    public boolean smallFirst() {
        return slots > 0;
    }

    /** So many mails of a large broadcast were claimed. */
    public void largeWent(int mails) {
        slots = Math.min(MOST_SAVED, slots + mails / (SLOT_COST - 1.0));
    }

    /** So many mails of a small broadcast were claimed while a large one waited. */
    public void smallOvertook(int mails) {
        slots -= mails;
    }
}
