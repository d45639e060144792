package io.sendwell.log;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.CampaignName;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What was reported of the messages of each account, and the figures that follow from it.
 *
 * <p>The application implements it on its own database ({@code EventLogContract} in the testkit proves that it did so) or takes
 * {@link InMemoryEventLog}. Implementations are shared by threads and by nodes.
 *
 * <p>An account has three things in it, which change together: the newest events; the {@link RecipientStatus} of each message
 * for each recipient; and the {@link Totals} of the account and of each campaign, which are always the sum of {@link
 * Totals#of} over the statuses that were ever recorded. Events beyond what is kept are forgotten, statuses and totals are
 * not, so that an event which comes again after it was forgotten counts nothing twice.
 *
 * <p>Texts are kept character by character, and times to the millisecond or finer. Recipients are compared by {@link
 * EmailAddress#normalForm()}, everything else exactly.
 */
public interface EventLog {

    /**
     * Those of these events that {@link #append} would take as new now, in their order: the ones that are not there and that it would
     * keep, or that change a status, or where a campaign begins. Of several with one key it is the first.
     *
     * @param events of any number of accounts
     * @throws EventLogException when the store is out of reach
     */
    List<LoggedEvent> unknown(List<LoggedEvent> events, EventRetention retention);

    /**
     * Records events: all of them or, when the store fails, none. An event that is there already, by its key, changes nothing,
     * also when many threads bring it at once, and whatever else it says this time.
     *
     * <p>A campaign is known from its first event on. Its first subject and time are those of the event that happened first, and of
     * one time the lesser subject, compared character by character; events without a subject count only while there are no others.
     *
     * <p>When this method returns, the events survive the end of this process.
     *
     * @param events of any number of accounts and messages; the same one may be among them twice
     * @param retention what to keep of each account; what is too much by it is forgotten when something new comes
     * @return the keys of those that were new, as {@link #unknown} says
     * @throws EventLogException when the store is out of reach, or many came at once for so long that it gave up; the reporter
     *     is told to come again
     */
    Set<EventKey> append(List<LoggedEvent> events, EventRetention retention);

    /**
     * Finds events of one account, by their {@link EventPlace}.
     *
     * @throws EventLogException when the store is out of reach
     */
    EventPage find(AccountId account, EventQuery query);

    /**
     * Where a message stands for one recipient.
     *
     * @return {@link RecipientStatus#nothing()} when nothing was reported
     * @throws EventLogException when the store is out of reach
     */
    RecipientStatus status(AccountId account, String messageId, EmailAddress recipient);

    /**
     * The account's figures.
     *
     * @throws EventLogException when the store is out of reach
     */
    Totals totals(AccountId account);

    /**
     * The figures of all accounts together; those of an account that was {@linkplain #forget forgotten} are not among them.
     *
     * @throws EventLogException when the store is out of reach
     */
    Totals totals();

    /**
     * One campaign of an account with its figures, whether it was put aside or not.
     *
     * @return empty when nothing was reported of a message in it
     * @throws EventLogException when the store is out of reach
     */
    Optional<CampaignFigures> campaign(AccountId account, CampaignName campaign);

    /**
     * Campaigns of one account with their figures, the one that began last first, and of those that began at one time the greater
     * name first, compared character by character.
     *
     * @throws EventLogException when the store is out of reach
     */
    List<CampaignFigures> campaigns(AccountId account, CampaignQuery query);

    /**
     * Puts a campaign aside, or back. One that comes to be later is not put aside.
     *
     * @param archived {@link CampaignQuery.Archived#YES} or {@link CampaignQuery.Archived#NO}
     * @return whether there is such a campaign
     * @throws IllegalArgumentException for {@link CampaignQuery.Archived#EITHER}
     * @throws EventLogException when the store is out of reach
     */
    boolean archive(AccountId account, CampaignName campaign, CampaignQuery.Archived archived);

    /**
     * Forgets the events about one person and the statuses of the messages to this person. Totals stay as they are: they name
     * nobody.
     *
     * @return how many events were forgotten
     * @throws EventLogException when the store is out of reach; call it again
     */
    long erase(AccountId account, EmailAddress recipient);

    /**
     * Forgets everything of an account that is removed, in steps of bounded size: events and statuses first, totals and campaigns
     * with the last step. What is appended meanwhile is counted as of a new account, or forgotten too.
     *
     * @param limit how many events and statuses at the most; 1 or more
     * @return how many rows were forgotten, whichever; 0 when the account has none left
     * @throws EventLogException when the store is out of reach; call it again
     */
    long forget(AccountId account, int limit);
}
