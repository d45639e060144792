package io.sendwell.examples.crm.data;

import io.sendwell.ScheduledRow;
import io.sendwell.SendingAccount;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import java.time.Instant;
import java.util.List;

/** How far each sending had come, at one time after another: of what leaves, Sendwell tells only where it stands now. */
public final class ProgressHistory {

    private final Database database;

    public ProgressHistory(Database database) {
        this.database = database;
    }

    /** Notes how far everything that is leaving has come. */
    public void note(SendingAccount account, Instant at) {
        account.scheduled().page(1).stream()
                .filter(row ->
                        row.state() == SendingState.ACTIVE && row.progress().ended() > 0)
                .forEach(row -> note(row, at));
    }

    private void note(ScheduledRow row, Instant at) {
        database.update(
                "INSERT INTO crm_progress (sending, noted_at, ended) VALUES (?, ?, ?)",
                row.id().toString(),
                at.toEpochMilli(),
                row.progress().ended());
    }

    /** How many mails of a sending had come to an end, the earliest first. */
    public List<Long> of(SendingId sending) {
        return database.query(
                "SELECT ended FROM crm_progress WHERE sending = ? ORDER BY noted_at, ended",
                row -> row.getLong(1),
                sending.toString());
    }
}
