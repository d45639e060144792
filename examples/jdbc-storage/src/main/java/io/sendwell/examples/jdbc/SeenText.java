package io.sendwell.examples.jdbc;

import io.sendwell.event.EventType;
import io.sendwell.log.RecipientStatus;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The kinds of a status in one column, each between commas, so that a statement can ask for one of them. */
final class SeenText {

    private SeenText() {}

    static String of(RecipientStatus status) {
        return status.seen().stream().sorted().map(type -> type.name() + ",").collect(Collectors.joining("", ",", ""));
    }

    /** What the text of every status contains that has this kind. */
    static String one(String type) {
        return "," + type + ",";
    }

    static RecipientStatus status(String text) {
        Set<EventType> seen = EnumSet.noneOf(EventType.class);
        for (String name : text.split(",", -1)) {
            if (!name.isEmpty()) {
                seen.add(EventType.valueOf(name));
            }
        }
        return new RecipientStatus(seen);
    }
}
