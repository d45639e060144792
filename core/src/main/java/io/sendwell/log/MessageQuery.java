package io.sendwell.log;

import io.sendwell.address.EmailAddress;
import io.sendwell.message.CampaignName;
import io.sendwell.outbox.SendingId;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * Which messages to find. Start from {@link #latest(int)} and narrow it.
 *
 * @param limit how many at the most; 1 or more
 * @param ids only the messages of these ids
 * @param recipient only messages to this address, by its normal form
 * @param about only messages about this
 * @param campaign only messages of this campaign
 * @param sending only messages of this sending
 * @param after only messages that stand after this place
 */
public record MessageQuery(
        int limit,
        Optional<Set<String>> ids,
        Optional<EmailAddress> recipient,
        Optional<String> about,
        Optional<CampaignName> campaign,
        Optional<SendingId> sending,
        Optional<MessagePlace> after) {

    public MessageQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("A query finds 1 message or more; found a limit of " + limit + ".");
        }
        ids = ids.map(Set::copyOf);
    }

    /** The latest messages. */
    public static MessageQuery latest(int limit) {
        return new MessageQuery(
                limit,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The one message of this id. */
    public static MessageQuery byId(String id) {
        return byIds(Set.of(id));
    }

    /** All messages of these ids. */
    public static MessageQuery byIds(Collection<String> ids) {
        return latest(Math.max(1, ids.size())).ids(ids);
    }

    /** The same, narrowed to messages of these ids. */
    public MessageQuery ids(Collection<String> wanted) {
        return new MessageQuery(limit, Optional.of(Set.copyOf(wanted)), recipient, about, campaign, sending, after);
    }

    /** The same, narrowed to messages to this address. */
    public MessageQuery to(EmailAddress address) {
        return new MessageQuery(limit, ids, Optional.of(address), about, campaign, sending, after);
    }

    /** The same, narrowed to messages about this. */
    public MessageQuery about(String reference) {
        return new MessageQuery(limit, ids, recipient, Optional.of(reference), campaign, sending, after);
    }

    /** The same, narrowed to one campaign. */
    public MessageQuery campaign(CampaignName name) {
        return new MessageQuery(limit, ids, recipient, about, Optional.of(name), sending, after);
    }

    /** The same, narrowed to one sending of the outbox. */
    public MessageQuery sending(SendingId value) {
        return new MessageQuery(limit, ids, recipient, about, campaign, Optional.of(value), after);
    }

    /** The same from behind this place on: the next page, after the last message of the one before. */
    public MessageQuery after(MessagePlace place) {
        return new MessageQuery(limit, ids, recipient, about, campaign, sending, Optional.of(place));
    }

    /** Whether a message is among those that are asked for. */
    public boolean matches(LoggedMessage message) {
        return ids.map(wanted -> wanted.contains(message.id())).orElse(true)
                && about.map(reference -> message.about().equals(Optional.of(reference)))
                        .orElse(true)
                && campaign.map(message.campaign()::equals).orElse(true)
                && sending.map(wanted -> message.sending().equals(Optional.of(wanted)))
                        .orElse(true)
                && recipient.map(message::isTo).orElse(true)
                && after.map(place -> place.compareTo(MessagePlace.of(message)) < 0)
                        .orElse(true);
    }
}
