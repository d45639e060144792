package io.sendwell.log;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.message.CampaignName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The event log in this process's memory: for tests and for a first mail. It forgets everything when the process ends, and its
 * statuses are as many as messages were reported of.
 *
 * <p>It is the executable specification of {@link EventLog}. Threads may share it.
 */
public final class InMemoryEventLog implements EventLog {

    private record EventIdentity(AccountId account, EventKey key) {}

    private final Map<AccountId, AccountEvents> accounts = new HashMap<>();

    /** An empty log. */
    public InMemoryEventLog() {}

    @Override
    public synchronized List<LoggedEvent> unknown(List<LoggedEvent> events, EventRetention retention) {
        Map<EventIdentity, LoggedEvent> once = new LinkedHashMap<>();
        for (LoggedEvent event : events) {
            if (of(event.account()).isNew(event, retention)) {
                once.putIfAbsent(new EventIdentity(event.account(), event.key()), event);
            }
        }
        return List.copyOf(once.values());
    }

    @Override
    public synchronized Set<EventKey> append(List<LoggedEvent> events, EventRetention retention) {
        Set<EventKey> fresh = new LinkedHashSet<>();
        // Copied first: a null in the list must not leave half of it recorded.
        for (LoggedEvent event : List.copyOf(events)) {
            if (of(event.account()).append(event, retention)) {
                fresh.add(event.key());
            }
        }
        return fresh;
    }

    @Override
    public synchronized EventPage find(AccountId account, EventQuery query) {
        return of(account).find(query);
    }

    @Override
    public synchronized RecipientStatus status(AccountId account, String messageId, EmailAddress recipient) {
        return of(account).status(messageId, recipient);
    }

    @Override
    public synchronized Totals totals(AccountId account) {
        return of(account).totals();
    }

    @Override
    public synchronized Totals totals() {
        return accounts.values().stream().map(AccountEvents::totals).reduce(Totals.none(), Totals::plus);
    }

    @Override
    public synchronized Optional<CampaignFigures> campaign(AccountId account, CampaignName campaign) {
        return of(account).campaign(campaign);
    }

    @Override
    public synchronized List<CampaignFigures> campaigns(AccountId account, CampaignQuery query) {
        return of(account).campaigns(query);
    }

    @Override
    public synchronized boolean archive(AccountId account, CampaignName campaign, CampaignQuery.Archived archived) {
        if (archived == CampaignQuery.Archived.EITHER) {
            throw new IllegalArgumentException("A campaign is put aside or back: say YES or NO.");
        }
        return of(account).archive(campaign, archived == CampaignQuery.Archived.YES);
    }

    @Override
    public synchronized long erase(AccountId account, EmailAddress recipient) {
        return of(account).erase(recipient);
    }

    @Override
    public synchronized long forget(AccountId account, int limit) {
        long forgotten = of(account).forget(limit);
        if (forgotten > 0) {
            return forgotten;
        }
        AccountEvents last = accounts.remove(account);
        return last == null ? 0 : last.figures();
    }

    private AccountEvents of(AccountId account) {
        return accounts.computeIfAbsent(account, key -> new AccountEvents());
    }
}
