package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.event.EventType;
import io.sendwell.log.EventCondition;
import io.sendwell.log.EventPlace;
import io.sendwell.log.EventQuery;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a query asks of the rows of {@code sendwell_event}, in SQL. One thread at a time.
 */
final class EventConditions {

    /** Columns that have an index of their own, the one that leaves the fewest rows first. */
    private static final List<String> INDEXED = List.of("message", "about", "person", "campaign");

    private final StringBuilder wanted = new StringBuilder("event.account = ?");
    private final List<Object> values = new ArrayList<>();
    private final Set<String> fixed = new HashSet<>();

    private EventConditions(AccountId account) {
        values.add(account);
    }

    static EventConditions of(AccountId account, EventQuery query) {
        EventConditions conditions = new EventConditions(account);
        query.conditions().forEach(conditions::add);
        query.after().ifPresent(conditions::addPlace);
        return conditions;
    }

    /** To stand after WHERE. */
    String wanted() {
        return wanted.toString();
    }

    /**
     * To stand after ORDER BY. A column that has one value changes nothing in the order, and names the index: without it H2 takes the
     * primary key, which is sorted too, and reads all events of the account.
     */
    String order() {
        String column = INDEXED.stream()
                .filter(fixed::contains)
                .findFirst()
                .map(name -> "event." + name + " DESC, ")
                .orElse("");
        return "event.account DESC, " + column + "event.happened_at DESC, event.event_key DESC";
    }

    /** What is bound to it, with something more after it. */
    Object[] valuesAnd(Object last) {
        List<Object> all = new ArrayList<>(values);
        all.add(last);
        return all.toArray();
    }

    private void add(EventCondition condition) {
        if (condition instanceof EventCondition.OfType type) {
            also("event.type = ANY (CAST(? AS varchar ARRAY))", Sql.texts(names(type.types())));
        } else if (condition instanceof EventCondition.To to) {
            fix("person", to.address().normalForm());
        } else if (condition instanceof EventCondition.About about) {
            fix("about", IndexedText.of(about.reference()));
        } else if (condition instanceof EventCondition.OfCampaign campaign) {
            fix("campaign", campaign.name().value());
        } else if (condition instanceof EventCondition.OfMessage message) {
            fix("message", IndexedText.of(message.id()));
        } else if (condition instanceof EventCondition.LinkContains link) {
            also(
                    "(event.link IS NOT NULL AND (position(? IN event.link) > 0 OR position(? IN event.related_to) > 0))",
                    link.part(),
                    link.part());
        } else if (condition instanceof EventCondition.From from) {
            also("event.happened_at >= ?", from.start());
        } else if (condition instanceof EventCondition.Before before) {
            also("event.happened_at < ?", before.end());
        } else if (condition instanceof EventCondition.OfPeople) {
            also("NOT event.automatic");
        } else if (condition instanceof EventCondition.Without without) {
            addWithout("status.person = event.person AND status.message = event.message", without.types());
        } else if (condition instanceof EventCondition.OfPersonWithout without) {
            addWithout("status.person = event.person", without.types());
        }
    }

    private void addWithout(String of, Collection<EventType> types) {
        for (String name : names(types)) {
            also("""
                    NOT EXISTS (SELECT 1 FROM sendwell_event_status AS status WHERE status.account = event.account
                        AND {of} AND position(? IN status.seen) > 0)
                    """.replace("{of}", of), SeenText.one(name));
        }
    }

    // The first half is for the index, which gives rows by their time.
    private void addPlace(EventPlace place) {
        also(
                "event.happened_at <= ? AND (event.happened_at < ? OR event.event_key < ?)",
                place.at(),
                place.at(),
                place.key().value());
    }

    private void fix(String column, String value) {
        also("event." + column + " = ?", value);
        fixed.add(column);
    }

    private void also(String condition, Object... bound) {
        wanted.append(" AND ").append(condition);
        values.addAll(List.of(bound));
    }

    private static List<String> names(Collection<EventType> types) {
        return types.stream().map(EventType::name).sorted().toList();
    }
}
