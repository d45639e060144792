package io.sendwell;

import io.sendwell.address.EmailAddress;
import io.sendwell.blocklist.BlocklistEntry;
import io.sendwell.blocklist.LiftedEntry;
import io.sendwell.consent.ConsentEvidence;
import io.sendwell.event.Strike;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.RecipientStatus;
import io.sendwell.outbox.EntryState;
import io.sendwell.unsubscribe.EndedOptOut;
import io.sendwell.unsubscribe.OptOut;
import java.util.List;
import java.util.Optional;

/**
 * Everything that an account holds about one address, to be handed to the person who asks for it. Other recipients of a
 * message are not in it.
 *
 * @param person whose data it is
 * @param messages the messages to this address, the latest first
 * @param events what was reported of them and is still kept, the latest first
 * @param blocked why the address is not written to; empty when it is not blocked
 * @param lifted entries of the blocklist that were lifted, oldest first
 * @param bounces mails that came back and count against the address, oldest first
 * @param consent what was agreed to and what was withdrawn
 * @param optOuts which broadcasts the person wants no more, that of all lists first
 * @param endedOptOuts which broadcasts the person came back to, in the order in which it did
 */
public record PersonalDataExport(
        EmailAddress person,
        List<Message> messages,
        List<LoggedEvent> events,
        Optional<BlocklistEntry> blocked,
        List<LiftedEntry> lifted,
        List<Strike> bounces,
        ConsentEvidence consent,
        List<OptOut> optOuts,
        List<EndedOptOut> endedOptOuts) {

    /**
     * One message to the person.
     *
     * @param logged as the message log has it, with this recipient alone
     * @param status what was ever reported of it
     * @param copy the mail itself, while the outbox has it
     */
    public record Message(LoggedMessage logged, RecipientStatus status, Optional<Copy> copy) {}

    /**
     * A mail that the outbox has.
     *
     * @param state whether it waits, or what became of it
     * @param subject its subject; empty when the outbox does not give back what was stored
     * @param text its text part; empty when it has none
     * @param html its HTML part; empty when it has none
     */
    public record Copy(EntryState state, String subject, Optional<String> text, Optional<String> html) {}

    public PersonalDataExport {
        messages = List.copyOf(messages);
        events = List.copyOf(events);
        lifted = List.copyOf(lifted);
        bounces = List.copyOf(bounces);
        optOuts = List.copyOf(optOuts);
        endedOptOuts = List.copyOf(endedOptOuts);
    }

    /** All of it in lines of text, for people. The application knows better how to lay it out. */
    public String explain() {
        StringBuilder text = new StringBuilder("What is kept of " + person + ":\n");
        for (Message message : messages) {
            LoggedMessage logged = message.logged();
            text.append("Message of %s from %s: \"%s\", campaign %s%s. %s%n"
                    .formatted(
                            logged.sentAt(),
                            logged.author(),
                            logged.subject(),
                            logged.campaign(),
                            logged.about().map(about -> ", about " + about).orElse(""),
                            message.status()
                                    .standing()
                                    .map(standing -> "Reported: " + standing + ".")
                                    .orElse("Nothing was reported.")));
            message.copy()
                    .ifPresent(copy -> text.append("  Kept in the outbox (" + copy.state() + "): ")
                            .append(copy.text().or(copy::html).orElse(""))
                            .append('\n'));
        }
        for (LoggedEvent event : events) {
            text.append("Event of " + event.at() + ": " + event.type());
            if (!event.relatedTo().isEmpty()) {
                text.append(", " + event.relatedTo());
            }
            event.event()
                    .visitor()
                    .ifPresent(visit ->
                            text.append(", from " + visit.ipAddress() + " " + visit.country() + " " + visit.agent()));
            text.append(". As reported: ").append(event.event().report().raw()).append('\n');
        }
        blocked.ifPresent(entry -> text.append("Not written to since " + entry.since() + ": " + entry.reason() + ", "
                + entry.source() + " " + entry.code() + " " + entry.text() + "\n"));
        lifted.forEach(
                entry -> text.append("Not written to from " + entry.entry().since() + " to " + entry.at() + ": "
                        + entry.entry().reason() + "; lifted by " + entry.liftedBy() + ": " + entry.reason() + "\n"));
        bounces.forEach(strike -> text.append("Came back at " + strike.at() + ": "
                + strike.bounce().code() + " " + strike.bounce().text() + "\n"));
        if (!consent.isEmpty()) {
            text.append(consent.explain());
        }
        optOuts.forEach(optOut -> text.append(optOut.explain()).append('\n'));
        endedOptOuts.forEach(ended -> text.append(ended.optOut().explain()
                + " Ended at " + ended.by().at() + " by " + ended.by().by() + ": "
                + ended.by().reason() + "\n"));
        return text.toString();
    }
}
