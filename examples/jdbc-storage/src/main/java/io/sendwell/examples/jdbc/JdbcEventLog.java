package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.examples.jdbc.EventStatuses.Copy;
import io.sendwell.log.CampaignFigures;
import io.sendwell.log.CampaignQuery;
import io.sendwell.log.EventKey;
import io.sendwell.log.EventLog;
import io.sendwell.log.EventLogException;
import io.sendwell.log.EventPage;
import io.sendwell.log.EventPlace;
import io.sendwell.log.EventQuery;
import io.sendwell.log.EventRetention;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.RecipientStatus;
import io.sendwell.log.Totals;
import io.sendwell.message.CampaignName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.sql.DataSource;

/**
 * What was reported of messages. Nodes and threads share it.
 *
 * <p>A list of events takes some fifteen statements, however long it is, and five when everything in it is known. Writers of one account take turns at the
 * account's row, which they lock before they look, and several accounts in the order of their names: so nothing is counted twice,
 * none waits in a circle, and only the first event of an account can meet another one.
 */
public final class JdbcEventLog implements EventLog {

    private final Transactions transactions;

    /** The log in the tables of this database; {@link JdbcStorage} makes them. */
    public JdbcEventLog(DataSource dataSource, Dialect dialect) {
        transactions = new Transactions(dataSource, dialect, EventLogException::new);
    }

    @Override
    public List<LoggedEvent> unknown(List<LoggedEvent> events, EventRetention retention) {
        Map<AccountId, List<LoggedEvent>> byAccount = byAccount(events);
        if (byAccount.isEmpty()) {
            return List.of();
        }
        Set<LoggedEvent> unknown = transactions.run("look for events", sql -> {
            Set<LoggedEvent> found = new HashSet<>();
            for (Map.Entry<AccountId, List<LoggedEvent>> one : byAccount.entrySet()) {
                EventAccount account = EventAccount.read(sql, one.getKey());
                EventBook book = EventBook.read(sql, one.getKey(), account, one.getValue(), retention);
                one.getValue().stream().filter(book::isNew).forEach(found::add);
            }
            return found;
        });
        return events.stream().filter(unknown::contains).distinct().toList();
    }

    @Override
    public Set<EventKey> append(List<LoggedEvent> events, EventRetention retention) {
        // Most of what a reporter in trouble brings is known, and not worth a lock.
        Map<AccountId, List<LoggedEvent>> byAccount = byAccount(unknown(List.copyOf(events), retention));
        if (byAccount.isEmpty()) {
            return Set.of();
        }
        return transactions.run("record events", sql -> {
            Set<EventKey> fresh = new LinkedHashSet<>();
            for (Map.Entry<AccountId, List<LoggedEvent>> one : byAccount.entrySet()) {
                EventAccount account = EventAccount.lockOrMake(sql, one.getKey());
                EventBook book = EventBook.read(sql, one.getKey(), account, one.getValue(), retention);
                one.getValue().stream().filter(book::take).map(LoggedEvent::key).forEach(fresh::add);
                book.write(sql);
            }
            return fresh;
        });
    }

    /** Each event once, by its key, as it comes first. */
    private static Map<AccountId, List<LoggedEvent>> byAccount(List<LoggedEvent> events) {
        Map<AccountId, Map<EventKey, LoggedEvent>> once = new TreeMap<>();
        for (LoggedEvent event : events) {
            once.computeIfAbsent(event.account(), account -> new LinkedHashMap<>())
                    .putIfAbsent(event.key(), event);
        }
        Map<AccountId, List<LoggedEvent>> byAccount = new TreeMap<>();
        once.forEach((account, its) -> byAccount.put(account, List.copyOf(its.values())));
        return byAccount;
    }

    @Override
    public EventPage find(AccountId account, EventQuery query) {
        EventConditions conditions = EventConditions.of(account, query);
        // One more than asked for shows whether there is another page.
        Object[] values = conditions.valuesAnd(query.limit() + 1L);
        List<LoggedEvent> found = new ArrayList<>(transactions.run(
                "find events",
                sql -> sql.query(
                        "SELECT event.* FROM sendwell_event AS event WHERE " + conditions.wanted() + " ORDER BY "
                                + conditions.order() + " LIMIT ?",
                        EventRows::read,
                        values)));
        if (found.size() <= query.limit()) {
            return new EventPage(found, Optional.empty());
        }
        found.remove(found.size() - 1);
        return new EventPage(found, Optional.of(EventPlace.of(found.get(found.size() - 1))));
    }

    @Override
    public RecipientStatus status(AccountId account, String messageId, EmailAddress recipient) {
        Copy copy = Copy.of(messageId, recipient);
        return transactions
                .run("read a status", sql -> EventStatuses.read(sql, account, List.of(copy)))
                .getOrDefault(copy, RecipientStatus.nothing());
    }

    @Override
    public Totals totals(AccountId account) {
        return transactions
                .run("read totals", sql -> EventAccount.read(sql, account))
                .totals();
    }

    @Override
    public Totals totals() {
        return transactions.run("add up totals", EventAccount::sum);
    }

    @Override
    public Optional<CampaignFigures> campaign(AccountId account, CampaignName campaign) {
        return transactions.run(
                "read a campaign",
                sql -> Optional.ofNullable(
                        EventCampaigns.read(sql, account, List.of(campaign)).get(campaign)));
    }

    @Override
    public List<CampaignFigures> campaigns(AccountId account, CampaignQuery query) {
        return transactions.run("list campaigns", sql -> EventCampaigns.list(sql, account, query));
    }

    @Override
    public boolean archive(AccountId account, CampaignName campaign, CampaignQuery.Archived archived) {
        if (archived == CampaignQuery.Archived.EITHER) {
            throw new IllegalArgumentException("A campaign is put aside or back: say YES or NO.");
        }
        int changed = transactions.run("put a campaign aside", sql -> {
            EventAccount.lock(sql, account);
            return sql.update(
                    "UPDATE sendwell_event_campaign SET archived = ? WHERE account = ? AND campaign = ?",
                    archived == CampaignQuery.Archived.YES,
                    account,
                    campaign.value());
        });
        return changed > 0;
    }

    @Override
    public long erase(AccountId account, EmailAddress recipient) {
        String person = recipient.normalForm();
        return transactions.run("erase a person's events", sql -> {
            Optional<EventAccount> held = EventAccount.lock(sql, account);
            if (held.isEmpty()) {
                return 0L;
            }
            int forgotten = sql.update("DELETE FROM sendwell_event WHERE account = ? AND person = ?", account, person);
            sql.update("DELETE FROM sendwell_event_status WHERE account = ? AND person = ?", account, person);
            new EventAccount(held.get().kept() - forgotten, held.get().totals()).save(sql, account);
            return (long) forgotten;
        });
    }

    @Override
    public long forget(AccountId account, int limit) {
        return transactions.run("forget events of an account", sql -> {
            Optional<EventAccount> held = EventAccount.lock(sql, account);
            if (held.isEmpty()) {
                return 0L;
            }
            int events = sql.update("""
                    DELETE FROM sendwell_event WHERE account = ? AND (happened_at, event_key) IN
                      (SELECT happened_at, event_key FROM sendwell_event WHERE account = ?
                       ORDER BY happened_at, event_key LIMIT ?)
                    """, account, account, limit);
            new EventAccount(held.get().kept() - events, held.get().totals()).save(sql, account);
            int statuses = sql.update("""
                    DELETE FROM sendwell_event_status WHERE account = ? AND (person, message) IN
                      (SELECT person, message FROM sendwell_event_status WHERE account = ? ORDER BY person, message LIMIT ?)
                    """, account, account, limit - events);
            if (events + statuses > 0) {
                return (long) events + statuses;
            }
            int campaigns = sql.update("DELETE FROM sendwell_event_campaign WHERE account = ?", account);
            return campaigns + (long) sql.update("DELETE FROM sendwell_event_account WHERE account = ?", account);
        });
    }
}
