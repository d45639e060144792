package io.sendwell.log;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.identity.IdentityOutcome;
import io.sendwell.message.CampaignName;
import io.sendwell.message.MessageClass;
import io.sendwell.message.Purpose;
import io.sendwell.outbox.SendingId;
import io.sendwell.route.Route;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One message of the log.
 *
 * @param id our own id of it, the left part of its Message-ID
 * @param account whose it is
 * @param createdAt when it was made
 * @param sentAt when it leaves, which lies ahead for a scheduled one
 * @param author who wrote it
 * @param subject its subject, merged
 * @param campaign under which name it is grouped
 * @param messageClass how it came to be
 * @param purpose what it is for
 * @param about the application's reference of whom or what it concerns
 * @param sending the sending of the outbox that it belongs to; empty when it was sent at once
 * @param route the way out; empty when it did not leave
 * @param identity under whose name it left
 * @param explanation why it left in this way, or why it did not
 * @param outcomes what became of it, recipient by recipient
 */
public record LoggedMessage(
        String id,
        AccountId account,
        Instant createdAt,
        Instant sentAt,
        Mailbox author,
        String subject,
        CampaignName campaign,
        MessageClass messageClass,
        Optional<Purpose> purpose,
        Optional<String> about,
        Optional<SendingId> sending,
        Optional<Route> route,
        Optional<IdentityOutcome> identity,
        String explanation,
        Map<EmailAddress, RecipientOutcome> outcomes) {

    public LoggedMessage {
        outcomes = Collections.unmodifiableMap(new LinkedHashMap<>(outcomes));
    }

    /** Whether this address is among its recipients, by its normal form. */
    public boolean isTo(EmailAddress address) {
        return outcomes.keySet().stream().anyMatch(recipient -> isSame(recipient, address));
    }

    /** The same message with some outcomes replaced. */
    public LoggedMessage withOutcomes(Map<EmailAddress, RecipientOutcome> changed) {
        Map<EmailAddress, RecipientOutcome> all = new LinkedHashMap<>(outcomes);
        all.putAll(changed);
        return with(all);
    }

    /** The same message as though it had gone to the others alone. */
    public LoggedMessage without(EmailAddress address) {
        Map<EmailAddress, RecipientOutcome> others = new LinkedHashMap<>(outcomes);
        others.keySet().removeIf(recipient -> isSame(recipient, address));
        return with(others);
    }

    /** The same message as though it had gone to this address alone: what its owner may see of it. */
    public LoggedMessage onlyTo(EmailAddress address) {
        Map<EmailAddress, RecipientOutcome> own = new LinkedHashMap<>(outcomes);
        own.keySet().removeIf(recipient -> !isSame(recipient, address));
        return with(own);
    }

    private static boolean isSame(EmailAddress one, EmailAddress other) {
        return one.normalForm().equals(other.normalForm());
    }

    private LoggedMessage with(Map<EmailAddress, RecipientOutcome> all) {
        return new LoggedMessage(
                id,
                account,
                createdAt,
                sentAt,
                author,
                subject,
                campaign,
                messageClass,
                purpose,
                about,
                sending,
                route,
                identity,
                explanation,
                all);
    }
}
