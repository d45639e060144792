package io.sendwell.examples.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sendwell.account.AccountId;
import io.sendwell.outbox.Sending;
import io.sendwell.outbox.SendingId;
import io.sendwell.outbox.SendingQuery;
import io.sendwell.outbox.SendingState;
import io.sendwell.testkit.crash.CountingEsp;
import io.sendwell.testkit.crash.WorkerProcess;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whoever schedules a broadcast is killed after each thousand of its readers, and schedules it again with the same request key.
 * Meanwhile a worker sends whatever is complete.
 */
@Tag(Tags.ON_DEMAND)
class KilledCreationTest {

    /** More than are looked at before anything of a broadcast is stored. */
    private static final int READERS = 12_000;

    /** How many are stored at a time. */
    private static final int CHUNK = 1_000;

    /** How long it may go on, in milliseconds: it dies while it merges the next ones, stores them or completes the sending. */
    private static final long BEYOND = 100;

    private static final Duration DEADLINE = Duration.ofMinutes(5);
    private static final AccountId ACCOUNT = AccountId.of(Node.ACCOUNT);

    @RegisterExtension
    static final SharedPostgresql postgresql = new SharedPostgresql();

    private final long start = System.nanoTime();
    private final Random random = new Random(4711);
    private int kills;

    @Test
    void there_is_one_sending_with_every_reader_and_nothing_leaves_before_it_is_complete() throws Exception {
        int broadcasts = Scale.of(50, 1);
        int copies = 0;
        for (int broadcast = 0; broadcast < broadcasts; broadcast++) {
            copies += created(Settings.of(postgresql.newDatabase()));
        }
        Figures.note(
                "18 killed while a broadcast is created",
                Duration.ofNanos(System.nanoTime() - start),
                broadcasts + " broadcasts to " + READERS + ", " + kills + " kills, one sending each, " + copies
                        + " accepted, 0 before it was complete");
    }

    private int created(Settings without) throws Exception {
        try (CountingEsp esp = CountingEsp.start()) {
            Settings settings = without.with(Setting.HOP_ADDRESS, esp.url());
            try (Desk desk = Desk.open(settings)) {
                desk.node().start();
                for (int stored = CHUNK; stored <= READERS; stored += CHUNK) {
                    killAfter(stored, settings);
                    int copies = esp.copies();
                    if (theOnly(desk).state() == SendingState.OPEN) {
                        assertThat(copies).as("mails of an open sending").isZero();
                    }
                }
                SendingId scheduled = schedule(settings);
                assertThat(schedule(settings)).as("asked for once more").isEqualTo(scheduled);
                desk.awaitFinished(scheduled, DEADLINE);

                Sending only = theOnly(desk);
                assertThat(only.id()).isEqualTo(scheduled);
                assertThat(only.progress().total()).isEqualTo(READERS);
                assertThat(only.progress().accepted()).isEqualTo(READERS);
                assertThat(esp.counts().missing(Broadcasts.readers(READERS))).isEmpty();
                assertThat(esp.counts().duplicates()).isZero();
                return esp.copies();
            }
        }
    }

    private static Sending theOnly(Desk desk) {
        List<Sending> all = desk.node().outbox().list(SendingQuery.newest(ACCOUNT, 10));
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private void killAfter(int stored, Settings settings) throws InterruptedException {
        try (WorkerProcess creating = creating(settings)) {
            String line = creating.awaitLine(
                    said -> said.equals(CreatingProgram.STORED + stored) || said.startsWith(CreatingProgram.SCHEDULED),
                    DEADLINE);
            if (line.startsWith(CreatingProgram.STORED)) {
                TimeUnit.MILLISECONDS.sleep(random.nextLong(BEYOND));
                creating.killNow();
                kills++;
            }
        }
    }

    private static SendingId schedule(Settings settings) throws InterruptedException {
        try (WorkerProcess creating = creating(settings)) {
            String line = creating.awaitLine(said -> said.startsWith(CreatingProgram.SCHEDULED), DEADLINE);
            return SendingId.parse(line.substring(CreatingProgram.SCHEDULED.length()));
        }
    }

    private static WorkerProcess creating(Settings settings) {
        return WorkerProcess.running(CreatingProgram.class)
                .arguments("spring", Integer.toString(READERS))
                .arguments(settings.toArguments())
                .property("org.slf4j.simpleLogger.defaultLogLevel", "warn")
                .heap(96)
                .start();
    }
}
