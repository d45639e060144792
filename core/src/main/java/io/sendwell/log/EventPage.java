package io.sendwell.log;

import java.util.List;
import java.util.Optional;

/**
 * Some of the events that a query asks for.
 *
 * @param events by their {@link EventPlace}
 * @param next where the next page begins; empty when this was the last
 */
public record EventPage(List<LoggedEvent> events, Optional<EventPlace> next) {

    public EventPage {
        events = List.copyOf(events);
    }
}
