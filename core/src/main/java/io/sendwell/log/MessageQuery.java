package io.sendwell.log;

import io.sendwell.address.EmailAddress;
import io.sendwell.message.CampaignName;
import io.sendwell.outbox.SendingId;
import java.util.Optional;

/**
 * Which messages to find. Start from {@link #latest(int)} and narrow it.
 *
 * @param limit how many at the most; 1 or more
 * @param id only the message of this id
 * @param recipient only messages to this address, by its normal form
 * @param about only messages about this
 * @param campaign only messages of this campaign
 * @param sending only messages of this sending
 */
public record MessageQuery(
        int limit,
        Optional<String> id,
        Optional<EmailAddress> recipient,
        Optional<String> about,
        Optional<CampaignName> campaign,
        Optional<SendingId> sending) {

    public MessageQuery {
        if (limit < 1) {
            throw new IllegalArgumentException("A query finds 1 message or more; found a limit of " + limit + ".");
        }
    }

    /** The latest messages. */
    public static MessageQuery latest(int limit) {
        return new MessageQuery(
                limit, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The one message of this id. */
    public static MessageQuery byId(String id) {
        return new MessageQuery(
                1, Optional.of(id), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same, narrowed to messages to this address. */
    public MessageQuery to(EmailAddress address) {
        return new MessageQuery(limit, id, Optional.of(address), about, campaign, sending);
    }

    /** The same, narrowed to messages about this. */
    public MessageQuery about(String reference) {
        return new MessageQuery(limit, id, recipient, Optional.of(reference), campaign, sending);
    }

    /** The same, narrowed to one campaign. */
    public MessageQuery campaign(CampaignName name) {
        return new MessageQuery(limit, id, recipient, about, Optional.of(name), sending);
    }

    /** The same, narrowed to one sending of the outbox. */
    public MessageQuery sending(SendingId value) {
        return new MessageQuery(limit, id, recipient, about, campaign, Optional.of(value));
    }

    /** Whether a message is among those that are asked for. */
    public boolean matches(LoggedMessage message) {
        return id.map(message.id()::equals).orElse(true)
                && about.map(reference -> message.about().equals(Optional.of(reference)))
                        .orElse(true)
                && campaign.map(message.campaign()::equals).orElse(true)
                && sending.map(wanted -> message.sending().equals(Optional.of(wanted)))
                        .orElse(true)
                && recipient.map(message::isTo).orElse(true);
    }
}
