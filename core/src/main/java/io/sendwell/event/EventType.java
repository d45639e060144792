package io.sendwell.event;

/** The kinds of {@link DeliveryEvent}. */
public enum EventType {
    /** The next hop took responsibility. */
    ACCEPTED(5),
    /** The recipient's server refused it for now; it is still being tried. */
    DEFERRED(8),
    /** The recipient's server took it. */
    DELIVERED(10),
    /** Its picture was loaded. */
    OPENED(20),
    /** A link in it was followed. */
    CLICKED(30),
    /** The recipient asked not to be written to. */
    UNSUBSCRIBED(40),
    /** Given up after temporary failures, or refused in a way that says nothing permanent of the address. */
    SOFT_BOUNCED(50),
    /** The ESP did not try, because of a list of its own. */
    SUPPRESSED(55),
    /** Refused because of us: reputation, authentication, policy, content. */
    BLOCKED(60),
    /** Refused for good, because of the address. */
    HARD_BOUNCED(70),
    /** The recipient said that it is spam. */
    COMPLAINED(80),
    /** Something that Sendwell has no word for. */
    OTHER(0);

    private final int rank;

    EventType(int rank) {
        this.rank = rank;
    }

    /**
     * What says more of a message than what. Events come late, twice and out of order; the one of the highest rank is where a
     * message stands, so that any order gives the same. A bounce wins over a delivery, since providers report late bounces.
     */
    public int rank() {
        return rank;
    }
}
