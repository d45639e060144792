package io.sendwell.log;

import io.sendwell.address.EmailAddress;
import io.sendwell.event.EventType;
import io.sendwell.message.CampaignName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * Which events to find, the latest first. Start from {@link #latest(int)} and narrow it.
 *
 * @param limit how many at the most; 1 or more
 * @param conditions what is asked of each, all of them together
 * @param after only those that follow this place; see {@link EventPage#next()}
 */
public record EventQuery(int limit, List<EventCondition> conditions, Optional<EventPlace> after) {

    public EventQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("A query finds 1 event or more; found a limit of " + limit + ".");
        }
        conditions = List.copyOf(conditions);
    }

    /** The latest events. */
    public static EventQuery latest(int limit) {
        return new EventQuery(limit, List.of(), Optional.empty());
    }

    /** The same, narrowed by one more condition. */
    public EventQuery and(EventCondition condition) {
        List<EventCondition> all = new ArrayList<>(conditions);
        all.add(condition);
        return new EventQuery(limit, all, after);
    }

    /** The same, narrowed to these kinds. */
    public EventQuery type(EventType first, EventType... more) {
        return and(new EventCondition.OfType(EnumSet.of(first, more)));
    }

    /** The same, narrowed to one recipient. */
    public EventQuery to(EmailAddress address) {
        return and(new EventCondition.To(address));
    }

    /** The same, narrowed to messages about this. */
    public EventQuery about(String reference) {
        return and(new EventCondition.About(reference));
    }

    /** The same, narrowed to one campaign. */
    public EventQuery campaign(CampaignName name) {
        return and(new EventCondition.OfCampaign(name));
    }

    /** The same, narrowed to one message. */
    public EventQuery message(String id) {
        return and(new EventCondition.OfMessage(id));
    }

    /** The same, narrowed to clicks on links that contain this, or whose landing page's name does. */
    public EventQuery link(String part) {
        return and(new EventCondition.LinkContains(part));
    }

    /** The same, narrowed to what happened at this time or later. */
    public EventQuery from(Instant start) {
        return and(new EventCondition.From(start));
    }

    /** The same, narrowed to what happened before this time. */
    public EventQuery before(Instant end) {
        return and(new EventCondition.Before(end));
    }

    /** The same, without what is likely automatic. */
    public EventQuery ofPeople() {
        return and(new EventCondition.OfPeople());
    }

    /** The same, without messages of which one of these kinds was reported too. */
    public EventQuery without(EventType first, EventType... more) {
        return and(new EventCondition.Without(EnumSet.of(first, more)));
    }

    /**
     * The same, without persons of whom one of these kinds was ever reported, of whichever message: who bounced or complained, say.
     * Also what the log has forgotten since counts.
     */
    public EventQuery neverWith(EventType first, EventType... more) {
        return and(new EventCondition.OfPersonWithout(EnumSet.of(first, more)));
    }

    /** The same, from where a page ended. */
    public EventQuery after(EventPlace place) {
        return new EventQuery(limit, conditions, Optional.of(place));
    }

    /**
     * Whether an event is among those that are asked for, wherever the page begins.
     *
     * @param status where its message stands for its recipient
     * @param person what was ever reported of all messages of the account to this recipient, together
     */
    public boolean matches(LoggedEvent event, RecipientStatus status, RecipientStatus person) {
        return conditions.stream().allMatch(condition -> condition.matches(event, status, person));
    }
}
