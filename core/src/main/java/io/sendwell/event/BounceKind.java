package io.sendwell.event;

/** What a bounce, or what looks like one, is about. */
public enum BounceKind {
    /** Permanent, about the address: no such mailbox or domain. */
    HARD(Listing.AT_ONCE),
    /** There is no such mailbox, says a receiver that is now and then mistaken. */
    HARD_UNCONFIRMED(Listing.IF_REPEATED),
    /** Temporary and given up on, or still being tried: mailbox full, server away, greylisting. */
    SOFT(Listing.IF_REPEATED),
    /** The mailbox is full, and nobody looks after it. */
    SOFT_ABANDONED(Listing.IF_REPEATED),
    /** No server takes mail for the domain now. */
    SOFT_NO_HOST(Listing.IF_REPEATED),
    /** Refused for good without saying why; about the address only if it repeats. */
    UNCLEAR(Listing.IF_REPEATED),
    /** About the reputation of our IP addresses or domains. */
    BLOCK_REPUTATION(Listing.NEVER),
    /** About our authentication: SPF, DKIM, DMARC. */
    BLOCK_AUTHENTICATION(Listing.NEVER),
    /** The recipient takes listed senders only. */
    BLOCK_RECIPIENT(Listing.NEVER),
    /** The receiver's policy, without more. */
    BLOCK_POLICY(Listing.NEVER),
    /** About the content, its type or its format. */
    CONTENT(Listing.NEVER),
    /** The message is too large. */
    SIZE(Listing.NEVER),
    /** About our From or envelope domain. */
    CONFIGURATION_SENDER(Listing.NEVER),
    /** The address needs SMTPUTF8 and the way there has none. */
    CONFIGURATION_ADDRESS(Listing.NEVER),
    /** Too many recipients at once, or our own sending limit. */
    CONFIGURATION_LIMIT(Listing.NEVER),
    /** About our login, relay or template. */
    CONFIGURATION(Listing.NEVER),
    /** The ESP did not try, because of a list of its own; that list, and no bounce, is what keeps the address from mail. */
    SUPPRESSED(Listing.NEVER),
    /** The recipient said that it is spam. */
    COMPLAINT(Listing.AT_ONCE),
    /** The recipient asked not to be written to. */
    UNSUBSCRIBED(Listing.AT_ONCE),
    /** An automatic reply; not a bounce. */
    AUTO_REPLY(Listing.NEVER),
    /** Not a failure: delayed, relayed, delivered. */
    INFO(Listing.NEVER),
    /** Nothing was there to read. */
    UNKNOWN(Listing.NEVER);

    private final Listing listing;

    BounceKind(Listing listing) {
        this.listing = listing;
    }

    /** Whether a bounce of this kind leads to its address being written to no more. */
    public Listing listing() {
        return listing;
    }
}
