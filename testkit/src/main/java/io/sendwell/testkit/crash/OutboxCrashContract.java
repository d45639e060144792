package io.sendwell.testkit.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sendwell.outbox.Outbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/**
 * What an {@link Outbox} acknowledged is there after {@code kill -9}: of the process that called it, and where {@link
 * #killToo()} says so of the database. It catches databases that answer before they write, as H2 does by default and PostgreSQL
 * with {@code synchronous_commit=off}.
 *
 * <p>A process of its own calls the outbox from four threads until it is killed, and writes down each call that returned.
 */
public interface OutboxCrashContract {

    /** How long a process may take to make itself useful. */
    Duration DEADLINE = Duration.ofMinutes(2);

    /** Opens the outbox, here and in the process that will be killed. */
    Class<? extends OutboxOpener> opener();

    /** What the opener is to open; asked anew after each kill. */
    String place();

    /** How often to kill until a call is lost; 5 times unless said. */
    default int kills() {
        return 5;
    }

    /** Kills what else is to die, such as the database's server, right before the process, and starts it again. Nothing unless said. */
    default void killToo() throws Exception {}

    @Test
    default void every_acknowledged_call_is_there_after_a_kill(@TempDir Path folder, TestReporter reporter)
            throws Exception {
        int acknowledged = 0;
        List<Acknowledged> lost = new ArrayList<>();
        for (int kill = 1; kill <= kills() && lost.isEmpty(); kill++) {
            Path journal = folder.resolve("journal-" + kill);
            // Killed at moments that have nothing to do with each other, the later ones in a fuller database.
            hammer(journal, 200 + kill * 37 % 100 * 5);
            List<Acknowledged> calls =
                    Journal.read(journal).stream().map(Acknowledged::parse).toList();
            acknowledged += calls.size();
            OutboxHammer.openerOf(opener())
                    .use(place(), outbox -> lost.addAll(new AcknowledgedCheck(outbox).lost(calls)));
        }
        int total = acknowledged;
        assertEquals(
                List.of(),
                lost.subList(0, Math.min(10, lost.size())),
                () -> lost.size() + " of " + total + " acknowledged calls are lost; the first of them");
        reporter.publishEntry("acknowledged calls", Integer.toString(acknowledged));
    }

    private void hammer(Path journal, int calls) throws Exception {
        try (WorkerProcess process = WorkerProcess.running(OutboxHammer.class)
                .arguments(opener().getName(), place(), journal.toString())
                .start()) {
            Await.until(
                    DEADLINE,
                    () -> !process.isAlive() || Journal.read(journal).size() >= calls,
                    () -> "it made fewer than " + calls + " calls:\n" + String.join("\n", process.output()));
            assertTrue(process.isAlive(), () -> "it ended by itself:\n" + String.join("\n", process.output()));
            killToo();
            process.killNow();
        }
    }
}
