package io.sendwell.log;

import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.event.Visit;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Where a message stands for one recipient: the set of what was ever reported. It only grows, so late, repeated and shuffled
 * events lead to the same.
 *
 * <p>Some kinds tell of others: whoever follows a link has opened the message, what was opened was delivered, and whatever is
 * reported of a message says that the next hop had accepted it. So an acceptance whose answer was lost is counted all the same.
 *
 * @param seen the kinds, and those they tell of
 */
public record RecipientStatus(Set<EventType> seen) {

    private static final RecipientStatus NOTHING = new RecipientStatus(Set.of());

    public RecipientStatus {
        seen = seen.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(seen));
    }

    /** Nothing was reported yet. */
    public static RecipientStatus nothing() {
        return NOTHING;
    }

    /** The kind of the highest {@link EventType#rank()}; empty when nothing was reported. */
    public Optional<EventType> standing() {
        return seen.stream().max(Comparator.comparingInt(EventType::rank));
    }

    /** Where it stands after one more event, in whichever order they come. */
    public RecipientStatus after(DeliveryEvent event) {
        Set<EventType> told = told(event);
        if (seen.containsAll(told)) {
            return this;
        }
        told.addAll(seen);
        return new RecipientStatus(told);
    }

    /** What was reported of either. */
    public RecipientStatus plus(RecipientStatus other) {
        if (seen.containsAll(other.seen)) {
            return this;
        }
        Set<EventType> both = EnumSet.copyOf(other.seen);
        both.addAll(seen);
        return new RecipientStatus(both);
    }

    // What a program loaded or followed says that the message was delivered, and nothing of a person.
    private static Set<EventType> told(DeliveryEvent event) {
        boolean automatic = event.visitor().flatMap(Visit::likelyAutomatic).isPresent();
        EventType type = automatic && event.type() != EventType.UNSUBSCRIBED ? EventType.DELIVERED : event.type();
        return switch (type) {
            case OTHER -> EnumSet.noneOf(EventType.class);
            case CLICKED -> EnumSet.of(EventType.CLICKED, EventType.OPENED, EventType.DELIVERED, EventType.ACCEPTED);
            case OPENED, UNSUBSCRIBED, COMPLAINED -> EnumSet.of(type, EventType.DELIVERED, EventType.ACCEPTED);
            case ACCEPTED, DEFERRED, DELIVERED, SOFT_BOUNCED, SUPPRESSED, BLOCKED, HARD_BOUNCED ->
                EnumSet.of(type, EventType.ACCEPTED);
        };
    }
}
