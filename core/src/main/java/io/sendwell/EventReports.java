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
import io.sendwell.log.EventPlace;
import io.sendwell.log.EventQuery;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.RecipientStatus;
import io.sendwell.log.Totals;
import io.sendwell.message.CampaignName;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
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
    private final Reception reception;
    private final Duration lag;

    EventReports(AccountId account, EventLog eventLog, Reception reception, Duration lag) {
        this.account = account;
        this.eventLog = eventLog;
        this.reception = reception;
        this.lag = lag;
    }

    /**
     * Counts what next hops answered to this account's mail and the log does not have: it was out of reach just then, or the process
     * died right after the answer was recorded with the message. For mail that is sent at once: a worker sees to scheduled mail by
     * itself. Call it after a crash, from some minutes before it on. Doing it again changes nothing.
     *
     * @param since when the oldest message left that is looked at; each recipient since then costs a question to the log
     * @return how many answers were missing
     */
    public long catchUp(Instant since) {
        return reception.catchUp(account, since);
    }

    /** The account's figures, and how late they may be. */
    public AccountOverview overview() {
        return new AccountOverview(totals(), lag);
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
     * <p>It asks the log each time that it is opened. A broadcast opens it once, when it is scheduled. In memory are the addresses
     * of those whom it named already, which are fewer than the events that the log keeps.
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

    /**
     * Hands out the persons of the events that a query asks for, each once: to update them all, or to plan a call with each. The
     * log is read page by page, and no transaction is open while the application works.
     *
     * <p>It can be gone on with after a crash: note {@link PersonBatch#last()} when a batch is done, and ask for what is {@linkplain
     * EventQuery#after behind} it. Persons with events on both sides of that place come again then, as does a batch that was not
     * noted, so what is done to a person had better be harmless the second time.
     *
     * @param batchSize how many persons at once at the most; 1 or more
     * @param action what to do with them; when it throws, nothing more is handed out
     */
    public void forEachPerson(EventQuery query, int batchSize, Consumer<PersonBatch> action) {
        if (batchSize < 1) {
            throw new IllegalArgumentException("A batch has 1 person or more; found " + batchSize + ".");
        }
        List<LoggedEvent> batch = new ArrayList<>();
        Set<String> handedOut = new HashSet<>();
        try (Stream<LoggedEvent> events = stream(query)) {
            for (Iterator<LoggedEvent> each = events.iterator(); each.hasNext(); ) {
                LoggedEvent event = each.next();
                if (handedOut.add(event.recipient().normalForm())) {
                    batch.add(event);
                }
                if (batch.size() == batchSize || (!each.hasNext() && !batch.isEmpty())) {
                    action.accept(new PersonBatch(batch, EventPlace.of(event)));
                    batch.clear();
                }
            }
        }
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
