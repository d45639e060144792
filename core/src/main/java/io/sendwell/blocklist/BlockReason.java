package io.sendwell.blocklist;

/** Why an address is not written to. */
public enum BlockReason {
    /** A permanent failure about the address: no such mailbox or domain. */
    HARD_BOUNCE(Extent.ALL_MAIL),
    /** Bounces that say little alone, and came again: for a while at first, then for good. */
    REPEATED_BOUNCES(Extent.ALL_MAIL),
    /** The ESP did not try, because of a list of its own. It may be mistaken, and forgets: for a while only. */
    SUPPRESSED_BY_PROVIDER(Extent.ALL_MAIL),
    /** The recipient said "this is spam" (RFC 5965). */
    COMPLAINT(Extent.ALL_MAIL),
    /**
     * The recipient wants no broadcasts of any account, as another system knows it. Who wrote to one person, or answers, still may.
     * What people say by a link, or an ESP reports, is an opt-out of one account's list and no entry.
     */
    UNSUBSCRIBED(Extent.BROADCASTS),
    /** A person at the operator or the account decided it. */
    MANUAL(Extent.ALL_MAIL);

    /** What of an account's mail an entry keeps back. */
    public enum Extent {
        /** Every mail. */
        ALL_MAIL,
        /** Broadcasts, and no mail from one person to another. */
        BROADCASTS
    }

    private final Extent extent;

    BlockReason(Extent extent) {
        this.extent = extent;
    }

    /** What of an account's mail it keeps back. */
    public Extent extent() {
        return extent;
    }
}
