package io.sendwell;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.campaign.Audience;
import io.sendwell.campaign.Recipient;
import io.sendwell.event.EventType;
import io.sendwell.log.CampaignFigures;
import io.sendwell.log.CampaignQuery;
import io.sendwell.log.EventLog;
import io.sendwell.log.EventPage;
import io.sendwell.log.EventQuery;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.RecipientStatus;
import io.sendwell.log.Totals;
import io.sendwell.message.CampaignName;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What happened to the mail of one account: its event log, its figures, its campaigns. From {@link SendingAccount#events()};
 * threads may share it.
 *
 * <p>Every method throws {@link io.sendwell.log.EventLogException} when the store is out of reach.
 */
public final class EventReports {

    /** How many events are read at once where all of them are wanted. */
    private static final int PAGE = 1_000;

    private final AccountId account;
    private final EventLog eventLog;

    EventReports(AccountId account, EventLog eventLog) {
        this.account = account;
        this.eventLog = eventLog;
    }

    /** Events of the log, the latest first. */
    public EventPage find(EventQuery query) {
        return eventLog.find(account, query);
    }

    /** What a person clicked on, the latest first. */
    public EventPage clicksOf(EmailAddress person, int limit) {
        return find(EventQuery.latest(limit).type(EventType.CLICKED).to(person));
    }

    /** What was clicked on in messages about this, such as an organisation whose persons were written to, the latest first. */
    public EventPage clicksAbout(String reference, int limit) {
        return find(EventQuery.latest(limit).type(EventType.CLICKED).about(reference));
    }

    /** All events that a query asks for, the latest first, read page by page; whatever limit it has. */
    public Stream<LoggedEvent> stream(EventQuery query) {
        EventQuery first = new EventQuery(PAGE, query.conditions(), query.after());
        return Stream.iterate(
                        Optional.of(find(first)),
                        Optional::isPresent,
                        page -> page.orElseThrow().next().map(place -> find(first.after(place))))
                .flatMap(page -> page.orElseThrow().events().stream());
    }

    /**
     * The persons of the events that a query asks for, each once, as the audience of a broadcast: those who followed a link of one
     * campaign, say, and of whom no complaint came.
     *
     * <p>It asks the log each time that it is opened. A broadcast opens it once, when it is scheduled.
     *
     * @param recipient makes a recipient of a person's latest event
     */
    public Audience audience(EventQuery query, Function<LoggedEvent, Recipient> recipient) {
        return () -> {
            Set<String> written = new HashSet<>();
            return stream(query)
                    .filter(event -> written.add(event.recipient().normalForm()))
                    .map(recipient);
        };
    }

    /** Where a message stands for one recipient. */
    public RecipientStatus status(String messageId, EmailAddress recipient) {
        return eventLog.status(account, messageId, recipient);
    }

    /** The account's figures, over all that was ever sent. */
    public Totals totals() {
        return eventLog.totals(account);
    }

    /** The account's campaigns with their figures, the one that began last first. */
    public List<CampaignFigures> campaigns(CampaignQuery query) {
        return eventLog.campaigns(account, query);
    }

    /**
     * Puts a campaign aside: it is listed only when it is asked for.
     *
     * @return whether there is such a campaign
     */
    public boolean archive(CampaignName campaign) {
        return eventLog.archive(account, campaign, CampaignQuery.Archived.YES);
    }

    /**
     * Lists a campaign again that was put aside.
     *
     * @return whether there is such a campaign
     */
    public boolean restore(CampaignName campaign) {
        return eventLog.archive(account, campaign, CampaignQuery.Archived.NO);
    }
}
