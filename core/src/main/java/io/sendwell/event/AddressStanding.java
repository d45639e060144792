package io.sendwell.event;

import java.time.Instant;

/** What the bounces of an address come to. */
public sealed interface AddressStanding {

    /** It may be written to. */
    record Open() implements AddressStanding {}

    /**
     * It is not written to for a while.
     *
     * @param until from then on it may be written to again
     * @param last the bounce that led here
     */
    record Suspended(Instant until, Strike last) implements AddressStanding {}

    /**
     * It is not written to any more.
     *
     * @param last the bounce that led here
     */
    record Closed(Strike last) implements AddressStanding {}
}
