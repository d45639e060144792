package io.sendwell;

import io.sendwell.message.CampaignName;
import io.sendwell.outbox.Progress;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingState;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;

/**
 * One line of the list of what is scheduled, as it stood when it was asked for.
 *
 * @param id of what was scheduled
 * @param sendDeferred when it starts, in the account's time zone
 * @param created when it was scheduled, in the account's time zone
 * @param count how many mails it has
 * @param user who scheduled it
 * @param subject its subject
 * @param to the recipient, or {@code * Broadcast *}
 * @param campaign under which name its mails are grouped
 * @param state how far it has come, for programs
 * @param progress how many of its mails have come to which end
 * @param status how far it has come, for people: {@code Scheduled}, {@code In progress 213/5,000}, {@code Paused: why},
 *     {@code Done}
 */
public record ScheduledRow(
        SendingId id,
        ZonedDateTime sendDeferred,
        ZonedDateTime created,
        long count,
        String user,
        String subject,
        String to,
        CampaignName campaign,
        SendingState state,
        Progress progress,
        String status) {

    /** Of a sending that was sealed. */
    static ScheduledRow of(Sending sending, ZoneId zone, Instant now) {
        Instant start = sending.startAt().orElseThrow();
        return new ScheduledRow(
                sending.id(),
                start.atZone(zone),
                sending.createdAt().atZone(zone),
                sending.progress().total(),
                sending.summary().user(),
                sending.summary().subject(),
                sending.summary().to(),
                sending.summary().campaign(),
                sending.state(),
                sending.progress(),
                status(sending, start.isAfter(now)));
    }

    private static String status(Sending sending, boolean waits) {
        Progress progress = sending.progress();
        return switch (sending.state()) {
            case OPEN -> "Being made";
            case ACTIVE -> waits ? "Scheduled" : "In progress " + progress;
            case PAUSED -> sending.pausedBecause().isEmpty() ? "Paused" : "Paused: " + sending.pausedBecause();
            case CANCELLING -> "Being cancelled " + progress;
            case CANCELLED -> String.format(Locale.ROOT, "Cancelled, %,d accepted", progress.accepted());
            case DONE ->
                String.format(
                        Locale.ROOT,
                        "Done, %,d accepted%s%s%s",
                        progress.accepted(),
                        some(progress.withheld(), "withheld"),
                        some(progress.failed(), "failed"),
                        some(progress.uncertain(), "uncertain"));
        };
    }

    private static String some(long count, String word) {
        return count == 0 ? "" : String.format(Locale.ROOT, ", %,d %s", count, word);
    }
}
