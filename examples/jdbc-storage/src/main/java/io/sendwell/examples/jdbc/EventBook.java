package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.examples.jdbc.EventStatuses.Copy;
import io.sendwell.log.CampaignFigures;
import io.sendwell.log.EventPlace;
import io.sendwell.log.EventRetention;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.RecipientStatus;
import io.sendwell.log.Totals;
import io.sendwell.message.CampaignName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is known of one account as far as some events touch it: read with a handful of statements, decided on here, and written
 * back with as many, however many events there are.
 */
final class EventBook {

    private final AccountId account;
    private final EventAccount before;
    private final EventRetention retention;

    // Empty while there is room for anything.
    private final Optional<EventPlace> oldest;
    private final Set<EventPlace> there;
    private final Map<Copy, RecipientStatus> statuses;
    private final Map<CampaignName, CampaignFigures> campaigns;

    private final Map<EventPlace, LoggedEvent> fresh = new HashMap<>();
    private final Map<Copy, RecipientStatus> changedStatuses = new HashMap<>();
    private final Map<CampaignName, CampaignFigures> changedCampaigns = new HashMap<>();
    private Totals more = Totals.none();

    private EventBook(
            AccountId account,
            EventAccount before,
            EventRetention retention,
            Optional<EventPlace> oldest,
            Set<EventPlace> there,
            Map<Copy, RecipientStatus> statuses,
            Map<CampaignName, CampaignFigures> campaigns) {
        this.account = account;
        this.before = before;
        this.retention = retention;
        this.oldest = oldest;
        this.there = there;
        this.statuses = statuses;
        this.campaigns = campaigns;
    }

    /**
     * Reads what these events touch.
     *
     * @param before the account's row, which is held if something is to be written
     */
    static EventBook read(
            Sql sql, AccountId account, EventAccount before, List<LoggedEvent> events, EventRetention retention)
            throws SQLException {
        return new EventBook(
                account,
                before,
                retention,
                before.kept() < retention.newest() ? Optional.empty() : EventRows.oldest(sql, account),
                EventRows.there(sql, account, events),
                EventStatuses.read(
                        sql, account, events.stream().map(Copy::of).distinct().toList()),
                EventCampaigns.read(
                        sql,
                        account,
                        events.stream().map(LoggedEvent::campaign).distinct().toList()));
    }

    boolean isNew(LoggedEvent event) {
        return !there.contains(EventRows.place(event))
                && (isKept(event) || changesStatus(event) || changesBeginning(event));
    }

    private boolean isKept(LoggedEvent event) {
        EventPlace place = EventRows.place(event);
        return retention.types().contains(event.type())
                && oldest.map(last -> place.compareTo(last) < 0).orElse(true);
    }

    private boolean changesStatus(LoggedEvent event) {
        RecipientStatus known = status(Copy.of(event));
        return !known.equals(known.after(event.event()));
    }

    private boolean changesBeginning(LoggedEvent event) {
        CampaignFigures known = campaigns.get(event.campaign());
        return known == null || !known.plus(begun(event, Totals.none())).equals(known);
    }

    // As it will be read again, or it would seem to begin a little earlier each time.
    private static CampaignFigures begun(LoggedEvent event, Totals totals) {
        return new CampaignFigures(
                event.campaign(),
                Sql.storable(event.subject()),
                EventRows.place(event).at(),
                totals,
                false);
    }

    private RecipientStatus status(Copy copy) {
        return statuses.getOrDefault(copy, RecipientStatus.nothing());
    }

    /** Takes an event in, if it is new; says whether it was. */
    boolean take(LoggedEvent event) {
        if (!isNew(event)) {
            return false;
        }
        if (isKept(event)) {
            fresh.put(EventRows.place(event), event);
            there.add(EventRows.place(event));
        }
        Copy copy = Copy.of(event);
        RecipientStatus known = status(copy);
        RecipientStatus after = known.after(event.event());
        if (!after.equals(known)) {
            statuses.put(copy, after);
            changedStatuses.put(copy, after);
        }
        Totals counted = Totals.of(after).minus(Totals.of(known));
        more = more.plus(counted);
        CampaignFigures campaign = campaigns.merge(event.campaign(), begun(event, counted), CampaignFigures::plus);
        changedCampaigns.put(event.campaign(), campaign);
        return true;
    }

    /** Writes what {@link #take} changed, and forgets what is too much. */
    void write(Sql sql) throws SQLException {
        List<LoggedEvent> kept = fresh.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .limit(retention.newest())
                .map(Map.Entry::getValue)
                .toList();
        EventRows.insert(sql, account, kept);
        EventStatuses.save(sql, account, changedStatuses);
        EventCampaigns.save(sql, account, new ArrayList<>(changedCampaigns.values()));
        long now = before.kept() + kept.size();
        long tooMany = now - retention.newest();
        long forgotten = tooMany > 0 ? EventRows.removeOldest(sql, account, tooMany) : 0;
        new EventAccount(now - forgotten, before.totals().plus(more)).save(sql, account);
    }
}
