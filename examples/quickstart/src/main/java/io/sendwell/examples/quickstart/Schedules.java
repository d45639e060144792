package io.sendwell.examples.quickstart;

import io.sendwell.Cancellation;
import io.sendwell.ScheduleReceipt;
import io.sendwell.ScheduledRow;
import io.sendwell.SendingAccount;
import io.sendwell.Sendwell;
import io.sendwell.SendwellBuilder;
import io.sendwell.campaign.Broadcast;
import io.sendwell.examples.jdbc.JdbcStorage;
import io.sendwell.outbox.SendingId;
import io.sendwell.scheduling.OutboxWorker;
import java.io.PrintStream;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import javax.sql.DataSource;

/** The README's section on schedules: a broadcast for later, the worker that sends it, and the list of what lies ahead. */
final class Schedules {

    private Schedules() {}

    static Sendwell build(SendwellBuilder builder, DataSource dataSource) {
        // README: begin
        JdbcStorage storage = JdbcStorage.open(dataSource); // from examples/jdbc-storage, or your own stores
        Sendwell sendwell = builder.outbox(storage.outbox())
                .throttleStore(storage.throttleStore())
                .messageLog(storage.messageLog())
                .eventLog(storage.eventLog())
                .blocklist(storage.blocklist(InstantSource.system()))
                .strikeStore(storage.strikeStore())
                .optOutList(storage.optOutList())
                .guardStore(storage.guardStore())
                .consentStore(storage.consentStore())
                .build();
        // README: end
        return sendwell;
    }

    static ScheduleReceipt schedule(SendingAccount acme, Broadcast newsletter, ZonedDateTime tomorrowAtNine) {
        // README: begin
        ScheduleReceipt scheduled = acme.schedule(newsletter)
                .by("Erik Maltby")
                .requestKey("newsletter/2026-11") // asked for twice, it is made once
                .at(tomorrowAtNine);
        System.out.println(scheduled.explain());
        // README: end
        return scheduled;
    }

    static OutboxWorker work(Sendwell sendwell) {
        // README: begin
        OutboxWorker worker = OutboxWorker.of(sendwell).start(); // close it before Sendwell
        // README: end
        return worker;
    }

    static Cancellation list(SendingAccount acme, SendingId id, PrintStream out) {
        // README: begin
        for (ScheduledRow row : acme.scheduled().page(1)) {
            out.printf(
                    "%s | %s | %d | %s | %s | %s | %s%n",
                    row.sendDeferred(), row.created(), row.count(), row.user(), row.subject(), row.to(), row.status());
        }
        Cancellation done = acme.scheduled().cancel(id);
        out.println(done.cancelled() + " stopped, " + done.alreadyGone() + " had already gone");
        // README: end
        return done;
    }
}
