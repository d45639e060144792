package io.sendwell.examples.jdbc;

import io.sendwell.account.AccountId;
import io.sendwell.address.EmailAddress;
import io.sendwell.address.Mailbox;
import io.sendwell.identity.IdentityOutcome;
import io.sendwell.log.LoggedMessage;
import io.sendwell.log.RecipientOutcome;
import io.sendwell.message.CampaignName;
import io.sendwell.message.MessageClass;
import io.sendwell.message.Purpose;
import io.sendwell.outbox.SendingId;
import io.sendwell.route.Route;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of {@link JdbcMessageLog}: one for each message, and one for each of its recipients. */
final class MessageRows {

    /** One row of a message beside one of its recipients. */
    record Read(LoggedMessage message, Optional<EmailAddress> recipient, Optional<RecipientOutcome> outcome) {}

    /** One recipient of one message. */
    private record Recipient(String message, int place, EmailAddress address, OutcomeText outcome) {}

    private MessageRows() {}

    static void insert(Sql sql, AccountId account, List<LoggedMessage> messages) throws SQLException {
        sql.update(
                """
                INSERT INTO sendwell_message (account, id, created_at, sent_at, author_name, author, subject, campaign,
                    message_class, purpose, about, sending, route, identity_kind, explanation)
                SELECT CAST(? AS varchar), fresh.* FROM unnest(CAST(? AS varchar ARRAY), CAST(? AS bigint ARRAY),
                    CAST(? AS bigint ARRAY), CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY),
                    CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY),
                    CAST(? AS uuid ARRAY), CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY))
                    AS fresh (id, created_at, sent_at, author_name, author, subject, campaign, message_class, purpose,
                        about, sending, route, identity_kind, explanation)
                """,
                account,
                texts(messages, LoggedMessage::id),
                bigints(messages, message -> Micros.of(message.createdAt())),
                bigints(messages, message -> Micros.of(message.sentAt())),
                texts(messages, message -> message.author().displayName()),
                texts(messages, message -> message.author().address().toString()),
                texts(messages, LoggedMessage::subject),
                texts(messages, message -> message.campaign().value()),
                texts(messages, message -> message.messageClass().name()),
                texts(messages, message -> message.purpose().map(Purpose::value).orElse(null)),
                texts(messages, message -> message.about().orElse(null)),
                uuids(
                        messages,
                        message -> message.sending().map(SendingId::value).orElse(null)),
                texts(messages, message -> message.route().map(Route::name).orElse(null)),
                texts(
                        messages,
                        message -> message.identity().map(IdentityOutcome::name).orElse(null)),
                texts(messages, LoggedMessage::explanation));
        insertRecipients(sql, account, recipients(messages));
    }

    private static List<Recipient> recipients(List<LoggedMessage> messages) {
        List<Recipient> recipients = new ArrayList<>();
        for (LoggedMessage message : messages) {
            int place = 0;
            for (Map.Entry<EmailAddress, RecipientOutcome> one :
                    message.outcomes().entrySet()) {
                recipients.add(new Recipient(message.id(), place, one.getKey(), OutcomeText.of(one.getValue())));
                place++;
            }
        }
        return recipients;
    }

    private static void insertRecipients(Sql sql, AccountId account, List<Recipient> recipients) throws SQLException {
        sql.update(
                """
                INSERT INTO sendwell_recipient (account, message, place, address, person, outcome, detail)
                SELECT CAST(? AS varchar), fresh.* FROM unnest(CAST(? AS varchar ARRAY), CAST(? AS integer ARRAY),
                    CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY), CAST(? AS varchar ARRAY))
                    AS fresh (message, place, address, person, outcome, detail)
                """,
                account,
                texts(recipients, Recipient::message),
                Sql.integers(recipients.stream().map(Recipient::place).toList()),
                texts(recipients, recipient -> recipient.address().toString()),
                texts(recipients, recipient -> recipient.address().normalForm()),
                texts(recipients, recipient -> recipient.outcome().kind()),
                texts(recipients, recipient -> recipient.outcome().detail()));
    }

    private static <T> Sql.Column texts(Collection<T> rows, Function<T, @Nullable String> column) {
        return Sql.texts(column(rows, column));
    }

    private static <T> Sql.Column bigints(Collection<T> rows, Function<T, @Nullable Long> column) {
        return Sql.bigints(column(rows, column));
    }

    private static <T> Sql.Column uuids(Collection<T> rows, Function<T, @Nullable UUID> column) {
        return Sql.uuids(column(rows, column));
    }

    private static <T, V> List<@Nullable V> column(Collection<T> rows, Function<T, @Nullable V> column) {
        List<@Nullable V> values = new ArrayList<>();
        for (T row : rows) {
            values.add(column.apply(row));
        }
        return values;
    }

    static Read read(ResultSet row) throws SQLException {
        LoggedMessage message = new LoggedMessage(
                row.getString("id"),
                Rows.account(row, "account"),
                Rows.instant(row, "created_at"),
                Rows.instant(row, "sent_at"),
                new Mailbox(row.getString("author_name"), Rows.address(row, "author")),
                row.getString("subject"),
                CampaignName.of(row.getString("campaign")),
                MessageClass.valueOf(row.getString("message_class")),
                Rows.optionalText(row, "purpose").map(Purpose::of),
                Rows.optionalText(row, "about"),
                Optional.ofNullable(row.getObject("sending", UUID.class)).map(SendingId::new),
                Rows.optionalText(row, "route").map(Route::valueOf),
                Rows.optionalText(row, "identity_kind").map(IdentityOutcome::valueOf),
                row.getString("explanation"),
                Map.of());
        String outcome = row.getString("outcome");
        return outcome == null
                ? new Read(message, Optional.empty(), Optional.empty())
                : new Read(
                        message,
                        Optional.of(Rows.address(row, "address")),
                        Optional.of(new OutcomeText(outcome, row.getString("detail")).toOutcome()));
    }

    /** Puts the recipients of one message together; rows of one message stand together, in their order. */
    static List<LoggedMessage> messages(List<Read> rows) {
        Map<String, LoggedMessage> messages = new LinkedHashMap<>();
        Map<String, Map<EmailAddress, RecipientOutcome>> outcomes = new LinkedHashMap<>();
        for (Read row : rows) {
            messages.putIfAbsent(row.message().id(), row.message());
            Map<EmailAddress, RecipientOutcome> those =
                    outcomes.computeIfAbsent(row.message().id(), id -> new LinkedHashMap<>());
            row.recipient()
                    .ifPresent(address -> those.put(address, row.outcome().orElseThrow()));
        }
        return messages.values().stream()
                .map(message -> message.withOutcomes(outcomes.getOrDefault(message.id(), Map.of())))
                .toList();
    }
}
