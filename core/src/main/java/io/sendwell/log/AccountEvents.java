package io.sendwell.log;

import io.sendwell.address.EmailAddress;
import io.sendwell.message.CampaignName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What {@link InMemoryEventLog} has of one account. One thread at a time. */
final class AccountEvents {

    private static final Comparator<CampaignFigures> LAST_BEGUN_FIRST = Comparator.comparing(CampaignFigures::firstAt)
            .thenComparing(campaign -> campaign.name().value())
            .reversed();

    private record Copy(String messageId, String recipient) {

        static Copy of(LoggedEvent event) {
            return new Copy(event.messageId(), event.recipient().normalForm());
        }
    }

    private final TreeMap<EventPlace, LoggedEvent> events = new TreeMap<>();
    private final Map<Copy, RecipientStatus> statuses = new HashMap<>();
    private final Map<String, RecipientStatus> persons = new HashMap<>();
    private final Map<CampaignName, CampaignFigures> campaigns = new HashMap<>();
    private Totals totals = Totals.none();

    boolean isNew(LoggedEvent event, EventRetention retention) {
        return !events.containsKey(EventPlace.of(event))
                && (isKept(event, retention) || changesStatus(event) || changesBeginning(event));
    }

    private boolean isKept(LoggedEvent event, EventRetention retention) {
        boolean roomLeft =
                events.size() < retention.newest() || EventPlace.of(event).compareTo(events.lastKey()) < 0;
        return retention.types().contains(event.type()) && roomLeft;
    }

    private boolean changesStatus(LoggedEvent event) {
        RecipientStatus before = status(Copy.of(event));
        return !before.equals(before.after(event.event()));
    }

    private boolean changesBeginning(LoggedEvent event) {
        CampaignFigures known = campaigns.get(event.campaign());
        return known == null
                || !known.plus(CampaignFigures.begunBy(event, Totals.none())).equals(known);
    }

    boolean append(LoggedEvent event, EventRetention retention) {
        if (!isNew(event, retention)) {
            return false;
        }
        if (isKept(event, retention)) {
            events.put(EventPlace.of(event), event);
        }
        while (events.size() > retention.newest()) {
            events.pollLastEntry();
        }
        count(event);
        return true;
    }

    private void count(LoggedEvent event) {
        Copy copy = Copy.of(event);
        RecipientStatus before = status(copy);
        RecipientStatus after = before.after(event.event());
        statuses.put(copy, after);
        persons.merge(copy.recipient(), after, RecipientStatus::plus);
        Totals more = Totals.of(after).minus(Totals.of(before));
        totals = totals.plus(more);
        campaigns.merge(event.campaign(), CampaignFigures.begunBy(event, more), CampaignFigures::plus);
    }

    EventPage find(EventQuery query) {
        Stream<LoggedEvent> following =
                query.after().map(place -> events.tailMap(place, false)).orElse(events).values().stream();
        List<LoggedEvent> found = new ArrayList<>(following
                .filter(event -> query.matches(event, status(Copy.of(event)), person(Copy.of(event))))
                .limit(query.limit() + 1L)
                .toList());
        if (found.size() <= query.limit()) {
            return new EventPage(found, Optional.empty());
        }
        found.remove(found.size() - 1);
        return new EventPage(found, Optional.of(EventPlace.of(found.get(found.size() - 1))));
    }

    RecipientStatus status(String messageId, EmailAddress recipient) {
        return status(new Copy(messageId, recipient.normalForm()));
    }

    private RecipientStatus status(Copy copy) {
        return statuses.getOrDefault(copy, RecipientStatus.nothing());
    }

    private RecipientStatus person(Copy copy) {
        return persons.getOrDefault(copy.recipient(), RecipientStatus.nothing());
    }

    Totals totals() {
        return totals;
    }

    Optional<CampaignFigures> campaign(CampaignName name) {
        return Optional.ofNullable(campaigns.get(name));
    }

    List<CampaignFigures> campaigns(CampaignQuery query) {
        return campaigns.values().stream()
                .filter(query::matches)
                .sorted(LAST_BEGUN_FIRST)
                .skip(query.offset())
                .limit(query.limit())
                .toList();
    }

    boolean archive(CampaignName name, boolean archived) {
        return campaigns.computeIfPresent(
                        name,
                        (key, campaign) -> new CampaignFigures(
                                name, campaign.firstSubject(), campaign.firstAt(), campaign.totals(), archived))
                != null;
    }

    long erase(EmailAddress recipient) {
        String person = recipient.normalForm();
        persons.remove(person);
        statuses.keySet().removeIf(copy -> copy.recipient().equals(person));
        long before = events.size();
        events.values().removeIf(event -> event.recipient().normalForm().equals(person));
        return before - events.size();
    }

    /** Forgets so many events, statuses when there are none left. */
    long forget(int limit) {
        long forgotten = 0;
        while (forgotten < limit && events.pollFirstEntry() != null) {
            forgotten++;
        }
        Iterator<Copy> each = statuses.keySet().iterator();
        while (forgotten < limit && each.hasNext()) {
            persons.remove(each.next().recipient());
            each.remove();
            forgotten++;
        }
        return forgotten;
    }

    /** How many totals are left: those of the account, if anything was counted, and of each campaign. */
    long figures() {
        return campaigns.size() + (totals.equals(Totals.none()) ? 0L : 1L);
    }
}
