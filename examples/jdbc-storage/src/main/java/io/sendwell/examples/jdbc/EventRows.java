package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.event.DeliveryEvent;
import io.sendwell.event.EventType;
import io.sendwell.event.Visit;
import io.sendwell.log.EventKey;
import io.sendwell.log.EventPlace;
import io.sendwell.log.LoggedEvent;
import io.sendwell.message.CampaignName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of {@code sendwell_event}. */
final class EventRows {

    private EventRows() {}

    /** The place of this event among the rows, which have microseconds. */
    static EventPlace place(LoggedEvent event) {
        return new EventPlace(Micros.toInstant(Micros.of(event.at())), event.key());
    }

    /** Which of these are there. */
    static Set<EventPlace> there(Sql sql, AccountId account, List<LoggedEvent> events) throws SQLException {
        return new HashSet<>(sql.query(
                """
                SELECT event.happened_at, event.event_key
                FROM unnest(CAST(? AS bigint ARRAY), CAST(? AS varchar ARRAY)) AS wanted (happened_at, event_key)
                JOIN sendwell_event AS event ON event.account = ? AND event.happened_at = wanted.happened_at
                    AND event.event_key = wanted.event_key
                """,
                EventRows::readPlace,
                Sql.bigints(events.stream().map(event -> Micros.of(event.at())).toList()),
                texts(events, event -> event.key().value()),
                account));
    }

    static Optional<EventPlace> oldest(Sql sql, AccountId account) throws SQLException {
        return older(sql, account, 0);
    }

    private static Optional<EventPlace> older(Sql sql, AccountId account, long passedOver) throws SQLException {
        return sql.first("""
                SELECT happened_at, event_key FROM sendwell_event WHERE account = ?
                ORDER BY account, happened_at, event_key LIMIT 1 OFFSET ?
                """, EventRows::readPlace, account, passedOver);
    }

    static void insert(Sql sql, AccountId account, List<LoggedEvent> events) throws SQLException {
        if (events.isEmpty()) {
            return;
        }
        sql.update(
                """
                INSERT INTO sendwell_event (account, happened_at, event_key, type, address, person, campaign, message, about,
                    subject, related_to, link, automatic, detail)
                SELECT CAST(? AS varchar), fresh.* FROM unnest(CAST(? AS bigint ARRAY), CAST(? AS varchar ARRAY),
                    CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY),
                    CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY),
                    CAST(? AS varchar ARRAY), CAST(? AS boolean ARRAY), CAST(? AS varchar ARRAY))
                    AS fresh (happened_at, event_key, type, address, person, campaign, message, about, subject, related_to,
                        link, automatic, detail)
                """,
                account,
                Sql.bigints(events.stream().map(event -> Micros.of(event.at())).toList()),
                texts(events, event -> event.key().value()),
                texts(events, event -> event.type().name()),
                texts(events, event -> event.recipient().toString()),
                texts(events, event -> event.recipient().normalForm()),
                texts(events, event -> event.campaign().value()),
                texts(events, event -> IndexedText.of(event.messageId())),
                texts(events, event -> event.about().map(IndexedText::of).orElse(null)),
                texts(events, LoggedEvent::subject),
                texts(events, LoggedEvent::relatedTo),
                texts(events, event -> event.event() instanceof DeliveryEvent.Clicked clicked ? clicked.link() : null),
                Sql.booleans(events.stream().map(EventRows::isAutomatic).toList()),
                texts(events, EventText::of));
    }

    private static boolean isAutomatic(LoggedEvent event) {
        return event.event().visitor().flatMap(Visit::likelyAutomatic).isPresent();
    }

    private static Sql.Column texts(List<LoggedEvent> events, Function<LoggedEvent, @Nullable String> column) {
        List<@Nullable String> values = new ArrayList<>();
        for (LoggedEvent event : events) {
            values.add(column.apply(event));
        }
        return Sql.texts(values);
    }

    /** Removes the oldest; says how many there were. */
    static int removeOldest(Sql sql, AccountId account, long count) throws SQLException {
        Optional<EventPlace> last = older(sql, account, count - 1);
        return last.isEmpty()
                ? 0
                : sql.update(
                        """
                        DELETE FROM sendwell_event
                        WHERE account = ? AND happened_at <= ? AND (happened_at < ? OR event_key <= ?)
                        """,
                        account,
                        last.get().at(),
                        last.get().at(),
                        last.get().key().value());
    }

    private static EventPlace readPlace(ResultSet row) throws SQLException {
        return new EventPlace(Rows.instant(row, "happened_at"), new EventKey(row.getString("event_key")));
    }

    static LoggedEvent read(ResultSet row) throws SQLException {
        EventPlace place = readPlace(row);
        EventText.Parts parts = EventText.parts(
                row.getString("detail"), EventType.valueOf(row.getString("type")), place.at(), Rows.text(row, "link"));
        return new LoggedEvent(
                place.key(),
                Rows.account(row, "account"),
                parts.messageId(),
                Rows.address(row, "address"),
                CampaignName.of(row.getString("campaign")),
                row.getString("subject"),
                parts.about(),
                row.getString("related_to"),
                parts.event());
    }
}
