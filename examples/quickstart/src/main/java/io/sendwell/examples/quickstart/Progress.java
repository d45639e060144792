package io.sendwell.examples.quickstart;

import io.sendwell.ScheduledList;
import io.sendwell.ScheduledRow;
import io.sendwell.outbox.SendingId;
import java.io.PrintStream;
import java.time.Duration;

/** Shows how far a sending has come, until it has come to its end. */
final class Progress {

    private static final Duration GLANCE = Duration.ofMillis(250);

    private Progress() {}

    static void watch(ScheduledList scheduled, SendingId id, PrintStream out) {
        String said = "";
        while (true) {
            ScheduledRow row = scheduled.find(id).orElseThrow();
            if (!row.status().equals(said)) {
                said = row.status();
                out.println("  " + said);
            }
            if (row.state().isFinished()) {
                return;
            }
            try {
                Thread.sleep(GLANCE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
