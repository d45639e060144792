package io.sendwell.log;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where an event stands in the log: the latest first, and of one time the greater key first. New events do not move the others,
 * so a page that begins after a place is the same before and after they came.
 *
 * @param at when it happened
 * @param key which it is
 */
public record EventPlace(Instant at, EventKey key) implements Comparable<EventPlace> {

    private static final Comparator<EventPlace> LATEST_FIRST =
            Comparator.comparing(EventPlace::at).thenComparing(EventPlace::key).reversed();

    /** The place of this event. */
    public static EventPlace of(LoggedEvent event) {
        return new EventPlace(event.at(), event.key());
    }

    @Override
    public int compareTo(EventPlace other) {
        return LATEST_FIRST.compare(this, other);
    }
}
