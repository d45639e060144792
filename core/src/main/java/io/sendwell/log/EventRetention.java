package io.sendwell.log;

import io.sendwell.event.EventType;
import java.util.Set;

/**
 * What an account's event log keeps. What it does not keep counts all the same.
 *
 * @param types events of these kinds
 * @param newest how many of them, the latest; 1 or more
 */
public record EventRetention(Set<EventType> types, int newest) {

    /**
     * What a log keeps unless it is told otherwise: clicks, and whatever kept a mail from its reader. Acceptances, deliveries and
     * opens are many, and say little one by one.
     */
    public static final Set<EventType> USUAL = Set.of(
            EventType.CLICKED,
            EventType.SOFT_BOUNCED,
            EventType.HARD_BOUNCED,
            EventType.BLOCKED,
            EventType.SUPPRESSED,
            EventType.COMPLAINED,
            EventType.UNSUBSCRIBED);

    public EventRetention {
        types = Set.copyOf(types);
        if (newest < 1) {
            throw new IllegalArgumentException("An event log keeps 1 event or more; found " + newest + ".");
        }
    }
}
