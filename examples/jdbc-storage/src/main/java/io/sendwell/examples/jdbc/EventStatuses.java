package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.log.LoggedEvent;
import io.sendwell.log.RecipientStatus;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rows of {@code sendwell_event_status}. */
final class EventStatuses {

    /**
     * A message for one recipient.
     *
     * @param person by its normal form
     * @param message by {@link IndexedText}, as it is stored
     */
    record Copy(String person, String message) {

        static Copy of(LoggedEvent event) {
            return of(event.messageId(), event.recipient());
        }

        static Copy of(String messageId, EmailAddress recipient) {
            return new Copy(recipient.normalForm(), Sql.storable(IndexedText.of(messageId)));
        }
    }

    private record Row(Copy copy, RecipientStatus status) {}

    private EventStatuses() {}

    /** Those of these copies of which something is known. */
    static Map<Copy, RecipientStatus> read(Sql sql, AccountId account, Collection<Copy> copies) throws SQLException {
        Map<Copy, RecipientStatus> statuses = new HashMap<>();
        sql.query(
                        """
                        SELECT status.person, status.message, status.seen
                        FROM unnest(CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY)) AS wanted (person, message)
                        JOIN sendwell_event_status AS status ON status.account = ? AND status.person = wanted.person
                            AND status.message = wanted.message
                        """,
                        row -> new Row(
                                new Copy(row.getString("person"), row.getString("message")),
                                SeenText.status(row.getString("seen"))),
                        Sql.texts(copies.stream().map(Copy::person).toList()),
                        Sql.texts(copies.stream().map(Copy::message).toList()),
                        account)
                .forEach(row -> statuses.put(row.copy(), row.status()));
        return statuses;
    }

    static void save(Sql sql, AccountId account, Map<Copy, RecipientStatus> changed) throws SQLException {
        if (changed.isEmpty()) {
            return;
        }
        List<Copy> copies = List.copyOf(changed.keySet());
        List<String> seen = new ArrayList<>();
        for (Copy copy : copies) {
            seen.add(SeenText.of(changed.getOrDefault(copy, RecipientStatus.nothing())));
        }
        sql.update(
                """
                MERGE INTO sendwell_event_status AS known
                USING (SELECT person, message, seen
                       FROM unnest(CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY))
                       AS column_wise (person, message, seen)) AS changed
                ON known.account = ? AND known.person = changed.person AND known.message = changed.message
                WHEN MATCHED THEN UPDATE SET seen = changed.seen
                WHEN NOT MATCHED THEN INSERT (account, person, message, seen)
                    VALUES (?, changed.person, changed.message, changed.seen)
                """,
                Sql.texts(copies.stream().map(Copy::person).toList()),
                Sql.texts(copies.stream().map(Copy::message).toList()),
                Sql.texts(seen),
                account,
                account);
    }
}
