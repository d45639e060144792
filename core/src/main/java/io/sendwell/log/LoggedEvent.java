package io.sendwell.log;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.event.AutomationRule;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.event.Visit;
import io.sendwell.message.CampaignName;
import java.time.Instant;
import java.util.Optional;

/**
 * One event of the log, with the message that it is about.
 *
 * @param key names it
 * @param account whose message it is
 * @param messageId our id of the message; the reporter's where the message is none of ours
 * @param recipient whom it is about
 * @param campaign under which name the message is grouped
 * @param subject the message's subject; empty when the message is not known any more
 * @param about the application's reference of whom or what the message concerns
 * @param relatedTo what a person sees of {@link DeliveryEvent.Clicked#link()}: the name of the landing page, or the link itself;
 *     empty for other kinds
 * @param event what was reported
 */
public record LoggedEvent(
        EventKey key,
        AccountId account,
        String messageId,
        EmailAddress recipient,
        CampaignName campaign,
        String subject,
        Optional<String> about,
        String relatedTo,
        DeliveryEvent event) {

    /** When it happened, by the reporter's clock. */
    public Instant at() {
        return event.report().at();
    }

    /** Which kind it is. */
    public EventType type() {
        return event.type();
    }

    /** Whether it says that the address is none: the application marks the person by it. */
    public boolean isHardBounce() {
        return type() == EventType.HARD_BOUNCED;
    }

    /** Why it did not arrive, or not yet: code and words of the other side; empty for kinds that tell no such thing. */
    public String error() {
        return event.reason()
                .map(bounce -> bounce.text().startsWith(bounce.code())
                        ? bounce.text()
                        : (bounce.code() + " " + bounce.text()).strip())
                .orElse("");
    }

    /** The rule by which it was probably a program that loaded or followed, and no person; empty otherwise. */
    public Optional<AutomationRule> likelyAutomatic() {
        return event.visitor().flatMap(Visit::likelyAutomatic);
    }
}
